package org.tosc.backends.machines.x86.exec;

import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import org.tosc.backends.machines.x86.isa.Immediate;
import org.tosc.backends.machines.x86.isa.Instruction;
import org.tosc.backends.machines.x86.isa.Register;
import org.tosc.backends.machines.x86.manual.Encoding.Space;

/// Makes actions on vectors out of functions on single elements. Elements are zero extended in
/// longs.
///
/// Sources are the last operands before an immediate: of `addps a,b` they are a and b, of `vaddps
/// d,a,b` a and b, too.
final class Lanes {
  private Lanes() {}

  @FunctionalInterface
  interface Ternary {
    long of(long a, long b, long c);
  }

  /// A function of one element and how results are rounded.
  @FunctionalInterface
  interface Rounded1 {
    long of(Mode mode, long a);
  }

  @FunctionalInterface
  interface Rounded2 {
    long of(Mode mode, long a, long b);
  }

  @FunctionalInterface
  interface Rounded3 {
    long of(Mode mode, long a, long b, long c);
  }

  static long get(long[] v, int bits, int element) {
    return get(v, bits, element, 0);
  }

  /// @param from the long where the vector begins
  static long get(long[] v, int bits, int element, int from) {
    int at = element * bits;
    long whole = v[from + (at >> 6)] >>> (at & 63);
    return bits == 64 ? whole : whole & ((1L << bits) - 1);
  }

  static void set(long[] v, int bits, int element, long value) {
    if (bits == 64) {
      v[element] = value;
      return;
    }
    int at = element * bits;
    long within = ((1L << bits) - 1) << (at & 63);
    v[at >> 6] = (v[at >> 6] & ~within) | (value << (at & 63) & within);
  }

  /// How many operands there are without the immediate.
  static int sources(Instruction i) {
    int n = i.operands().size();
    return i.operands().getLast() instanceof Immediate ? n - 1 : n;
  }

  static int immediate(Instruction i) {
    return i.operands().getLast() instanceof Immediate number ? (int) number.unsigned() : 0;
  }

  static boolean legacy(Instruction i) {
    return i.row().encoding().space() == Space.LEGACY;
  }

  /// Elements in a whole vector.
  static int count(Instruction i, int bits) {
    return (legacy(i) ? 16 : i.vectorLength()) * 8 / bits;
  }

  static Action unary(int bits, LongUnaryOperator f) {
    return rounded1(bits, (mode, a) -> f.applyAsLong(a));
  }

  static Action binary(int bits, LongBinaryOperator f) {
    return rounded2(bits, (mode, a, b) -> f.applyAsLong(a, b));
  }

  static Action rounded1(int bits, Rounded1 f) {
    return convert(bits, bits, f);
  }

  /// Elements of one width into elements of another; what is left of the destination becomes zero.
  static Action convert(int from, int to, Rounded1 f) {
    return (c, i) -> {
      Mode mode = c.mode(i);
      int wider = Math.max(from, to);
      long[] a = c.vector(i, sources(i) - 1, from);
      long[] r = new long[8];
      for (int e = 0; e < count(i, wider); e++) {
        set(r, to, e, f.of(mode, get(a, from, e)));
      }
      c.put(i, r, to, count(i, wider));
    };
  }

  static Action rounded2(int bits, Rounded2 f) {
    return (c, i) -> {
      Mode mode = c.mode(i);
      int n = sources(i);
      long[] a = c.vector(i, n - 2);
      long[] b = c.vector(i, n - 1, bits);
      long[] r = new long[8];
      for (int e = 0; e < count(i, bits); e++) {
        set(r, bits, e, f.of(mode, get(a, bits, e), get(b, bits, e)));
      }
      c.put(i, r, bits);
    };
  }

  /// With the destination as first source.
  static Action rounded3(int bits, Rounded3 f) {
    return (c, i) -> {
      Mode mode = c.mode(i);
      long[] d = c.vector(i, 0);
      long[] a = c.vector(i, 1);
      long[] b = c.vector(i, 2, bits);
      long[] r = new long[8];
      for (int e = 0; e < count(i, bits); e++) {
        set(r, bits, e, f.of(mode, get(d, bits, e), get(a, bits, e), get(b, bits, e)));
      }
      c.put(i, r, bits);
    };
  }

  static Action ternary(int bits, Ternary f) {
    return rounded3(bits, (mode, d, a, b) -> f.of(d, a, b));
  }

  /// The lowest element alone; the others come from the operand before the last source.
  static Action scalar(int bits, Rounded2 f) {
    return scalar(bits, bits, f);
  }

  /// Of elements of two widths: `cvtss2sd`.
  static Action scalar(int from, int to, Rounded2 f) {
    return (c, i) -> {
      int n = sources(i);
      long[] a = c.vector(i, n - 2);
      long[] b = selected(c, i, n - 1, from);
      long low = f.of(c.mode(i), get(a, from, 0), get(b, from, 0));
      putScalar(c, i, a, low, to);
    };
  }

  static Action scalar3(int bits, Rounded3 f) {
    return (c, i) -> {
      long[] d = c.vector(i, 0);
      long[] a = c.vector(i, 1);
      long[] b = selected(c, i, 2, bits);
      long low = f.of(c.mode(i), get(d, bits, 0), get(a, bits, 0), get(b, bits, 0));
      putScalar(c, i, d, low, bits);
    };
  }

  /// A scalar source, which is not read where the mask leaves it out.
  private static long[] selected(Core c, Instruction i, int n, int bits) {
    return c.vector(i, n, bits);
  }

  static void putScalar(Core c, Instruction i, long[] upper, long low, int bits) {
    long[] r = {upper[0], upper[1], 0, 0, 0, 0, 0, 0};
    long value = low;
    if (!c.selects(i, 0)) {
      long[] old = c.vector(i, 0);
      value = i.zeroing() ? 0 : get(old, bits, 0);
    }
    set(r, bits, 0, value);
    putAll(c, i, r);
  }

  /// Writes a register whatever the mask says: it has been looked at.
  static void putAll(Core c, Instruction i, long[] r) {
    int at = ((Register) i.operands().getFirst()).number() * 8;
    int longs = legacy(i) ? 2 : 8;
    System.arraycopy(r, 0, c.vectors, at, longs);
  }

  /// A comparison: all ones in a vector, or a bit in a mask.
  static Action compare(int bits, LongBinaryOperator isTrue) {
    return (c, i) -> {
      int n = sources(i);
      long[] a = c.vector(i, n - 2);
      long[] b = c.vector(i, n - 1, bits);
      finish(c, i, bits, count(i, bits), a, b, isTrue);
    };
  }

  static void finish(
      Core c, Instruction i, int bits, int count, long[] a, long[] b, LongBinaryOperator isTrue) {
    boolean mask = i.operands().getFirst() instanceof Register r && r.file() == Register.File.MASK;
    long[] ones = new long[8];
    long set = 0;
    for (int e = 0; e < count; e++) {
      if (isTrue.applyAsLong(get(a, bits, e), get(b, bits, e)) != 0) {
        set(ones, bits, e, -1);
        set |= 1L << e;
      }
    }
    if (mask) {
      c.putMask(i, set, count);
    } else {
      c.put(i, ones, bits);
    }
  }

  /// 128-bit lanes one by one: what fills lane `lane` of the result.
  @FunctionalInterface
  interface InLane {
    void fill(long[] r, long[] a, long[] b, int lane, int immediate);
  }

  static Action inLanes(int bits, InLane f) {
    return (c, i) -> {
      int n = sources(i);
      long[] b = c.vector(i, n - 1);
      long[] a = n < 2 ? b : c.vector(i, n - 2);
      long[] r = new long[8];
      for (int lane = 0; lane < count(i, 128); lane++) {
        f.fill(r, a, b, lane, immediate(i));
      }
      c.put(i, r, bits);
    };
  }
}
