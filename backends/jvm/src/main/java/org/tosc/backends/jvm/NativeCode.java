package org.tosc.backends.jvm;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.List;
import org.tosc.backends.api.KernelTarget;
import org.tosc.backends.api.NativeKernel;
import org.tosc.backends.jvm.link.Home;
import org.tosc.backends.jvm.link.KernelCode;
import org.tosc.rt.device.Buffer;
import org.tosc.rt.device.NativeBuffer;
import org.tosc.rt.tensor.DType;
import org.tosc.tir.ir.Function;

/// Kernels that run elsewhere, as code over buffers.
final class NativeCode {
  private static final MethodHandle SEGMENT;
  private static final MethodHandle ARE_OUTSIDE;

  static {
    try {
      Lookup lookup = MethodHandles.publicLookup();
      SEGMENT =
          lookup
              .findVirtual(
                  NativeBuffer.class, "segment", MethodType.methodType(MemorySegment.class))
              .asType(MethodType.methodType(MemorySegment.class, Buffer.class));
      ARE_OUTSIDE =
          lookup.findStatic(
              NativeBuffer.class,
              "areOutside",
              MethodType.methodType(boolean.class, Buffer[].class));
    } catch (ReflectiveOperationException fault) {
      throw new ExceptionInInitializerError(fault);
    }
  }

  private final NativeKernel kernel;
  private final boolean isLong;

  private NativeCode(NativeKernel kernel, boolean isLong) {
    this.kernel = kernel;
    this.isLong = isLong;
  }

  /// @param isLong whether it runs so long that the garbage collector should not have to wait
  static VectorCode.Outcome of(KernelTarget target, Function nests, int threads, boolean isLong) {
    return switch (target.compile(nests, threads)) {
      case KernelTarget.Outcome.Refused(String why) -> new VectorCode.Outcome.Refused(why);
      case KernelTarget.Outcome.Made(NativeKernel kernel) ->
          new VectorCode.Outcome.Made(
              new VectorCode(null, new NativeCode(kernel, isLong).code(), List.of()));
    };
  }

  private KernelCode code() {
    List<KernelCode.Phase> phases =
        kernel.phases().stream()
            .map(p -> new KernelCode.Phase(overBuffers(withPart(p.code()), 1), p.parts()))
            .toList();
    List<DType> dtypes = kernel.elements().stream().map(VectorCode::dtype).toList();
    return new KernelCode(
        Home.ANYWHERE,
        overBuffers(kernel.entry(), 0),
        phases,
        kernel.sizes(),
        dtypes,
        kernel.own());
  }

  private static NativeKernel.Code withPart(NativeKernel.Code phase) {
    return new NativeKernel.Code(withPart(phase.onAny()), () -> withPart(phase.outside().get()));
  }

  private static MethodHandle withPart(MethodHandle phase) {
    return MethodHandles.explicitCastArguments(
        phase, phase.type().changeParameterType(0, int.class));
  }

  /// Code that takes segments, from a parameter on, as a method over an array of buffers.
  private MethodHandle overBuffers(NativeKernel.Code code, int from) {
    MethodHandle onAny = overBuffers(code.onAny(), from);
    if (!isLong) {
      return onAny;
    }
    MethodHandle test =
        from == 0 ? ARE_OUTSIDE : MethodHandles.dropArguments(ARE_OUTSIDE, 0, int.class);
    return MethodHandles.guardWithTest(test, overBuffers(code.outside().get(), from), onAny);
  }

  private MethodHandle overBuffers(MethodHandle method, int from) {
    int buffers = kernel.sizes().size();
    MethodHandle[] filters = new MethodHandle[buffers];
    Arrays.fill(filters, SEGMENT);
    return KernelCode.overBuffers(
        MethodHandles.filterArguments(method, from, filters), from, buffers);
  }
}
