package org.tosc.backends.machines.gpu.cost;

import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.gpu.tile.Buffer;
import org.tosc.backends.machines.gpu.tile.Grid;
import org.tosc.backends.machines.gpu.tile.Memory;
import org.tosc.backends.machines.gpu.tile.Recorder;
import org.tosc.backends.machines.gpu.tile.Step;

/// Programs of a launch that are counted, and what the first ones take from memory.
public final class Sample {
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

  /// How many programs the chip has at once.
  public int wave(int warps, int stages) {
    count();
    Counts average = counts.over(Math.max(1, counted));
    int effective = average.hasLoop() ? stages : 1;
    return gpu.multiprocessors() * Occupancy.of(gpu, average, warps, effective).programs();
  }

  /// The time of the launch.
  public Report report(Grid shape, int warps, int stages, boolean isOverlapped) {
    int wave = Math.min(Math.min(wave(warps, stages), grid), Math.max(1, finished));
    Counts average = counts.over(Math.max(1, counted));
    double waveBytes = finished == 0 ? 0 : fetched[wave - 1];
    double bufferBytes = memory.buffers().stream().mapToDouble(Buffer::bytes).sum();
    Estimate.Work work =
        new Estimate.Work(average, grid, warps, stages, isOverlapped, waveBytes, bufferBytes);
    Estimate estimate = Estimate.of(gpu, work);
    return new Report(gpu, shape, warps, stages, isOverlapped, counted, average, estimate);
  }
}
