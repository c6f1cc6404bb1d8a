package org.tosc.bench.peers;

import java.util.Map;

/// What the machine can do at most.
///
/// @param peak fused multiply-adds of `float`, in GFLOP/s of all threads together
/// @param bandwidth reading, in GB/s of all threads together
public record Roof(int threads, double peak, Map<Level, Double> bandwidth) {
  /// A level of memory, by a size that fits in it.
  public enum Level {
    L1(16 << 10),
    L2(512 << 10),
    L3(8 << 20),
    DRAM(256 << 20);

    private final int bytes;

    Level(int bytes) {
      this.bytes = bytes;
    }

    int bytes() {
      return bytes;
    }

    /// The level that holds so many bytes at once.
    static Level of(double bytes) {
      return bytes <= 28 << 10 ? L1 : bytes <= 896 << 10 ? L2 : bytes <= 16 << 20 ? L3 : DRAM;
    }
  }

  double bandwidth(Level level) {
    return bandwidth.getOrDefault(level, 0.0);
  }

  /// The least time of a problem in microseconds: what it computes at the peak, or what it touches
  /// from the level that holds it.
  double micros(Problem problem) {
    double memory = problem.bytes() / bandwidth(Level.of(problem.bytes())) * 1e-3;
    double arithmetic = problem.isContraction() ? problem.flops() / peak * 1e-3 : 0;
    return Math.max(memory, arithmetic);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(String.format(java.util.Locale.ROOT, "f32 FMA %.1f GFLOP/s", peak));
    for (Level level : Level.values()) {
      text.append(
          String.format(java.util.Locale.ROOT, ", %s read %.1f GB/s", level, bandwidth(level)));
    }
    return text.toString();
  }
}
