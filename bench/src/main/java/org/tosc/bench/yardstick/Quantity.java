package org.tosc.bench.yardstick;

import java.util.Comparator;

/// A time that can be measured.
///
/// @param op such as `gemm`
/// @param shape such as `128x128x128`
/// @param who takes it: a contender of `bench/run peers`, one of the names below, or the statistic
///   of calls that are timed one by one
/// @param threads how many work on it
record Quantity(String op, String shape, String who, int threads) {
  /// By name.
  static final Comparator<Quantity> ORDER =
      Comparator.comparing(Quantity::op)
          .thenComparing(Quantity::shape)
          .thenComparing(Quantity::who)
          .thenComparingInt(Quantity::threads);

  /// tosc's machine code as programs call it.
  static final String OURS = "tosc-x86_64";

  /// tosc's class files.
  static final String JVM = "tosc";

  /// Machine code of a kernel, called bare.
  static final String CODE = "code";

  static final String ONEDNN = "onednn";
  static final String OPENBLAS = "openblas";
  static final String ORT = "ort";
  static final String HAND = "hand-avx512";
  static final String LIBXSMM = "xsmm";

  /// What the arithmetic takes at the rate of multiply-adds in registers, measured between the
  /// samples of [#CODE].
  static final String PEAK = "peak";

  /// Reading the bytes of the operand that counts, and nothing else.
  static final String READ = "read";

  private static final String BESIDE = "peak-beside-";

  Quantity by(String other) {
    return new Quantity(op, shape, other, threads);
  }

  Quantity on(int others) {
    return new Quantity(op, shape, who, others);
  }

  Quantity as(String other) {
    return new Quantity(other, shape, who, threads);
  }

  /// What the arithmetic takes at the peak measured between this one's samples.
  Quantity peakBeside() {
    return by(BESIDE + who);
  }

  @Override
  public String toString() {
    return op + " " + shape + " " + who + (threads == 1 ? "" : ", " + threads + " threads");
  }
}
