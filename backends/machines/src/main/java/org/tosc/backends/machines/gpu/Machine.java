package org.tosc.backends.machines.gpu;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.gpu.cost.Gpu;
import org.tosc.backends.machines.gpu.cost.Report;
import org.tosc.backends.machines.gpu.cost.Sample;
import org.tosc.backends.machines.gpu.tile.Fault;
import org.tosc.backends.machines.gpu.tile.Grid;
import org.tosc.backends.machines.gpu.tile.KernelCode;
import org.tosc.backends.machines.gpu.tile.LaunchState;
import org.tosc.backends.machines.gpu.tile.Memory;
import org.tosc.backends.machines.gpu.tile.NeedsNumbers;
import org.tosc.backends.machines.gpu.tile.Program;
import org.tosc.backends.machines.gpu.tile.Recorder;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// A GPU with its memory.
public final class Machine {
  /// How many programs of a launch are counted, evenly over the grid.
  private static final int COUNTED = 16;

  private final Gpu gpu;
  private final Memory memory = new Memory();

  public Machine(Gpu gpu) {
    this.gpu = gpu;
  }

  public Gpu gpu() {
    return gpu;
  }

  public Memory memory() {
    return memory;
  }

  /// How a launch ended.
  ///
  /// @param report what it took; null where it was ended
  /// @param diagnostics why it was ended
  public record Outcome(@Nullable Report report, List<Diagnostic> diagnostics) {
    public Outcome {
      diagnostics = List.copyOf(diagnostics);
    }

    static Outcome ended(Diagnostic diagnostic) {
      return new Outcome(null, List.of(diagnostic));
    }
  }

  /// Runs all programs of a launch, one after the other.
  ///
  /// @return its time, or what a program did that it may not do; what was stored until then is in
  ///   the buffers
  public Outcome launch(KernelCode kernel, Grid grid, LaunchOptions options) {
    memory.synchronize();
    LaunchState state = new LaunchState(memory, grid, false, options.watchesRaces());
    Sample sample = new Sample(gpu, memory, grid.size(), COUNTED);
    int[] order = order(grid.size(), options.order());
    try {
      for (int i = 0; i < order.length; i++) {
        run(kernel, state, order[i], sample.recorder(i), options);
        sample.finish(i);
      }
    } catch (Fault fault) {
      return Outcome.ended(fault.diagnostic());
    } catch (StackOverflowError tooDeep) {
      return Outcome.ended(tooDeep());
    }
    return new Outcome(report(state, sample, options), List.of());
  }

  /// Estimates a launch without running all of it, and without floats where nothing depends on
  /// them: programs of the first wave say what is fetched, some of the whole grid what is computed.
  /// The buffers stay as they are.
  public Outcome price(KernelCode kernel, Grid grid, LaunchOptions options) {
    try {
      return price(kernel, grid, options, true);
    } catch (NeedsNumbers needed) {
      return price(kernel, grid, options, false);
    }
  }

  private Outcome price(KernelCode kernel, Grid grid, LaunchOptions options, boolean isSketch) {
    Memory copy = memory.copy();
    LaunchState state = new LaunchState(copy, grid, isSketch, false);
    Sample sample = new Sample(gpu, copy, grid.size(), COUNTED);
    try {
      run(kernel, state, 0, sample.recorder(0), options);
      sample.finish(0);
      int wave = Math.min(grid.size(), sample.wave(options.warps(), stages(state, options)));
      for (int i = 1; i < wave && sample.needsMore(state.lanes()); i++) {
        run(kernel, state, i, sample.recorder(i), options);
        sample.finish(i);
      }
      long limit = 2 * state.lanes();
      for (int i = sample.firstCounted(sample.finished());
          i < grid.size() && state.lanes() <= limit;
          i = sample.nextCounted(i)) {
        run(kernel, state, i, sample.recorder(i), options);
      }
    } catch (Fault fault) {
      return Outcome.ended(fault.diagnostic());
    } catch (StackOverflowError tooDeep) {
      return Outcome.ended(tooDeep());
    }
    return new Outcome(report(state, sample, options), List.of());
  }

  private static void run(
      KernelCode kernel, LaunchState state, int number, Recorder recorder, LaunchOptions options) {
    kernel.run(new Program(state, number, recorder, options.fuel()));
  }

  private static Diagnostic tooDeep() {
    return Diagnostic.of(Code.E1814, Span.NONE, "the kernel's calls are nested too deeply");
  }

  private static int stages(LaunchState state, LaunchOptions options) {
    return state.hints().stages() > 0 ? state.hints().stages() : options.stages();
  }

  private static Report report(LaunchState state, Sample sample, LaunchOptions options) {
    boolean isOverlapped = state.hints().isSpecialized();
    return sample.report(state.grid(), options.warps(), stages(state, options), isOverlapped);
  }

  private static int[] order(int count, long seed) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      order[i] = i;
    }
    if (seed != 0) {
      Random random = new Random(seed);
      for (int i = count - 1; i > 0; i--) {
        int other = random.nextInt(i + 1);
        int swapped = order[i];
        order[i] = order[other];
        order[other] = swapped;
      }
    }
    return order;
  }

  /// The buffers by their names, for messages.
  List<String> buffers() {
    List<String> names = new ArrayList<>();
    memory.buffers().forEach(b -> names.add(b.name()));
    return names;
  }
}
