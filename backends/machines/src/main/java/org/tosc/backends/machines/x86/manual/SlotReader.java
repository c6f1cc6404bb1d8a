package org.tosc.backends.machines.x86.manual;

import java.util.EnumSet;
import java.util.Set;
import org.tosc.backends.machines.x86.manual.Slot.Kind;
import org.tosc.backends.machines.x86.manual.Slot.Masking;
import org.tosc.backends.machines.x86.manual.Slot.Source;

/// Reads the operands of rows: `Vx{kz}`, `Wx/b32`, `Ev`.
final class SlotReader {
  private static final Set<Width> VECTORS = EnumSet.of(Width.X, Width.H, Width.F, Width.E);

  private SlotReader() {}

  static Slot read(String text) {
    String word = text;
    Masking masking = Masking.NONE;
    if (word.endsWith("{kz}")) {
      masking = Masking.MERGE_OR_ZERO;
      word = word.substring(0, word.length() - 4);
    } else if (word.endsWith("{k}")) {
      masking = Masking.MERGE;
      word = word.substring(0, word.length() - 3);
    }
    int broadcast = 0;
    int slash = word.indexOf("/b");
    if (slash > 0) {
      broadcast = Integer.parseInt(word.substring(slash + 2)) / 8;
      word = word.substring(0, slash);
    }
    Slot slot = plain(word);
    return new Slot(
        slot.source(),
        slot.kind(),
        slot.register(),
        slot.memory(),
        broadcast,
        masking,
        slot.fixed());
  }

  private static Slot plain(String word) {
    return switch (word) {
      case "AL" -> fixed(Kind.GENERAL, Width.B, 0);
      case "rAX" -> fixed(Kind.GENERAL, Width.V, 0);
      case "CL" -> fixed(Kind.GENERAL, Width.B, 1);
      case "XMM0" -> fixed(Kind.VECTOR, Width.O, 0);
      case "1" -> of(Source.ONE, Kind.NONE, Width.B);
      case "Kg" -> of(Source.REG, Kind.MASK, Width.Q);
      case "Kv" -> of(Source.VVVV, Kind.MASK, Width.Q);
      case "Kr" -> of(Source.RM_REGISTER, Kind.MASK, Width.Q);
      case "Is" -> of(Source.SIGNED_BYTE, Kind.NONE, Width.V);
      case "M" -> of(Source.RM_MEMORY, Kind.NONE, Width.NONE);
      default -> sized(word);
    };
  }

  private static Slot sized(String word) {
    Width width = width(word.charAt(word.length() - 1));
    boolean vector = VECTORS.contains(width);
    if (word.startsWith("RM")) {
      return both(Kind.GENERAL, Width.D, width);
    }
    if (word.startsWith("KM")) {
      return both(Kind.MASK, Width.Q, width);
    }
    return switch (word.charAt(0)) {
      case 'E' -> both(Kind.GENERAL, width, width);
      case 'G' -> of(Source.REG, Kind.GENERAL, width);
      case 'R' -> of(Source.RM_REGISTER, Kind.GENERAL, width);
      case 'B' -> of(Source.VVVV, vector ? Kind.VECTOR : Kind.GENERAL, width);
      case 'Z' -> of(Source.OPCODE, Kind.GENERAL, width);
      case 'M' -> of(Source.RM_MEMORY, Kind.NONE, width);
      case 'V' -> of(Source.REG, Kind.VECTOR, width);
      case 'H' -> of(Source.VVVV, Kind.VECTOR, width);
      case 'W' -> both(Kind.VECTOR, width, width);
      case 'U' -> of(Source.RM_REGISTER, Kind.VECTOR, width);
      case 'L' -> of(Source.IS4, Kind.VECTOR, width);
      case 'S' ->
          new Slot(Source.VSIB, Kind.VECTOR, width(word.charAt(1)), width, 0, Masking.NONE, 0);
      case 'I' -> of(Source.IMMEDIATE, Kind.NONE, width);
      case 'J' -> of(Source.BRANCH, Kind.NONE, width);
      case 'O' -> of(Source.OFFSET, Kind.NONE, width);
      case 'X' -> of(Source.STRING_SOURCE, Kind.NONE, width);
      case 'Y' -> of(Source.STRING_DESTINATION, Kind.NONE, width);
      default -> throw new IllegalArgumentException("operand " + word);
    };
  }

  private static Slot fixed(Kind kind, Width width, int number) {
    return new Slot(Source.FIXED, kind, width, Width.NONE, 0, Masking.NONE, number);
  }

  private static Slot of(Source source, Kind kind, Width width) {
    return new Slot(source, kind, width, width, 0, Masking.NONE, 0);
  }

  private static Slot both(Kind kind, Width register, Width memory) {
    return new Slot(Source.RM, kind, register, memory, 0, Masking.NONE, 0);
  }

  private static Width width(char letter) {
    return switch (letter) {
      case 'b' -> Width.B;
      case 'w' -> Width.W;
      case 'd' -> Width.D;
      case 'q' -> Width.Q;
      case 'o' -> Width.O;
      case 't' -> Width.T;
      case 'v' -> Width.V;
      case 'z' -> Width.Z;
      case 'y' -> Width.Y;
      case 'x' -> Width.X;
      case 'h' -> Width.H;
      case 'f' -> Width.F;
      case 'e' -> Width.E;
      default -> throw new IllegalArgumentException("size " + letter);
    };
  }
}
