package org.tosc.backends.machines.gpu.cost;

import java.util.Map;
import org.tosc.backends.machines.gpu.tile.Rate;

/// How long a launch takes, and why.
///
/// @param seconds from the launch to its end
/// @param side what decides
/// @param occupancy programs of a multiprocessor
/// @param waves how often the whole chip is filled with programs
/// @param computing seconds of the pipes
/// @param memory seconds of memory and cache
/// @param tensor cycles of a multiprocessor for products, in one wave
/// @param vector cycles for elements: lanes, functions
/// @param shared cycles for shared memory
/// @param special of `vector`, what functions take
/// @param cacheBytes that programs load and store
/// @param memoryBytes of those what the cache does not have
/// @param bandwidth bytes per second that memory gives to so many programs
/// @param flops of products in the whole launch
public record Estimate(
    double seconds,
    Side side,
    Occupancy occupancy,
    double waves,
    double computing,
    double memory,
    double tensor,
    double vector,
    double shared,
    double special,
    double cacheBytes,
    double memoryBytes,
    double bandwidth,
    double flops) {

  /// Parts of a wave that is not full cost half of one, once there are several.
  private static final double TAIL = 0.5;

  private static final int FEW_WAVES = 2;

  /// Below this part of the products' time elements do not count.
  private static final double SMALL = 0.1;

  /// The side of the roofline.
  public enum Side {
    TENSOR("tensor cores"),
    TENSOR_AND_VECTOR("tensor cores and vector lanes"),
    SHARED("shared memory"),
    VECTOR("vector lanes"),
    MEMORY("memory"),
    CACHE("second cache"),
    LAUNCH("launch");

    private final String text;

    Side(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  /// What a launch does.
  ///
  /// @param grid how many programs
  /// @param warps of each
  /// @param stages that a loop keeps under way
  /// @param isOverlapped whether products and other work are in warps of their own
  /// @param waveBytes what a full wave takes from memory
  /// @param bufferBytes what all programs could take from memory once
  public record Work(
      Counts counts,
      int grid,
      int warps,
      int stages,
      boolean isOverlapped,
      double waveBytes,
      double bufferBytes) {}

  static Estimate of(Gpu gpu, Work work) {
    Counts counts = work.counts();
    int stages = counts.hasLoop() ? work.stages() : 1;
    Occupancy occupancy = Occupancy.of(gpu, counts, work.warps(), stages);
    double perWave = (double) gpu.multiprocessors() * occupancy.programs();
    double waves = work.grid() / perWave;
    double busy = waves <= FEW_WAVES ? Math.ceil(waves) : waves + TAIL * (Math.ceil(waves) - waves);
    double resident =
        Math.min(occupancy.programs(), Math.ceil((double) work.grid() / gpu.multiprocessors()));

    double tensor = resident * products(gpu, counts.flops());
    double special = resident * counts.sfu() / gpu.sfu();
    double vector = resident * counts.alu() / gpu.alu() + special;
    double shared = resident * counts.sharedBytes() / gpu.sharedRate();
    double longer = Math.max(Math.max(tensor, shared), vector);
    double shorter = Math.min(Math.max(tensor, shared), vector);
    boolean isHidden = work.isOverlapped() || occupancy.programs() > FEW_WAVES;
    double cycles = longer + (isHidden ? gpu.leak() : 1) * shorter;
    if (tensor > 0 && counts.hasLoop()) {
      // A second program on the multiprocessor hides what is outside of the loop.
      cycles += gpu.outsideLoop() / Math.max(1, occupancy.programs() - 1);
    }
    double computing = cycles * busy / gpu.clock();

    double all = (counts.loadedBytes() + counts.storedBytes()) * work.grid();
    double fetched = fetched(gpu, work, waves, all);
    double bandwidth = bandwidth(gpu, work, stages, occupancy, perWave);
    double fromMemory = fetched / bandwidth;
    double fromCache = all / gpu.cacheRate();
    double memory = Math.max(fromMemory, fromCache);
    boolean isPipelined = stages > 1 || occupancy.programs() > 1;
    double running = isPipelined ? Math.max(computing, memory) : computing + memory;
    Side side = side(gpu, computing, fromMemory, fromCache, tensor, vector, shared);
    return new Estimate(
        running + gpu.launch(),
        side,
        occupancy,
        waves,
        computing,
        memory,
        tensor,
        vector,
        shared,
        special,
        all,
        fetched,
        bandwidth,
        counts.allFlops() * work.grid());
  }

  private static double products(Gpu gpu, Map<Rate, Double> flops) {
    double cycles = 0;
    for (Map.Entry<Rate, Double> entry : flops.entrySet()) {
      Rate rate = entry.getKey();
      cycles += entry.getValue() / (gpu.products(rate) * gpu.efficiency(rate));
    }
    return cycles;
  }

  /// Each wave fetches what its programs share once; what fits into the cache stays there.
  private static double fetched(Gpu gpu, Work work, double waves, double all) {
    double byWaves = work.waveBytes() * Math.max(1, waves);
    double once = Math.min(byWaves, work.bufferBytes());
    return Math.min(all, work.bufferBytes() <= gpu.cacheBytes() ? once : byWaves);
  }

  /// Little's law: what is under way is at most bandwidth times latency.
  private static double bandwidth(
      Gpu gpu, Work work, int stages, Occupancy occupancy, double perWave) {
    Counts counts = work.counts();
    double staged = Math.max(counts.loadedBytes(), (double) occupancy.sharedBytes()) / stages;
    double ofEach = stages <= 1 ? counts.loadedBytes() : staged * (stages - 1);
    double underWay = Math.min(work.grid(), perWave) * ofEach;
    return underWay == 0 ? gpu.memoryRate() : Math.min(gpu.memoryRate(), underWay / gpu.latency());
  }

  private static Side side(
      Gpu gpu,
      double computing,
      double fromMemory,
      double fromCache,
      double tensor,
      double vector,
      double shared) {
    double most = Math.max(computing, Math.max(fromMemory, fromCache));
    if (most < gpu.launch()) {
      return Side.LAUNCH;
    }
    if (most > computing) {
      return fromMemory >= fromCache ? Side.MEMORY : Side.CACHE;
    }
    if (vector > Math.max(tensor, shared)) {
      return tensor > SMALL * vector ? Side.TENSOR_AND_VECTOR : Side.VECTOR;
    }
    if (vector > SMALL * tensor) {
      return Side.TENSOR_AND_VECTOR;
    }
    return shared > tensor ? Side.SHARED : Side.TENSOR;
  }
}
