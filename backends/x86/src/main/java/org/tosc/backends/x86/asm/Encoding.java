package org.tosc.backends.x86.asm;

import java.util.List;
import org.tosc.backends.x86.asm.Form.Space;

/// The middle of a row, read: `VEX.66.0F38.W0 98 /r`, `REX.W 0F BA /4 ib`.
///
/// @param lengths of vectors, in bits: those that it says, or all of its space
/// @param isLengthless LIG, LZ: the length says nothing, or is 0
/// @param isShort16 whether `66` stands before another prefix, and says that operands have 16 bits
/// @param constant the letters of a constant at the end, empty for none
record Encoding(
    Space space,
    List<Integer> lengths,
    boolean isLengthless,
    int map,
    int prefix,
    boolean isShort16,
    boolean wide,
    int opcode,
    int digit,
    int suffix,
    String constant) {
  private static final List<Integer> VEX_LENGTHS = List.of(128, 256);
  private static final List<Integer> ONLY_128 = List.of(128);
  private static final List<Integer> EVEX_LENGTHS = List.of(128, 256, 512);

  boolean isVector() {
    return space != Space.LEGACY;
  }

  /// The length of forms whose operands do not give one.
  int fixedLength() {
    return isVector() && !isLengthless ? lengths.getFirst() : 128;
  }

  /// @param bits the width of general-purpose operands
  int constantBytes(int bits) {
    return switch (constant) {
      case "" -> 0;
      case "ib", "cb", "/is4" -> 1;
      case "iw" -> 2;
      case "id", "cd" -> 4;
      case "iz" -> bits == 16 ? 2 : 4;
      case "iq" -> 8;
      default -> throw new IllegalArgumentException("unknown constant " + constant);
    };
  }

  /// Whether it is for 128 bits alone.
  boolean is128() {
    return lengths.equals(ONLY_128);
  }

  static Encoding read(String text) {
    Parser parser = new Parser(List.of(text.split(" ", -1)));
    return parser.read();
  }

  /// Reads one token after the other.
  private static final class Parser {
    private final List<String> tokens;
    private Space space = Space.LEGACY;
    private List<Integer> lengths = List.of();
    private boolean isLengthless;
    private int map;
    private int prefix;
    private boolean isShort16;
    private boolean wide;
    private int opcode = -1;
    private int digit = Form.NO_MODRM;
    private int suffix = -1;
    private String constant = "";

    Parser(List<String> tokens) {
      this.tokens = tokens;
    }

    Encoding read() {
      for (String token : tokens) {
        if (token.startsWith("VEX") || token.startsWith("EVEX")) {
          vector(token.split("\\.", -1));
        } else {
          part(token);
        }
      }
      return new Encoding(
          space,
          lengths,
          isLengthless,
          map,
          prefix,
          isShort16,
          wide,
          opcode,
          digit,
          suffix,
          constant);
    }

    private void vector(String[] words) {
      space = Space.valueOf(words[0]);
      lengths = space == Space.VEX ? VEX_LENGTHS : EVEX_LENGTHS;
      for (int i = 1; i < words.length; i++) {
        switch (words[i]) {
          case "LIG", "LZ" -> isLengthless = true;
          case "66", "F2", "F3" -> prefix = hex(words[i]);
          case "0F" -> map = 1;
          case "0F38" -> map = 2;
          case "0F3A" -> map = 3;
          case "MAP5" -> map = 5;
          case "MAP6" -> map = 6;
          case "W1" -> wide = true;
          case "W0", "WIG" -> wide = false;
          case "128" -> lengths = ONLY_128;
          case "256" -> lengths = List.of(256);
          case "512" -> lengths = List.of(512);
          case "256+" -> lengths = List.of(256, 512);
          default -> throw new IllegalArgumentException("unknown part of an encoding " + words[i]);
        }
      }
    }

    private void part(String token) {
      boolean isFirst = opcode < 0;
      if (token.startsWith("/") && !token.equals("/is4")) {
        digit = token.equals("/r") ? Form.REGISTER : token.charAt(1) - '0';
      } else if (token.equals("REX.W")) {
        wide = true;
      } else if (Character.isLowerCase(token.charAt(0)) || token.startsWith("/")) {
        constant = token;
      } else if (isFirst && space == Space.LEGACY && isPrefix(token)) {
        isShort16 |= prefix != 0;
        prefix = hex(token);
      } else if (isFirst && map == 0 && token.equals("0F")) {
        map = 1;
      } else if (isFirst && map == 1 && space == Space.LEGACY && token.equals("38")) {
        map = 2;
      } else if (isFirst && map == 1 && space == Space.LEGACY && token.equals("3A")) {
        map = 3;
      } else if (isFirst) {
        opcode = hex(token.replace("+r", ""));
      } else {
        suffix = hex(token);
      }
    }

    private boolean isPrefix(String token) {
      return map == 0 && (token.equals("66") || token.equals("F2") || token.equals("F3"));
    }

    private static int hex(String text) {
      return Integer.parseInt(text, 16);
    }
  }
}
