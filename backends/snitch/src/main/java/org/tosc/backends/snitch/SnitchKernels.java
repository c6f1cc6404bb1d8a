package org.tosc.backends.snitch;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.api.Artifact;
import org.tosc.backends.api.KernelSequence;
import org.tosc.backends.api.KernelSequence.Step;
import org.tosc.backends.api.KernelTarget;
import org.tosc.backends.api.NativeKernel;
import org.tosc.backends.api.Platform;
import org.tosc.backends.snitch.asm.Assembler;
import org.tosc.backends.snitch.asm.Assembly;
import org.tosc.backends.snitch.cluster.ClusterCompiler;
import org.tosc.backends.snitch.cluster.ClusterProgram;
import org.tosc.backends.snitch.cluster.ClusterShape;
import org.tosc.backends.snitch.code.Routine;
import org.tosc.backends.snitch.code.Unsupported;
import org.tosc.backends.snitch.kernel.KernelCode;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Source;

/// Kernels as code of one Snitch core ([KernelCode]), or of a cluster where their buffers do not
/// fit into its memory. What has no code is refused, with the words of the code generator.
public final class SnitchKernels implements KernelTarget {
  private final Processor processor;

  /// For making artifacts; nothing runs.
  public SnitchKernels() {
    this(new Processor.Nowhere());
  }

  /// For a processor.
  public SnitchKernels(Processor processor) {
    this.processor = processor;
  }

  @Override
  public String name() {
    return "snitch";
  }

  @Override
  public @Nullable String obstacle() {
    String why = processor.obstacle();
    return why.isEmpty() ? null : why;
  }

  /// How many cores work follows from the sizes: `threads` has no meaning here.
  @Override
  public Outcome compile(Function nests, int threads) {
    List<Integer> sizes = new ArrayList<>();
    List<Scalar> elements = new ArrayList<>();
    long bytes = 0;
    for (Value parameter : nests.params()) {
      if (!(parameter.type() instanceof BufferType buffer)) {
        return new Outcome.Refused("`" + nests.symbol() + "` has a parameter that is no buffer");
      }
      long size = elements(buffer);
      if (size < 0 || size > Integer.MAX_VALUE) {
        return new Outcome.Refused("`" + nests.symbol() + "` has a buffer of unknown size");
      }
      sizes.add((int) size);
      elements.add(buffer.element());
      long words = (long) Math.ceil(size * buffer.element().bits() / Long.SIZE);
      bytes += words * Long.BYTES;
    }
    if (bytes > processor.memory()) {
      return large(nests, sizes, elements, bytes);
    }
    try {
      Routine routine = KernelCode.of(nests).routine();
      NativeKernel.Code code = processor.install(routine, sizes.size());
      return new Outcome.Made(new NativeKernel(code, List.of(), sizes, elements, List.of()));
    } catch (Unsupported none) {
      return new Outcome.Refused(why(nests, none));
    }
  }

  /// Code for all cores of a cluster, which move what they need.
  private Outcome large(Function nests, List<Integer> sizes, List<Scalar> elements, long bytes) {
    try {
      ClusterProgram program = ClusterCompiler.compile(nests, ClusterShape.DEFAULT);
      NativeKernel.Code code = processor.install(program, sizes.size());
      return new Outcome.Made(new NativeKernel(code, List.of(), sizes, elements, List.of()));
    } catch (Unsupported none) {
      return new Outcome.Refused(
          "the buffers of `"
              + nests.symbol()
              + "` have "
              + bytes
              + " bytes, the memory of a cluster has room for "
              + processor.memory()
              + ", and they cannot be cut: "
              + Objects.requireNonNull(none.getMessage()));
    }
  }

  /// How many elements a buffer has; negative where that is not known.
  private static long elements(BufferType buffer) {
    long all = 1;
    for (Dim dim : buffer.shape()) {
      if (!(dim instanceof Dim.Known(long extent, _))) {
        return -1;
      }
      all = Math.multiplyExact(all, extent);
    }
    return all;
  }

  private static String why(Function nests, Unsupported none) {
    return "there is no code of Snitch for `"
        + nests.symbol()
        + "`: "
        + Objects.requireNonNull(none.getMessage());
  }

  // Artifacts.

  @Override
  public List<String> emitKinds() {
    return List.of("asm", "obj");
  }

  @Override
  public List<String> cpus() {
    return List.of("snitch");
  }

  @Override
  public List<String> conventions() {
    return List.of("ilp32d");
  }

  @Override
  public Emission emit(KernelSequence function, String kind, Platform platform) {
    StringBuilder text = new StringBuilder();
    for (Step step : function.steps()) {
      try {
        KernelCode code = KernelCode.of(step.nests());
        text.append(text.isEmpty() ? "" : "\n").append(comment(step, code));
        text.append(code.routine().text());
      } catch (Unsupported none) {
        return new Emission.Refused(why(step.nests(), none));
      }
    }
    String file = function.name() + ".s";
    return new Emission.Made(
        List.of(
            switch (kind) {
              case "asm" -> Artifact.of(file, text.toString());
              case "obj" -> Artifact.of(function.name() + ".o", assembled(file, text.toString()));
              default -> throw new IllegalArgumentException("there is no artifact `" + kind + "`");
            }));
  }

  /// What a kernel is called with, as `tosc exec` takes it.
  private static String comment(Step step, KernelCode code) {
    StringBuilder text = new StringBuilder();
    text.append("# ").append(code.routine().name()).append(": ");
    int register = 0;
    for (KernelSequence.Tensor tensor : step.inputs()) {
      text.append("a").append(register++).append(" = ").append(tensor(tensor)).append(", ");
    }
    String arrow = "to ";
    for (KernelSequence.Tensor tensor : step.results()) {
      text.append(arrow).append("a").append(register++).append(" = ").append(tensor(tensor));
      arrow = ", ";
    }
    text.append("\n# ");
    if (code.whyLoops() == null) {
      text.append("about ").append(code.routine().cycles()).append(" cycles with warm caches");
    } else {
      text.append("loops, as no streams fit: ").append(code.whyLoops());
    }
    text.append('\n');
    return text.toString();
  }

  private static String tensor(KernelSequence.Tensor tensor) {
    return tensor.name() + ": " + tensor.type();
  }

  private static byte[] assembled(String file, String text) {
    Assembly assembly = Assembler.assemble(new Source(file, text));
    if (assembly.hasErrors()) {
      throw new IllegalStateException("our own code: " + assembly.diagnostics().getFirst());
    }
    return assembly.bytes();
  }
}
