package org.tosc.driver.measure;

import java.lang.invoke.MethodHandle;
import java.util.EnumMap;
import java.util.Map;
import org.tosc.backends.api.Loaded;
import org.tosc.driver.Programs;
import org.tosc.rt.device.View;

/// What one core can do at most, measured by the code that this compiler makes: fused multiply-adds
/// of `f32`, and reading from each level of memory. The best that was seen counts, so every further
/// measurement can only raise it.
public final class Roof {
  private static final int SUMS = 24;
  private static final int STREAMS = 8;
  private static final int ROUNDS = 20_000;
  private static final int REPEATS = 12;
  private static final int WARM_CALLS = 2_000;
  private static final int WARM_ROUNDS = 64;

  /// What a sample reads at least.
  private static final double SAMPLE_BYTES = 8 << 20;

  private final Clock clock;
  private final int lanes;
  private final MethodHandle peakCode;
  private final MethodHandle readCode;
  private final Map<Level, Double> bandwidth = new EnumMap<>(Level.class);
  private double peak;

  /// A level of memory, by a size that fits in it.
  public enum Level {
    L1(16 << 10, 28 << 10),
    L2(512 << 10, 896 << 10),
    L3(8 << 20, 16 << 20),
    MEMORY(128 << 20, Double.POSITIVE_INFINITY);

    private final int size;
    private final double most;

    Level(int size, double most) {
      this.size = size;
      this.most = most;
    }

    /// The level that holds so many bytes at once.
    public static Level of(double bytes) {
      for (Level level : values()) {
        if (bytes <= level.most) {
          return level;
        }
      }
      return MEMORY;
    }
  }

  private Roof(Clock clock, int lanes) {
    this.clock = clock;
    this.lanes = lanes;
    Loaded peaks = Programs.loadAsItIs(RoofPrograms.module(RoofPrograms.peak(lanes, SUMS)), "jvm");
    Loaded reads =
        Programs.loadAsItIs(RoofPrograms.module(RoofPrograms.read(lanes, STREAMS)), "jvm");
    this.peakCode = peaks.entry("peak");
    this.readCode = reads.entry("read");
  }

  /// What is measured with vectors of the machine's width.
  ///
  /// @throws IllegalStateException where this JVM has no vectors ([Programs#hasVectors])
  public static Roof of(Clock clock) {
    Roof roof = new Roof(clock, Programs.vectorLanes());
    View few = View.of(new float[roof.lanes * STREAMS * WARM_ROUNDS]);
    for (int i = 0; i < WARM_CALLS; i++) {
      roof.multiplyAdd(WARM_ROUNDS);
      roof.read(few, roof.lanes * STREAMS * WARM_ROUNDS);
    }
    return roof;
  }

  private float multiplyAdd(int rounds) {
    try {
      return (float) peakCode.invokeExact(0.5f, 0.5f, rounds);
    } catch (Throwable fault) {
      throw new IllegalStateException(fault);
    }
  }

  private float read(View view, int elements) {
    try {
      return (float) readCode.invokeExact(view, elements);
    } catch (Throwable fault) {
      throw new IllegalStateException(fault);
    }
  }

  /// Measures the multiply-adds, and reading from a level, once more.
  public void measure(Level level) {
    double flops = 2.0 * lanes * SUMS * ROUNDS;
    for (int i = 0; i < REPEATS; i++) {
      long start = clock.nanos();
      float used = multiplyAdd(ROUNDS);
      long nanos = Math.max(1, clock.nanos() - start);
      peak = Float.isNaN(used) ? peak : Math.max(peak, flops / nanos);
    }
    int block = lanes * STREAMS;
    int elements = level.size / Float.BYTES / block * block;
    View view = View.of(new float[elements]);
    int passes = (int) Math.max(1, SAMPLE_BYTES / level.size);
    for (int i = 0; i < REPEATS; i++) {
      float used = 0;
      long start = clock.nanos();
      for (int pass = 0; pass < passes; pass++) {
        used += read(view, elements);
      }
      long nanos = Math.max(1, clock.nanos() - start);
      double rate = Float.isNaN(used) ? 0 : (double) passes * elements * Float.BYTES / nanos;
      bandwidth.merge(level, rate, Math::max);
    }
  }

  /// Fused multiply-adds, in GFLOP/s.
  public double peak() {
    return peak;
  }

  /// Reading, in GB/s; 0 where it was not measured.
  public double bandwidth(Level level) {
    return bandwidth.getOrDefault(level, 0.0);
  }

  /// The least time of a workload in nanoseconds: its arithmetic at the peak, or its bytes from the
  /// level of memory that holds them.
  public double nanos(Workload work) {
    return Math.max(work.flops() / peak, work.bytes() / bandwidth(Level.of(work.bytes())));
  }

  /// Which of the two it is.
  public boolean isArithmetic(Workload work) {
    return work.flops() / peak >= work.bytes() / bandwidth(Level.of(work.bytes()));
  }
}
