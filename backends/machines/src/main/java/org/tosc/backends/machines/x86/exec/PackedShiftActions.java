package org.tosc.backends.machines.x86.exec;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongBinaryOperator;
import org.tosc.backends.machines.x86.exec.PackedActions.Size;
import org.tosc.backends.machines.x86.isa.Immediate;
import org.tosc.backends.machines.x86.isa.Instruction;

/// Shifts and rotations of vector elements: by a number, by the low quadword of a vector, or each
/// by its own count. Counts too large give zero, or all signs.
final class PackedShiftActions {
  private final Map<String, Action> all = new HashMap<>();

  private PackedShiftActions() {}

  static Map<String, Action> actions() {
    var table = new PackedShiftActions();
    for (Size s : List.of(Size.W, Size.D, Size.Q)) {
      table.shifts(s);
      table.doubles(s);
    }
    for (Size s : List.of(Size.D, Size.Q)) {
      table.rotations(s);
    }
    table.bytes();
    return Map.copyOf(table.all);
  }

  private static boolean large(long count, int bits) {
    return Long.compareUnsigned(count, bits) >= 0;
  }

  private void shifts(Size s) {
    int bits = s.bits;
    LongBinaryOperator left = (a, n) -> large(n, bits) ? 0 : a << n;
    LongBinaryOperator right = (a, n) -> large(n, bits) ? 0 : a >>> n;
    LongBinaryOperator arithmetic = (a, n) -> s.signed(a) >> (large(n, bits) ? bits - 1 : n);
    String x = s.letter;
    put("psll" + x, uniform(bits, left));
    put("psrl" + x, uniform(bits, right));
    put("psra" + x, uniform(bits, arithmetic));
    all.put("vpsllv" + x, Lanes.binary(bits, left));
    all.put("vpsrlv" + x, Lanes.binary(bits, right));
    all.put("vpsrav" + x, Lanes.binary(bits, arithmetic));
  }

  private void put(String name, Action action) {
    all.put("v" + name, action);
    if (!name.equals("psraq")) {
      all.put(name, action);
    }
  }

  /// All elements by one count.
  private static Action uniform(int bits, LongBinaryOperator f) {
    return (c, i) -> {
      boolean immediate = i.operands().getLast() instanceof Immediate;
      int n = i.operands().size();
      long count = immediate ? Lanes.immediate(i) : c.vector(i, n - 1)[0];
      long[] a = immediate ? c.vector(i, n - 2, bits) : c.vector(i, n - 2);
      long[] r = new long[8];
      for (int e = 0; e < Lanes.count(i, bits); e++) {
        Lanes.set(r, bits, e, f.applyAsLong(Lanes.get(a, bits, e), count));
      }
      c.put(i, r, bits);
    };
  }

  private static long rotate(long a, long n, int bits) {
    int k = (int) n & (bits - 1);
    return k == 0 ? a : a << k | a >>> (bits - k);
  }

  private void rotations(Size s) {
    int bits = s.bits;
    all.put("vprol" + s.letter, uniform(bits, (a, n) -> rotate(a, n, bits)));
    all.put("vpror" + s.letter, uniform(bits, (a, n) -> rotate(a, -n, bits)));
    all.put("vprolv" + s.letter, Lanes.binary(bits, (a, n) -> rotate(a, n, bits)));
    all.put("vprorv" + s.letter, Lanes.binary(bits, (a, n) -> rotate(a, -n, bits)));
  }

  private static long shiftIn(long a, long b, long n, int bits, boolean left) {
    int k = (int) n & (bits - 1);
    if (k == 0) {
      return a;
    }
    return left ? a << k | b >>> (bits - k) : a >>> k | b << (bits - k);
  }

  private void doubles(Size s) {
    int bits = s.bits;
    for (boolean left : new boolean[] {true, false}) {
      String name = (left ? "vpshld" : "vpshrd");
      all.put(
          name + s.letter,
          (c, i) ->
              Lanes.binary(bits, (a, b) -> shiftIn(a, b, Lanes.immediate(i), bits, left))
                  .run(c, i));
      all.put(
          name + "v" + s.letter, Lanes.ternary(bits, (d, a, n) -> shiftIn(d, a, n, bits, left)));
    }
  }

  private void bytes() {
    for (String v : List.of("", "v")) {
      all.put(v + "pslldq", (c, i) -> moveBytes(c, i, true));
      all.put(v + "psrldq", (c, i) -> moveBytes(c, i, false));
    }
  }

  private static void moveBytes(Core c, Instruction i, boolean left) {
    long[] a = c.vector(i, i.operands().size() - 2);
    int n = Math.min(Lanes.immediate(i), 16);
    long[] r = new long[8];
    for (int e = 0; e < Lanes.count(i, 8); e++) {
      int from = e % 16 + (left ? -n : n);
      Lanes.set(r, 8, e, from < 0 || from > 15 ? 0 : Lanes.get(a, 8, e - e % 16 + from));
    }
    c.put(i, r, 8);
  }
}
