package org.tosc.backends.x86.asm;

import org.tosc.backends.x86.asm.Form.Role;
import org.tosc.backends.x86.asm.Form.Slot;
import org.tosc.backends.x86.asm.Form.Space;

/// One operand of a row: a letter that says what it is and where its number goes, letters for its
/// width, and decorations. The package's description lists the letters.
///
/// @param letter `G`, `E` …; for operands that are always the same, all of their name
/// @param size the letters of the width
/// @param rest decorations
record OperandToken(String letter, String size, String rest) {
  static OperandToken of(String text) {
    int end = 0;
    while (end < text.length() && text.charAt(end) != '{' && text.charAt(end) != '/') {
      end++;
    }
    String name = text.substring(0, end);
    String rest = text.substring(end);
    return switch (name) {
      case "1",
          "AL",
          "AX",
          "EAX",
          "RAX",
          "CL",
          "DX",
          "rK",
          "vK",
          "mK",
          "rT",
          "vT",
          "mT",
          "sibmem" ->
          new OperandToken(name, "", rest);
      case "rAX" -> new OperandToken(name, "v", rest);
      default -> {
        int letters = name.startsWith("vm") ? "vm32".length() : 1;
        yield new OperandToken(name.substring(0, letters), name.substring(letters), rest);
      }
    };
  }

  boolean rounds() {
    return rest.contains("{er}") || rest.contains("{sae}");
  }

  long roundingKind() {
    return rest.contains("{er}") ? Kind.ROUNDING : Kind.NO_EXCEPTIONS;
  }

  /// @param bits the width that the row's form is for
  /// @param isRounded whether the form says how to round, so that no operand is memory
  Slot slot(int bits, Encoding encoding, boolean isRounded) {
    long kinds =
        switch (letter) {
          case "1" -> Kind.ONE;
          case "AL" -> Kind.accumulator(8);
          case "AX" -> Kind.accumulator(16);
          case "EAX" -> Kind.accumulator(32);
          case "RAX" -> Kind.accumulator(64);
          case "rAX" -> Kind.accumulator(bits);
          case "CL" -> Kind.CL;
          case "DX" -> Kind.DX;
          case "rK", "vK" -> Kind.MASK;
          case "rT", "mT", "vT" -> Kind.TILE;
          case "mK" -> Kind.MASK | orMemory();
          case "G", "B", "Z" -> Kind.gpr(width(bits));
          case "R" -> Kind.gpr(width(bits)) | orMemory();
          case "E" -> Kind.gpr(width(bits)) | (isRounded ? 0 : Kind.memory(width(bits)));
          case "sibmem" -> Kind.ANY_MEMORY;
          case "M" -> size.isEmpty() ? Kind.ANY_MEMORY : Kind.memory(width(bits));
          case "I" -> constants(bits);
          case "J" -> Kind.LABEL;
          case "V", "H", "U", "L" -> vector(bits, encoding);
          case "W" -> vector(bits, encoding) | (isRounded ? 0 : memory(bits));
          case "vm32", "vm64" -> gather(bits, encoding);
          default -> throw new IllegalArgumentException("unknown operand " + letter + size);
        };
    return new Slot(role(), kinds | decorations());
  }

  private Role role() {
    return switch (letter) {
      case "G", "V", "rK", "rT" -> Role.REG;
      case "E", "R", "M", "W", "U", "mK", "mT", "vm32", "vm64", "sibmem" -> Role.RM;
      case "B", "H", "vK", "vT" -> Role.VVVV;
      case "Z" -> Role.OPCODE;
      case "I" -> Role.CONSTANT;
      case "L" -> Role.IS4;
      case "J" -> Role.RELATIVE;
      default -> Role.IMPLIED;
    };
  }

  private long decorations() {
    if (rest.contains("{K}")) {
      return Kind.UNDER_MASK;
    }
    return rest.contains("{kz}")
        ? Kind.UNMASKED | Kind.UNDER_MASK | Kind.ZEROING
        : rest.contains("{k}") ? Kind.UNMASKED | Kind.UNDER_MASK : Kind.UNMASKED;
  }

  private long constants(int bits) {
    return switch (size) {
      case "b" -> Kind.SIGNED8 | Kind.UNSIGNED8;
      case "bs" ->
          switch (bits) {
            case 16 -> Kind.SIGNED8 | Kind.SIGNED8_IN16;
            case 32 -> Kind.SIGNED8 | Kind.SIGNED8_IN32;
            default -> Kind.SIGNED8;
          };
      case "w" -> Kind.SIGNED16 | Kind.UNSIGNED16;
      case "d" -> Kind.SIGNED32 | Kind.UNSIGNED32;
      case "q" -> Kind.CONSTANT;
      case "z" ->
          switch (bits) {
            case 16 -> Kind.SIGNED16 | Kind.UNSIGNED16;
            case 32 -> Kind.SIGNED32 | Kind.UNSIGNED32;
            default -> Kind.SIGNED32;
          };
      default -> throw new IllegalArgumentException("unknown constant I" + size);
    };
  }

  private long vector(int bits, Encoding encoding) {
    int width = Math.max(128, width(bits));
    long low = Kind.vector(width, false);
    return encoding.space() == Space.EVEX ? low | Kind.vector(width, true) : low;
  }

  private long memory(int bits) {
    long plain = Kind.memory(width(bits));
    int b = rest.indexOf("/b");
    return b < 0 ? plain : plain | Kind.broadcast(decimal(b + 2));
  }

  /// Of `Rd/Mb` what stands behind the stroke: memory that is narrower than the register.
  private long orMemory() {
    return rest.startsWith("/M") ? Kind.memory(orMemoryBits()) : 0;
  }

  private int orMemoryBits() {
    return of(rest.substring(1)).width(0);
  }

  private long gather(int bits, Encoding encoding) {
    int element = encoding.wide() ? 64 : 32;
    long low = Kind.gather(element, Math.max(128, width(bits)), false);
    return encoding.space() == Space.EVEX
        ? low | Kind.gather(element, Math.max(128, width(bits)), true)
        : low;
  }

  /// How many bits are accessed where this operand is memory; 0 where it is none.
  int memoryBits(int bits, Encoding encoding) {
    return switch (letter) {
      case "E", "M", "W" -> size.isEmpty() ? 0 : width(bits);
      case "R", "mK" -> rest.startsWith("/M") ? orMemoryBits() : 0;
      case "vm32", "vm64" -> encoding.wide() ? 64 : 32;
      default -> 0;
    };
  }

  /// What EVEX divides a displacement of 8 bits by, in bits: of `/u32` one element, otherwise all
  /// that is accessed.
  int unitBits(int bits, Encoding encoding) {
    int u = rest.indexOf("/u");
    return u < 0 ? memoryBits(bits, encoding) : decimal(u + 2);
  }

  private int decimal(int at) {
    int end = at;
    while (end < rest.length() && Character.isDigit(rest.charAt(end))) {
      end++;
    }
    return Integer.parseInt(rest, at, end, 10);
  }

  /// @param bits what `v`, `y` and `x` stand for
  private int width(int bits) {
    return switch (size) {
      case "b" -> 8;
      case "w", "sh" -> 16;
      case "d", "ss" -> 32;
      case "q", "sd" -> 64;
      case "dq" -> 128;
      case "qq" -> 256;
      case "oq" -> 512;
      case "v", "y", "x" -> bits;
      case "h" -> bits / 2;
      case "f" -> bits / 4;
      case "e" -> bits / 8;
      default -> throw new IllegalArgumentException("unknown width " + letter + size);
    };
  }
}
