package org.tosc.driver.machine;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import org.tosc.backends.api.KernelTarget;
import org.tosc.backends.api.NativeKernel;
import org.tosc.backends.machines.mlir.exec.Argument;
import org.tosc.backends.machines.mlir.exec.Counts;
import org.tosc.backends.machines.mlir.exec.MlirModel;
import org.tosc.backends.machines.mlir.exec.Program;
import org.tosc.backends.mlir.Level;
import org.tosc.backends.mlir.MlirKernels;
import org.tosc.backends.mlir.Processor;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;

/// Kernels as text of MLIR, which the model of MLIR reads and runs.
public final class ModelledMlir extends ModelledKernels {
  private final LongAdder calls = new LongAdder();
  private final LongAdder flops = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final MlirKernels kernels;

  /// Of `linalg` on tensors, which is nearest to what a program says.
  public ModelledMlir() {
    this(Level.LINALG);
  }

  /// Of a level.
  public ModelledMlir(Level level) {
    kernels = new MlirKernels(new Model(level));
  }

  @Override
  KernelTarget kernels() {
    return kernels;
  }

  @Override
  public String report() {
    return calls.sum() == 0
        ? NONE_RAN
        : String.format(
            Locale.ROOT,
            "%d calls of kernels, %d floating-point operations, %d bytes read and written",
            calls.sum(),
            flops.sum(),
            bytes.sum());
  }

  private void count(Counts counts) {
    calls.increment();
    flops.add(counts.flops());
    bytes.add(counts.loadedBytes() + counts.storedBytes());
  }

  private final class Model implements Processor {
    private final Level level;

    Model(Level level) {
      this.level = level;
    }

    @Override
    public String obstacle() {
      return "";
    }

    @Override
    public Level level() {
      return level;
    }

    @Override
    public NativeKernel.Code install(String text, String function, int buffers) throws Refusal {
      return switch (MlirModel.read(new Source(function + ".mlir", text))) {
        case MlirModel.Outcome.Refused(List<Diagnostic> why) ->
            throw new Refusal("the model refuses our text: " + why.getFirst());
        case MlirModel.Outcome.Ready(Program program) ->
            SegmentCode.of(segments -> call(program, function, segments), buffers);
      };
    }
  }

  private void call(Program program, String function, List<MemorySegment> segments) {
    List<Argument> arguments = segments.stream().<Argument>map(Argument.Elements::of).toList();
    switch (program.call(function, arguments, Program.BUDGET)) {
      case Program.Outcome.Done(var _, Counts counts) -> count(counts);
      case Program.Outcome.Stopped(Diagnostic why) ->
          throw new IllegalStateException("`" + function + "` on the model: " + why);
    }
  }
}
