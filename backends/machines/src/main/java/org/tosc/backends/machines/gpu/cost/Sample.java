package org.tosc.backends.machines.gpu.cost;

import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.gpu.tile.Buffer;
import org.tosc.backends.machines.gpu.tile.Grid;
import org.tosc.backends.machines.gpu.tile.Memory;
import org.tosc.backends.machines.gpu.tile.Recorder;
import org.tosc.backends.machines.gpu.tile.Step;

/// Programs of a launch that are counted, and what the first ones take from memory.
public final class Sample {
  /// Elements that are made for an estimate: some tenths of a second.
  private static final long MOST_LANES = 10_000_000;

  private static final int LEAST_FETCHING = 2;

  private final Gpu gpu;
  private final Memory memory;
  private final int grid;
  private final int distance;
  private final double[] fetched;
  private double fetchedSoFar;
  private int finished;
  private Counts counts = Counts.NONE;
  private int counted;
  private @Nullable ProgramTrace trace;

  /// @param programs how many there are in the grid
  /// @param most how many of them are counted
  public Sample(Gpu gpu, Memory memory, int programs, int most) {
    this.gpu = gpu;
    this.memory = memory;
    this.grid = programs;
    this.distance = Math.max(1, programs / most);
    int wave = gpu.multiprocessors() * gpu.programs();
    this.fetched = new double[Math.min(programs, wave)];
  }

  /// Whether the steps of a program are counted.
  public boolean isCounted(int program) {
    return program % distance == 0;
  }

  /// The first program from one on whose steps are counted.
  public int firstCounted(int program) {
    return (program + distance - 1) / distance * distance;
  }

  /// The next program behind one whose steps are counted.
  public int nextCounted(int program) {
    return (program / distance + 1) * distance;
  }

  /// What hears the program that runs as number so and so.
  public Recorder recorder(int program) {
    count();
    if (isCounted(program)) {
      ProgramTrace next = new ProgramTrace();
      trace = next;
      return step -> hear(step, next);
    }
    return program < fetched.length ? step -> hear(step, Recorder.NONE) : Recorder.NONE;
  }

  private int hear(Step step, Recorder next) {
    fetchedSoFar += step.fresh();
    return next.hear(step);
  }

  private void count() {
    if (trace != null) {
      counts = counts.plus(Analysis.of(trace.steps()));
      counted++;
      trace = null;
    }
  }

  /// A program has ended: what it and those before it took from memory is known.
  public void finish(int program) {
    if (program < fetched.length) {
      fetched[program] = fetchedSoFar;
      finished = program + 1;
    }
  }

  /// Whether programs of the first wave are still to be run: what more of them fetch follows from
  /// those before.
  public boolean needsMore(long lanes) {
    return lanes < MOST_LANES || finished < LEAST_FETCHING;
  }

  /// How many programs have told what they fetch.
  public int finished() {
    return finished;
  }

  /// How many programs the chip has at once.
  public int wave(int warps, int stages) {
    count();
    Counts average = counts.over(Math.max(1, counted));
    int effective = average.hasLoop() ? stages : 1;
    return gpu.multiprocessors() * Occupancy.of(gpu, average, warps, effective).programs();
  }

  /// The time of the launch.
  public Report report(Grid shape, int warps, int stages, boolean isOverlapped) {
    int wave = Math.min(wave(warps, stages), grid);
    Counts average = counts.over(Math.max(1, counted));
    double waveBytes = fetched(wave);
    double bufferBytes = memory.buffers().stream().mapToDouble(Buffer::bytes).sum();
    Estimate.Work work =
        new Estimate.Work(average, grid, warps, stages, isOverlapped, waveBytes, bufferBytes);
    Estimate estimate = Estimate.of(gpu, work);
    return new Report(gpu, shape, warps, stages, isOverlapped, counted, average, estimate);
  }

  /// What so many programs fetch: as many as were run, and for the others what the last half of
  /// those fetched each.
  private double fetched(int wave) {
    if (finished == 0 || wave <= finished) {
      return finished == 0 ? 0 : fetched[wave - 1];
    }
    double last = fetched[finished - 1];
    int half = finished / 2;
    double each =
        finished == 1
            ? last
            : (last - fetched[Math.max(0, half - 1)]) / (finished - Math.max(1, half));
    return last + each * (wave - finished);
  }
}
