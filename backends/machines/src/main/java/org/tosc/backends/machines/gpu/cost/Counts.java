package org.tosc.backends.machines.gpu.cost;

import java.util.EnumMap;
import java.util.Map;
import org.tosc.backends.machines.gpu.tile.Rate;

/// What a program does, on the average of those that were counted.
///
/// @param flops of products of matrices
/// @param alu instructions of lanes
/// @param sfu instructions of lanes
/// @param sharedBytes that are read from shared memory
/// @param loadedBytes of memory, in whole sectors
/// @param storedBytes of memory, in whole sectors
/// @param liveBytes the most bytes of tiles that are in registers at once
/// @param staged bytes of tiles that wait in shared memory, in each stage of a loop
/// @param kept bytes of tiles in shared memory outside of such loops
/// @param hasLoop whether memory is loaded in a loop
public record Counts(
    Map<Rate, Double> flops,
    double alu,
    double sfu,
    double sharedBytes,
    double loadedBytes,
    double storedBytes,
    double liveBytes,
    long staged,
    long kept,
    boolean hasLoop) {

  public Counts {
    flops = Map.copyOf(flops);
  }

  static final Counts NONE = new Counts(Map.of(), 0, 0, 0, 0, 0, 0, 0, 0, false);

  /// Work is added; registers and shared memory are those of the one that needs more.
  Counts plus(Counts other) {
    return new Counts(
        sum(other.flops),
        alu + other.alu,
        sfu + other.sfu,
        sharedBytes + other.sharedBytes,
        loadedBytes + other.loadedBytes,
        storedBytes + other.storedBytes,
        Math.max(liveBytes, other.liveBytes),
        Math.max(staged, other.staged),
        Math.max(kept, other.kept),
        hasLoop || other.hasLoop);
  }

  private Map<Rate, Double> sum(Map<Rate, Double> other) {
    Map<Rate, Double> sum = new EnumMap<>(Rate.class);
    sum.putAll(flops);
    other.forEach((rate, count) -> sum.merge(rate, count, Double::sum));
    return sum;
  }

  /// The average of so many.
  Counts over(int programs) {
    Map<Rate, Double> average = new EnumMap<>(Rate.class);
    flops.forEach((rate, count) -> average.put(rate, count / programs));
    return new Counts(
        average,
        alu / programs,
        sfu / programs,
        sharedBytes / programs,
        loadedBytes / programs,
        storedBytes / programs,
        liveBytes,
        staged,
        kept,
        hasLoop);
  }

  /// All operations of products.
  public double allFlops() {
    return flops.values().stream().mapToDouble(Double::doubleValue).sum();
  }
}
