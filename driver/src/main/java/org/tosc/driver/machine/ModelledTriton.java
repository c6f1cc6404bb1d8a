package org.tosc.driver.machine;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import org.tosc.backends.api.KernelTarget;
import org.tosc.backends.api.NativeKernel;
import org.tosc.backends.machines.gpu.Argument;
import org.tosc.backends.machines.gpu.LaunchOptions;
import org.tosc.backends.machines.gpu.Machine;
import org.tosc.backends.machines.gpu.cost.Gpu;
import org.tosc.backends.machines.gpu.cost.GpuFile;
import org.tosc.backends.machines.gpu.cost.Report;
import org.tosc.backends.machines.gpu.tile.Buffer;
import org.tosc.backends.machines.gpu.tile.Fault;
import org.tosc.backends.machines.gpu.tile.Grid;
import org.tosc.backends.machines.gpu.tile.KernelCode;
import org.tosc.backends.machines.gpu.triton.KernelFile;
import org.tosc.backends.machines.gpu.triton.TritonKernel;
import org.tosc.backends.machines.gpu.ttir.TtirFile;
import org.tosc.backends.triton.Processor;
import org.tosc.backends.triton.TritonKernels;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;

/// Kernels as Python for Triton, or as TTIR, which the model of a GPU reads and runs, all programs
/// of each launch one after the other.
public final class ModelledTriton extends ModelledKernels {
  /// In which form the model gets kernels.
  public enum Form {
    PYTHON,
    TTIR
  }

  private final Gpu gpu;
  private final Form form;
  private final LongAdder calls = new LongAdder();
  private final LongAdder launches = new LongAdder();
  private final DoubleAdder seconds = new DoubleAdder();
  private final TritonKernels kernels = new TritonKernels(new Model());

  /// In Python on the usual GPU, the first of those that are described.
  public ModelledTriton() {
    this(GpuFile.bundled(GpuFile.BUNDLED.getFirst()), Form.PYTHON);
  }

  public ModelledTriton(Gpu gpu, Form form) {
    this.gpu = gpu;
    this.form = form;
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
            "about %.1f us on %s in %d launches, for %d calls of kernels",
            seconds.sum() * 1e6,
            gpu.name(),
            launches.sum(),
            calls.sum());
  }

  private final class Model implements Processor {
    @Override
    public String obstacle() {
      return "";
    }

    @Override
    public NativeKernel.Code install(List<Launch> all, int buffers) {
      List<Installed> installed = all.stream().map(l -> Installed.of(l, form)).toList();
      return SegmentCode.of(segments -> call(installed, segments), buffers);
    }
  }

  /// A launch whose text has been read.
  private record Installed(Processor.Launch launch, Kernel kernel) {
    static Installed of(Processor.Launch launch, Form form) {
      String name = launch.kernel();
      return new Installed(
          launch,
          switch (form) {
            case PYTHON -> python(new Source(name + ".py", launch.python()), launch);
            case TTIR -> ttir(new Source(name + ".ttir", launch.ttir()), name);
          });
    }

    private static Kernel python(Source source, Processor.Launch launch) {
      KernelFile file = KernelFile.read(source);
      require(file.diagnostics());
      TritonKernel kernel = Objects.requireNonNull(file.kernel(launch.kernel()));
      Map<String, Argument> constants = new HashMap<>();
      launch.constants().forEach(c -> constants.put(c.name(), new Argument.Whole(c.value())));
      return arguments -> kernel.with(arguments, constants);
    }

    private static Kernel ttir(Source source, String name) {
      TtirFile file = TtirFile.read(source);
      require(file.diagnostics());
      return Objects.requireNonNull(file.kernel(name))::with;
    }

    private static void require(List<Diagnostic> none) {
      if (!none.isEmpty()) {
        throw new IllegalStateException("the model refuses our text: " + none.getFirst());
      }
    }

    Report run(Machine machine, List<byte[]> buffers) {
      List<Argument> arguments = new ArrayList<>();
      for (Processor.Argument argument : launch.arguments()) {
        byte[] bytes = buffers.get(argument.buffer());
        Buffer buffer =
            machine.memory().add(argument.name(), GpuTypes.of(argument.element()), bytes);
        arguments.add(Argument.Pointer.of(buffer));
      }
      LaunchOptions options =
          LaunchOptions.DEFAULT.withWarps(launch.warps()).withStages(launch.stages());
      Grid grid = new Grid(Math.toIntExact(launch.grid()), 1, 1);
      var outcome = machine.launch(kernel.with(arguments), grid, options);
      Report report = outcome.report();
      if (report == null) {
        throw new IllegalStateException(
            "`" + launch.kernel() + "` on the model: " + outcome.diagnostics().getFirst());
      }
      return report;
    }
  }

  /// A kernel that its pointers alone are left to be given.
  private interface Kernel {
    KernelCode with(List<Argument> arguments);
  }

  private void call(List<Installed> all, List<MemorySegment> segments) {
    List<byte[]> buffers =
        segments.stream().map(segment -> segment.toArray(ValueLayout.JAVA_BYTE)).toList();
    try {
      for (Installed each : all) {
        seconds.add(each.run(new Machine(gpu), buffers).estimate().seconds());
        launches.increment();
      }
    } catch (Fault fault) {
      throw new IllegalStateException("on the model: " + fault.diagnostic(), fault);
    }
    calls.increment();
    for (int i = 0; i < buffers.size(); i++) {
      SegmentCode.giveBack(segments.get(i), buffers.get(i));
    }
  }
}
