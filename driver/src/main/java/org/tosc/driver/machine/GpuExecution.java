package org.tosc.driver.machine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tosc.backends.machines.gpu.Argument;
import org.tosc.backends.machines.gpu.LaunchOptions;
import org.tosc.backends.machines.gpu.tile.Buffer;
import org.tosc.backends.machines.gpu.tile.Fault;
import org.tosc.backends.machines.gpu.tile.KernelCode;
import org.tosc.backends.machines.gpu.trace.PerfettoTrace;
import org.tosc.backends.machines.gpu.triton.KernelFile;
import org.tosc.backends.machines.gpu.triton.Launcher;
import org.tosc.backends.machines.gpu.triton.TritonKernel;
import org.tosc.backends.machines.gpu.ttir.TtirFile;
import org.tosc.backends.machines.gpu.ttir.TtirKernel;
import org.tosc.driver.machine.Execution.Machine;
import org.tosc.driver.machine.Execution.Outcome;
import org.tosc.driver.machine.Execution.Request;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;

/// A kernel of a file of Triton's Python or of TTIR, launched once on the model of a GPU; or a
/// function of the Python that launches kernels, called with tensors. Arguments behind its
/// parameters are buffers for the tensors that it returns.
final class GpuExecution {
  private final Request request;
  private final Machine.TileGpu options;
  private final ArtifactFaults faults;
  private final org.tosc.backends.machines.gpu.Machine machine;

  GpuExecution(Request request, Machine.TileGpu options) {
    this.request = request;
    this.options = options;
    faults = new ArtifactFaults(request);
    machine = new org.tosc.backends.machines.gpu.Machine(options.gpu());
  }

  Outcome run() {
    String text = new String(request.artifact(), StandardCharsets.UTF_8);
    Source source = new Source(request.file(), text);
    boolean isTtir = !request.file().endsWith(".py") && text.contains("tt.func");
    try {
      return isTtir ? ttir(TtirFile.read(source)) : python(KernelFile.read(source));
    } catch (Fault fault) {
      return Outcome.failed(fault.diagnostic());
    } catch (IllegalArgumentException misfit) {
      return Outcome.failed(faults.fault(Code.E0911, String.valueOf(misfit.getMessage())));
    }
  }

  private Outcome ttir(TtirFile file) {
    if (!file.diagnostics().isEmpty()) {
      return new Outcome.Failed(file.diagnostics());
    }
    List<String> names = file.kernels().stream().map(TtirKernel::name).toList();
    String name = faults.entry(names, names);
    TtirKernel kernel = name == null ? null : file.kernel(name);
    if (name == null || kernel == null) {
      return Outcome.failed(faults.noEntry(names));
    }
    GpuLaunch launch = options.launch();
    if (launch == null) {
      return Outcome.failed(noGrid(name));
    }
    if (!launch.constants().isEmpty()) {
      throw new IllegalArgumentException("TTIR has no parameters for constants");
    }
    return launched(name, kernel.with(arguments()), launch);
  }

  private Outcome python(KernelFile file) {
    if (!file.diagnostics().isEmpty()) {
      return new Outcome.Failed(file.diagnostics());
    }
    GpuLaunch launch = options.launch();
    List<String> kernels = file.kernels().stream().map(TritonKernel::name).toList();
    if (launch == null) {
      return called(file, kernels);
    }
    String name = faults.entry(kernels, kernels);
    TritonKernel kernel = name == null ? null : file.kernel(name);
    if (name == null || kernel == null) {
      return Outcome.failed(faults.noEntry(kernels));
    }
    Map<String, Argument> constants = new HashMap<>();
    launch.constants().forEach((key, value) -> constants.put(key, new Argument.Whole(value)));
    return launched(name, kernel.with(arguments(), constants), launch);
  }

  private Diagnostic noGrid(String kernel) {
    return faults
        .fault(Code.E0908, "over which grid to launch `" + kernel + "` is not said")
        .note("`--grid 64x1x1` launches 64 programs");
  }

  // One kernel.

  private Outcome launched(String name, KernelCode kernel, GpuLaunch launch) {
    LaunchOptions how = options().withWarps(launch.warps()).withStages(launch.stages());
    var outcome = machine.launch(kernel, launch.grid(), how);
    if (outcome.report() == null) {
      return new Outcome.Failed(outcome.diagnostics());
    }
    return returned(name, List.of(new Launcher.Launch(name, outcome.report())));
  }

  private LaunchOptions options() {
    return LaunchOptions.DEFAULT.withFuel(request.mostCycles());
  }

  private List<Argument> arguments() {
    return request.arguments().stream().map(this::argument).toList();
  }

  private Argument argument(Execution.Argument given) {
    return switch (given) {
      case Execution.Argument.Buffer buffer -> Argument.Pointer.of(memory(buffer));
      case Execution.Argument.Whole(long value) -> new Argument.Whole(value);
      case Execution.Argument.F32(float value) -> new Argument.Real(value);
      case Execution.Argument.F64(double value) -> new Argument.Real(value);
    };
  }

  private Buffer memory(Execution.Argument.Buffer buffer) {
    return machine.memory().add(buffer.name(), GpuTypes.of(buffer.element()), buffer.bytes());
  }

  private Outcome returned(String entry, List<Launcher.Launch> launches) {
    Appendable out = options.trace();
    if (out != null) {
      try (PerfettoTrace trace = new PerfettoTrace(out)) {
        launches.forEach(launch -> trace.add(launch.kernel(), launch.report()));
      }
    }
    return new Outcome.Returned(new GpuReport(entry, options.gpu(), launches));
  }

  // A function that launches kernels.

  private Outcome called(KernelFile file, List<String> kernels) {
    List<Launcher> launchers = file.launchers();
    List<String> all = launchers.stream().map(Launcher::name).toList();
    List<String> seen = all.stream().filter(n -> !n.startsWith("_")).toList();
    String asked = request.entry();
    if (asked != null && kernels.contains(asked)) {
      return Outcome.failed(noGrid(asked));
    }
    if (asked == null && seen.isEmpty() && kernels.size() == 1) {
      return Outcome.failed(noGrid(kernels.getFirst()));
    }
    String name = faults.entry(seen, all);
    if (name == null) {
      return Outcome.failed(faults.noEntry(seen.isEmpty() ? kernels : seen));
    }
    Launcher launcher = launchers.stream().filter(l -> l.name().equals(name)).findFirst().get();
    int inputs = Math.min(launcher.inputs().size(), request.arguments().size());
    List<Argument> passed = new ArrayList<>();
    request.arguments().subList(0, inputs).forEach(given -> passed.add(tensor(given)));
    Launcher.Run run = launcher.run(machine, passed, options());
    if (!run.diagnostics().isEmpty()) {
      return new Outcome.Failed(run.diagnostics());
    }
    give(name, run.tensors(), request.arguments().subList(inputs, request.arguments().size()));
    return returned(name, run.launches());
  }

  private Argument tensor(Execution.Argument given) {
    return given instanceof Execution.Argument.Buffer buffer
        ? new Argument.Tensor(memory(buffer), buffer.shape())
        : argument(given);
  }

  /// Puts tensors that a function returned into buffers.
  private static void give(
      String name, List<Argument.Tensor> tensors, List<Execution.Argument> into) {
    if (!into.isEmpty() && into.size() != tensors.size()) {
      throw new IllegalArgumentException(
          String.format(
              "`%s` returned %d tensors, not the %d that arguments behind its parameters are for",
              name, tensors.size(), into.size()));
    }
    for (int i = 0; i < into.size(); i++) {
      Argument.Tensor tensor = tensors.get(i);
      if (!(into.get(i) instanceof Execution.Argument.Buffer buffer) || !isFor(buffer, tensor)) {
        throw new IllegalArgumentException(
            String.format(
                "`%s` returned a tensor of %s, shape %s, and no buffer for that is given",
                name, tensor.buffer().type(), tensor.shape()));
      }
      byte[] bytes = tensor.buffer().copy(0, buffer.bytes().length);
      System.arraycopy(bytes, 0, buffer.bytes(), 0, bytes.length);
    }
  }

  private static boolean isFor(Execution.Argument.Buffer buffer, Argument.Tensor tensor) {
    return GpuTypes.of(buffer.element()).equals(tensor.buffer().type())
        && buffer.shape().equals(tensor.shape());
  }
}
