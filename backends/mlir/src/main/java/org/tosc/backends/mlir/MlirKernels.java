package org.tosc.backends.mlir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.api.Artifact;
import org.tosc.backends.api.KernelSequence;
import org.tosc.backends.api.KernelTarget;
import org.tosc.backends.api.NativeKernel;
import org.tosc.backends.api.Platform;
import org.tosc.backends.mlir.scalar.NoText;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;

/// Kernels as text of MLIR, in four levels ([Level]). What has no text is refused, with the words
/// of the emitter.
public final class MlirKernels implements KernelTarget {
  /// What kernels are called that run here: no name of a library's function, as those of programs
  /// may be.
  private static final String ENTRY = "tosc.kernel";

  private final Processor processor;

  /// For making artifacts; nothing runs.
  public MlirKernels() {
    this(new Processor.Nowhere());
  }

  /// For what runs text.
  public MlirKernels(Processor processor) {
    this.processor = processor;
  }

  @Override
  public String name() {
    return "mlir";
  }

  @Override
  public @Nullable String obstacle() {
    String why = processor.obstacle();
    return why.isEmpty() ? null : why;
  }

  /// One thread works on it: `threads` has no meaning here.
  @Override
  public Outcome compile(Function nests, int threads) {
    List<Value> buffers = buffers(nests);
    List<Integer> sizes = new ArrayList<>();
    List<Scalar> elements = new ArrayList<>();
    for (Value parameter : buffers) {
      long size = parameter.type() instanceof BufferType buffer ? elements(buffer) : -1;
      if (size < 0 || size > Integer.MAX_VALUE) {
        return new Outcome.Refused("`" + nests.symbol() + "` has a buffer of unknown size");
      }
      sizes.add((int) size);
      elements.add(((BufferType) parameter.type()).element());
    }
    List<String> names = buffers.stream().map(b -> "b" + b.id()).toList();
    Function renamed =
        new Function(ENTRY, nests.results(), nests.body(), nests.attributes(), nests.span());
    try {
      String text = processor.level().text(List.of(renamed), List.of(names));
      NativeKernel.Code code = processor.install(text, ENTRY, sizes.size());
      return new Outcome.Made(new NativeKernel(code, List.of(), sizes, elements, List.of()));
    } catch (NoText none) {
      return new Outcome.Refused(why(nests, none));
    } catch (Processor.Refusal refusal) {
      return new Outcome.Refused("`" + nests.symbol() + "`: " + refusal.why());
    }
  }

  /// What a kernel's caller gives: its inputs and its results. Scratch it has of its own.
  private static List<Value> buffers(Function nests) {
    long outer = nests.attributes().integer("ins") + nests.attributes().integer("outs");
    return nests.params().subList(0, Math.toIntExact(outer));
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

  private static String why(Function nests, NoText none) {
    return "there is no MLIR for `" + nests.symbol() + "`: " + none.why();
  }

  @Override
  public List<String> emitKinds() {
    return Arrays.stream(Level.values()).map(Level::kind).toList();
  }

  @Override
  public List<String> cpus() {
    return List.of("any");
  }

  @Override
  public List<String> conventions() {
    return List.of("bare-pointers");
  }

  @Override
  public Emission emit(KernelSequence function, String kind, Platform platform) {
    Level level =
        Arrays.stream(Level.values())
            .filter(l -> l.kind().equals(kind))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("there is no artifact `" + kind + "`"));
    try {
      String text = level.text(function);
      return new Emission.Made(List.of(Artifact.of(function.name() + level.ending(), text)));
    } catch (NoText none) {
      return new Emission.Refused("there is no MLIR for `" + function.name() + "`: " + none.why());
    }
  }
}
