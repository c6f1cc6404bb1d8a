package org.tosc.backends.triton;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.api.Artifact;
import org.tosc.backends.api.KernelSequence;
import org.tosc.backends.api.KernelSequence.Step;
import org.tosc.backends.api.KernelTarget;
import org.tosc.backends.api.NativeKernel;
import org.tosc.backends.api.Platform;
import org.tosc.backends.triton.block.Program;
import org.tosc.backends.triton.python.ModuleText;
import org.tosc.backends.triton.python.Names;
import org.tosc.backends.triton.tiling.Buffer;
import org.tosc.backends.triton.tiling.Plan;
import org.tosc.backends.triton.tiling.Tiler;
import org.tosc.backends.triton.tiling.Unsupported;
import org.tosc.backends.triton.ttir.TtirText;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Scalar;

/// Kernels as programs on blocks, in Python and in TTIR. What has no program is refused in words.
public final class TritonKernels implements KernelTarget {
  private final Processor processor;

  /// For making artifacts; nothing runs.
  public TritonKernels() {
    this(new Processor.Nowhere());
  }

  /// For a processor.
  public TritonKernels(Processor processor) {
    this.processor = processor;
  }

  @Override
  public String name() {
    return "triton";
  }

  @Override
  public @Nullable String obstacle() {
    String why = processor.obstacle();
    return why.isEmpty() ? null : why;
  }

  /// How programs share work follows from the sizes: `threads` has no meaning here.
  @Override
  public Outcome compile(Function nests, int threads) {
    try {
      Launches launches = Launches.of(nests);
      List<Buffer> buffers = launches.buffers();
      List<Integer> sizes = new ArrayList<>();
      for (Buffer buffer : buffers) {
        sizes.add(Math.toIntExact(buffer.count()));
      }
      List<Scalar> elements = buffers.stream().map(Buffer::element).toList();
      NativeKernel.Code code = processor.install(launches.launches(), buffers.size());
      return new Outcome.Made(new NativeKernel(code, List.of(), sizes, elements, List.of()));
    } catch (Unsupported none) {
      return new Outcome.Refused(why(nests, none));
    } catch (ArithmeticException tooLarge) {
      return new Outcome.Refused("a buffer of `" + nests.symbol() + "` is too large");
    }
  }

  private static String why(Function nests, Unsupported none) {
    return "there is no program of Triton for `" + nests.symbol() + "`: " + none.why();
  }

  @Override
  public List<String> emitKinds() {
    return List.of("triton", "ttir", "ttir-generic", "ttir-irdl");
  }

  @Override
  public List<String> cpus() {
    return List.of("gpu");
  }

  @Override
  public List<String> conventions() {
    return List.of("torch");
  }

  @Override
  public Emission emit(KernelSequence function, String kind, Platform platform) {
    List<Plan> plans = new ArrayList<>();
    for (Step step : function.steps()) {
      try {
        plans.add(plan(step));
      } catch (Unsupported none) {
        return new Emission.Refused(why(step.nests(), none));
      }
    }
    ModuleText.Made module = ModuleText.of(function, plans);
    if (kind.equals("triton")) {
      String file = Names.safe(function.name()) + ".py";
      return new Emission.Made(List.of(Artifact.of(file, module.text())));
    }
    List<Artifact> artifacts = new ArrayList<>();
    for (ModuleText.Kernel kernel : module.kernels()) {
      artifacts.add(ttir(kernel, kind));
    }
    return new Emission.Made(artifacts);
  }

  /// What a launch must know and the text has no place for.
  private static String head(ModuleText.Kernel kernel) {
    Program program = kernel.program();
    Program.Schedule schedule = program.schedule();
    return String.format(
        "// %s: %d programs, %d warps, %d stages\n",
        kernel.name(), program.programs(), schedule.warps(), schedule.stages());
  }

  /// Each form in a file with an ending of its own.
  private static Artifact ttir(ModuleText.Kernel kernel, String kind) {
    Program program = kernel.program();
    String name = kernel.name();
    return switch (kind) {
      case "ttir" -> Artifact.of(name + ".ttir", head(kernel) + TtirText.pretty(program, name));
      case "ttir-generic" ->
          Artifact.of(name + ".generic.ttir", head(kernel) + TtirText.generic(program, name));
      case "ttir-irdl" ->
          Artifact.of(name + ".irdl.ttir", head(kernel) + TtirText.checking(program, name));
      default -> throw new IllegalArgumentException("there is no artifact `" + kind + "`");
    };
  }

  private static Plan plan(Step step) throws Unsupported {
    List<String> names = new ArrayList<>();
    step.inputs().forEach(t -> names.add(t.name()));
    step.results().forEach(t -> names.add(t.name()));
    return Tiler.plan(step.nests(), step.nests().symbol(), names);
  }
}
