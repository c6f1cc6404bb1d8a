package org.tosc.backends.machines.x86.exec;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.tosc.backends.machines.x86.isa.Instruction;

/// AVX-512's operations on the parts of floats: exponents, mantissas, scales, remainders, classes.
final class SpecialFloatActions {
  private final Map<String, Action> all = new HashMap<>();

  private SpecialFloatActions() {}

  static Map<String, Action> actions() {
    var table = new SpecialFloatActions();
    for (int width : new int[] {32, 64}) {
      table.unary("vgetexp", width, (i, m, a) -> exponent(width, a));
      table.unary("vgetmant", width, (i, m, a) -> mantissa(width, Lanes.immediate(i), a));
      table.unary("vreduce", width, (i, m, a) -> reduce(width, Lanes.immediate(i), m, a));
      table.binary("vrange", width, (i, m, a, b) -> range(width, Lanes.immediate(i), a, b));
      String type = width == 32 ? "s" : "d";
      table.all.put("vscalefp" + type, Lanes.rounded2(width, (m, a, b) -> scale(width, m, a, b)));
      table.all.put("vscalefs" + type, Lanes.scalar(width, (m, a, b) -> scale(width, m, a, b)));
      table.all.put("vfpclassp" + type, (c, i) -> classes(c, i, width, Lanes.count(i, width)));
      table.all.put("vfpclasss" + type, (c, i) -> classes(c, i, width, 1));
    }
    table.fields();
    return Map.copyOf(table.all);
  }

  @FunctionalInterface
  private interface OfOne {
    long of(Instruction i, Mode mode, long a);
  }

  private void unary(String name, int width, OfOne f) {
    String type = width == 32 ? "s" : "d";
    all.put(name + "p" + type, (c, i) -> Lanes.rounded1(width, (m, a) -> f.of(i, m, a)).run(c, i));
    all.put(name + "s" + type, (c, i) -> Lanes.scalar(width, (m, a, b) -> f.of(i, m, b)).run(c, i));
  }

  @FunctionalInterface
  private interface OfTwo {
    long of(Instruction i, Mode mode, long a, long b);
  }

  private void binary(String name, int width, OfTwo f) {
    String type = width == 32 ? "s" : "d";
    all.put(
        name + "p" + type,
        (c, i) -> Lanes.rounded2(width, (m, a, b) -> f.of(i, m, a, b)).run(c, i));
    all.put(
        name + "s" + type, (c, i) -> Lanes.scalar(width, (m, a, b) -> f.of(i, m, a, b)).run(c, i));
  }

  /// The lesser or greater of two, by their values or their magnitudes; of a number and a quiet NaN
  /// the number (Intel SDM volume 2, VRANGEPS and its tables).
  ///
  /// @param immediate bits 0 and 1: which, 2 and 3: with which sign
  private static long range(int width, int immediate, long a, long b) {
    for (long x : new long[] {a, b}) {
      if (Ieee.isNan(width, x) && Ieee.quiet(width, x) != x) {
        return Ieee.quiet(width, x);
      }
    }
    long sign = Ieee.signBit(width);
    long chosen = Ieee.isNan(width, a) ? Ieee.isNan(width, b) ? a : b : a;
    if (!Ieee.isNan(width, a) && !Ieee.isNan(width, b)) {
      chosen = chosen(width, immediate & 3, a, b);
    }
    return switch ((immediate >> 2) & 3) {
      case 0 -> (chosen & ~sign) | (a & sign);
      case 1 -> chosen;
      case 2 -> chosen & ~sign;
      default -> chosen | sign;
    };
  }

  /// Of numbers that compare equal the one with the sign that the comparison looks for.
  private static long chosen(int width, int which, long a, long b) {
    boolean isMagnitude = which > 1;
    boolean isGreatest = (which & 1) != 0;
    double x = Ieee.real(width, a);
    double y = Ieee.real(width, b);
    int order =
        isMagnitude && Math.abs(x) != Math.abs(y)
            ? Double.compare(Math.abs(x), Math.abs(y))
            : Double.compare(x, y);
    return (isGreatest ? order >= 0 : order <= 0) ? a : b;
  }

  /// The exponent of a finite number other than zero, as if denormals were normal.
  private static int exponentOf(int width, long a) {
    double x = Ieee.real(width, a);
    return Math.abs(x) < Double.MIN_NORMAL
        ? Math.getExponent(x * 0x1p100) - 100
        : Math.getExponent(x);
  }

  private static long exponent(int width, long a) {
    if (Ieee.isNan(width, a)) {
      return Ieee.quiet(width, a);
    }
    double x = Ieee.real(width, a);
    if (Double.isInfinite(x)) {
      return Ieee.bits(width, Double.POSITIVE_INFINITY);
    }
    return Ieee.bits(width, x == 0 ? Double.NEGATIVE_INFINITY : exponentOf(width, a));
  }

  /// @param immediate bits 0 and 1: the interval, 2 and 3: the sign
  private static long mantissa(int width, int immediate, long a) {
    if (Ieee.isNan(width, a)) {
      return Ieee.quiet(width, a);
    }
    double x = Ieee.real(width, a);
    boolean negative = (a & Ieee.signBit(width)) != 0;
    long sign = negative && (immediate & 4) == 0 ? Ieee.signBit(width) : 0;
    if (x != 0 && negative && (immediate & 8) != 0) {
      return Ieee.indefinite(width);
    }
    if (x == 0 || Double.isInfinite(x)) {
      return Ieee.bits(width, 1.0) | sign;
    }
    int exponent = exponentOf(width, a);
    double fraction =
        Math.abs(
            exponent < -1022
                ? x * 0x1p100 * Math.scalb(1.0, -exponent - 100)
                : Math.scalb(x, -exponent));
    boolean halved =
        switch (immediate & 3) {
          case 0 -> false;
          case 1 -> (exponent & 1) != 0;
          case 2 -> true;
          default -> fraction >= 1.5;
        };
    return Ieee.bits(width, halved ? fraction / 2 : fraction) | sign;
  }

  /// What rounding to so many bits after the point takes away.
  private static long reduce(int width, int immediate, Mode control, long a) {
    if (Ieee.isNan(width, a)) {
      return Ieee.quiet(width, a);
    }
    double x = Ieee.real(width, a);
    if (Double.isInfinite(x)) {
      return 0;
    }
    Mode mode = (immediate & 4) != 0 ? control : Mode.of(immediate & 3);
    int bits = immediate >> 4;
    double rounded =
        Math.abs(x) >= 0x1p60 ? x : Math.scalb(Ieee.whole(mode, Math.scalb(x, bits)), -bits);
    return x == rounded
        ? mode == Mode.DOWN ? Ieee.signBit(width) : 0
        : Ieee.subtract(width, mode, a, Ieee.bits(width, rounded));
  }

  /// a * 2^floor(b).
  private static long scale(int width, Mode mode, long a, long b) {
    if (Ieee.isNan(width, a)) {
      boolean quiet = Ieee.quiet(width, a) == a;
      double y = Ieee.real(width, b);
      return quiet && Double.isInfinite(y) ? y > 0 ? b : 0 : Ieee.quiet(width, a);
    }
    if (Ieee.isNan(width, b)) {
      return Ieee.quiet(width, b);
    }
    double x = Ieee.real(width, a);
    double y = Ieee.real(width, b);
    long sign = a & Ieee.signBit(width);
    if (Double.isInfinite(y)) {
      boolean invalid = y > 0 ? x == 0 : Double.isInfinite(x);
      long limit = y > 0 ? b : 0;
      return invalid ? Ieee.indefinite(width) : limit | sign;
    }
    if (x == 0 || Double.isInfinite(x)) {
      return a;
    }
    int by = (int) Math.clamp(Math.floor(y), -5000, 5000);
    BigDecimal exact = Ieee.exact(x);
    BigDecimal power = new BigDecimal(2).pow(Math.abs(by));
    BigDecimal whole = by >= 0 ? exact.multiply(power) : exact.multiply(half(Math.abs(by)));
    double nearest = width == 32 ? (double) whole.floatValue() : whole.doubleValue();
    return nearest == 0 && mode == Mode.NEAREST
        ? sign
        : Ieee.directed(width, mode, nearest == 0 && x < 0 ? -0.0 : nearest, whole);
  }

  private static BigDecimal half(int times) {
    return new BigDecimal("0.5").pow(times);
  }

  private static void classes(Core c, Instruction i, int width, int count) {
    int wanted = Lanes.immediate(i);
    long[] a = c.vector(i, 1, width);
    long r = 0;
    for (int e = 0; e < count; e++) {
      r |= (wanted & classOf(width, Lanes.get(a, width, e))) != 0 ? 1L << e : 0;
    }
    c.putMask(i, r, count);
  }

  private static int classOf(int width, long a) {
    if (Ieee.isNan(width, a)) {
      return Ieee.quiet(width, a) == a ? 1 : 128;
    }
    double x = Ieee.real(width, a);
    boolean negative = (a & Ieee.signBit(width)) != 0;
    if (x == 0) {
      return negative ? 4 : 2;
    }
    if (Double.isInfinite(x)) {
      return negative ? 16 : 8;
    }
    double smallest = width == 32 ? Float.MIN_NORMAL : Double.MIN_NORMAL;
    return (Math.abs(x) < smallest ? 32 : 0) | (negative ? 64 : 0);
  }

  /// Bit fields of quadwords, and products without carries.
  private void fields() {
    all.put("vpmultishiftqb", SpecialFloatActions::shifts);
    all.put("vpshufbitqmb", SpecialFloatActions::bitsAt);
    all.put("pclmulqdq", SpecialFloatActions::carryless);
    all.put("vpclmulqdq", SpecialFloatActions::carryless);
  }

  /// Quadwords are shifted, bytes are masked.
  private static void shifts(Core c, Instruction i) {
    long[] positions = c.vector(i, 1);
    long[] from = c.vector(i, 2);
    long[] r = new long[8];
    for (int e = 0; e < Lanes.count(i, 64); e++) {
      r[e] = bytesAt(positions[e], from[e]);
    }
    c.put(i, r, 8);
  }

  private static long bytesAt(long positions, long from) {
    long r = 0;
    for (int k = 0; k < 64; k += 8) {
      r |= (Long.rotateRight(from, (int) (positions >>> k) & 63) & 0xFF) << k;
    }
    return r;
  }

  private static void bitsAt(Core c, Instruction i) {
    long[] a = c.vector(i, 1);
    long[] by = c.vector(i, 2);
    long r = 0;
    int count = Lanes.count(i, 8);
    for (int e = 0; e < count; e++) {
      r |= (a[e / 8] >>> (Lanes.get(by, 8, e) & 63) & 1) << e;
    }
    c.putMask(i, r, count);
  }

  private static void carryless(Core c, Instruction i) {
    Lanes.inLanes(
            64,
            (r, a, b, lane, immediate) -> {
              long x = a[2 * lane + (immediate & 1)];
              long y = b[2 * lane + (immediate >> 4 & 1)];
              for (int k = 0; k < 64; k++) {
                if ((y >>> k & 1) != 0) {
                  r[2 * lane] ^= x << k;
                  r[2 * lane + 1] ^= k == 0 ? 0 : x >>> (64 - k);
                }
              }
            })
        .run(c, i);
  }
}
