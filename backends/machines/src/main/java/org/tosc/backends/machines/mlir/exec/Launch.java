package org.tosc.backends.machines.mlir.exec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/// Runs the threads of a launch: blocks one behind the other, threads of a block too, or, where
/// they wait for each other, in turns.
final class Launch {
  private static final long MOST_THREADS = 1024;

  private final long[] grid;
  private final long[] block;
  private final boolean meets;

  Launch(long[] grid, long[] block, boolean meets) {
    this.grid = grid;
    this.block = block;
    this.meets = meets;
    for (int i = 0; i < 3; i++) {
      if (grid[i] <= 0 || block[i] <= 0) {
        throw new Stop(
            "a launch of "
                + Arrays.toString(grid)
                + " blocks of "
                + Arrays.toString(block)
                + " threads: each number is more than 0");
      }
    }
    if (Arrays.stream(block).anyMatch(n -> n > MOST_THREADS) || View.count(block) > MOST_THREADS) {
      throw new Stop(
          "a block has up to " + MOST_THREADS + " threads, not " + Arrays.toString(block));
    }
  }

  /// @param blocks gives for each block, by its coordinates, what its threads do
  void run(Function<long[], ThreadBody> blocks) {
    long[] reversed = {grid[2], grid[1], grid[0]};
    Walk.over(
        reversed,
        index -> {
          long[] at = {index[2], index[1], index[0]};
          block(at, blocks.apply(at));
        });
  }

  /// What one thread does.
  @FunctionalInterface
  interface ThreadBody {
    void run(GpuThread thread);
  }

  private void block(long[] at, ThreadBody body) {
    List<long[]> threads = new ArrayList<>();
    Walk.over(
        new long[] {block[2], block[1], block[0]},
        index -> threads.add(new long[] {index[2], index[1], index[0]}));
    if (meets) {
      Turns turns = new Turns(threads.size());
      turns.run(number -> body.run(new GpuThread(at, threads.get(number), grid, block, turns)));
      return;
    }
    threads.forEach(t -> body.run(new GpuThread(at, t, grid, block, Meeting.NONE)));
  }
}
