package org.tosc.backends.jvm;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.List;
import org.tosc.backends.api.KernelTarget;
import org.tosc.backends.api.NativeKernel;
import org.tosc.backends.jvm.link.KernelCode;
import org.tosc.backends.jvm.link.Segments;
import org.tosc.rt.device.View;
import org.tosc.rt.tensor.DType;
import org.tosc.tir.ir.Function;

/// Kernels that run elsewhere, as code over views.
final class NativeCode {
  private static final MethodHandle SEGMENT = segment();

  private NativeCode() {}

  private static MethodHandle segment() {
    try {
      return MethodHandles.publicLookup()
          .findStatic(Segments.class, "of", MethodType.methodType(MemorySegment.class, View.class));
    } catch (ReflectiveOperationException fault) {
      throw new ExceptionInInitializerError(fault);
    }
  }

  static VectorCode.Outcome of(KernelTarget target, Function nests, int threads) {
    return switch (target.compile(nests, threads)) {
      case KernelTarget.Outcome.Refused(String why) -> new VectorCode.Outcome.Refused(why);
      case KernelTarget.Outcome.Made(NativeKernel kernel) ->
          new VectorCode.Outcome.Made(new VectorCode(null, code(kernel), List.of()));
    };
  }

  private static KernelCode code(NativeKernel kernel) {
    int views = kernel.sizes().size();
    List<KernelCode.Phase> phases =
        kernel.phases().stream()
            .map(p -> new KernelCode.Phase(overViews(withPart(p.code()), 1, views), p.parts()))
            .toList();
    List<DType> dtypes = kernel.elements().stream().map(VectorCode::dtype).toList();
    return new KernelCode(
        overViews(kernel.entry(), 0, views), phases, kernel.sizes(), dtypes, kernel.own());
  }

  private static MethodHandle withPart(MethodHandle phase) {
    return MethodHandles.explicitCastArguments(
        phase, phase.type().changeParameterType(0, int.class));
  }

  /// A method that takes so many segments, from a parameter on, as one over an array of views.
  private static MethodHandle overViews(MethodHandle method, int from, int views) {
    MethodHandle[] filters = new MethodHandle[views];
    Arrays.fill(filters, SEGMENT);
    return VectorCode.overViews(MethodHandles.filterArguments(method, from, filters), from, views);
  }
}
