package org.tosc.backends.machines.gpu.cost;

import java.util.EnumMap;
import java.util.Map;
import org.tosc.backends.machines.gpu.tile.Rate;

/// What a GPU has. Rates are for each multiprocessor and clock.
///
/// @param name of its file
/// @param figures by their keys, see [GpuFile]
public record Gpu(String name, Map<String, Long> figures) {
  private static final double KILO = 1e3;
  private static final double GIGA = 1e9;
  private static final double PERMILLE = 1e-3;
  private static final double NANO = 1e-9;

  public Gpu {
    figures = Map.copyOf(figures);
  }

  private long figure(String key) {
    Long value = figures.get(key);
    if (value == null) {
      throw new IllegalStateException(name + " has no " + key);
    }
    return value;
  }

  /// How many multiprocessors there are.
  public int multiprocessors() {
    return (int) figure("chip.multiprocessors");
  }

  /// Clocks per second.
  public double clock() {
    return figure("chip.clock_khz") * KILO;
  }

  int registers() {
    return (int) figure("multiprocessor.registers");
  }

  int threads() {
    return (int) figure("multiprocessor.threads");
  }

  int programs() {
    return (int) figure("multiprocessor.programs");
  }

  /// Bytes of shared memory of a multiprocessor.
  public long sharedBytes() {
    return figure("multiprocessor.shared_bytes");
  }

  /// Instructions of lanes.
  double alu() {
    return figure("rates.alu");
  }

  double sfu() {
    return figure("rates.sfu");
  }

  /// Bytes that shared memory gives.
  double sharedRate() {
    return figure("rates.shared_bytes");
  }

  /// Floating-point operations of products of matrices.
  double products(Rate rate) {
    return figure("rates." + rate.text());
  }

  /// The part of the rate that products reach.
  double efficiency(Rate rate) {
    boolean isTensor = rate != Rate.F32 && rate != Rate.F64 && rate != Rate.NONE;
    return isTensor ? figure("model.tensor_permille") * PERMILLE : 1;
  }

  /// Bytes per second that memory gives.
  public double memoryRate() {
    return figure("memory.gigabytes") * GIGA * figure("memory.permille") * PERMILLE;
  }

  /// Bytes per second that the second cache gives.
  double cacheRate() {
    return figure("cache.gigabytes") * GIGA;
  }

  long cacheBytes() {
    return figure("cache.bytes");
  }

  /// Seconds until memory answers.
  double latency() {
    return figure("memory.latency_ns") * NANO;
  }

  /// Seconds that a launch takes on the GPU before and behind its programs.
  double launch() {
    return figure("model.launch_ns") * NANO;
  }

  /// Cycles of a program with a loop of products outside of that loop.
  double outsideLoop() {
    return figure("model.outside_loop_cycles");
  }

  /// The part of the shorter pipe that is not hidden behind the longer one.
  double leak() {
    return figure("model.leak_permille") * PERMILLE;
  }

  /// Rates of all kinds of products.
  public Map<Rate, Double> productRates() {
    Map<Rate, Double> rates = new EnumMap<>(Rate.class);
    for (Rate rate : Rate.values()) {
      if (rate != Rate.NONE) {
        rates.put(rate, products(rate));
      }
    }
    return rates;
  }
}
