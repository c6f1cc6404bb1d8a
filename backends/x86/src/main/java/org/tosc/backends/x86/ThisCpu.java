package org.tosc.backends.x86;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.api.NativeKernel;
import org.tosc.backends.x86.code.InstructionSet;
import org.tosc.backends.x86.cpu.CpuFeature;
import org.tosc.backends.x86.cpu.CpuFeatures;
import org.tosc.backends.x86.pool.CallMode;
import org.tosc.backends.x86.pool.CodePool;
import org.tosc.backends.x86.pool.Kernel;
import org.tosc.backends.x86.pool.NativeCall;
import org.tosc.backends.x86.pool.Signature;

/// The processor that this runs on. It is not asked for anything, and no memory is made executable,
/// before the first question.
final class ThisCpu implements Processor {
  /// The memory of all programs of the process, opened when the first kernel comes.
  private static final class Shared {
    private static final CodePool POOL = CodePool.open();

    /// Kernels of as many buffers are called alike.
    private static final Map<Signature, NativeCall> CALLS = new ConcurrentHashMap<>();

    static NativeCall call(Signature signature) {
      return CALLS.computeIfAbsent(signature, s -> NativeCall.of(s, CallMode.CRITICAL_HEAP));
    }
  }

  @Override
  public @Nullable String obstacle(InstructionSet set) {
    if (!CodePool.isSupported()) {
      return "machine code for x86-64 runs on Linux on such a machine only";
    }
    CpuFeature missing = set.missing(CpuFeatures.host());
    return missing == null ? null : "this CPU has no " + missing;
  }

  @Override
  public InstructionSet best() {
    return InstructionSet.best(CpuFeatures.host());
  }

  @Override
  public Installed install(byte[] code) {
    Kernel kernel = Shared.POOL.install(code);
    return (offset, signature) ->
        new NativeKernel.Code(
            Shared.call(signature).to(kernel, offset),
            () -> NativeCall.of(signature, CallMode.PLAIN).to(kernel, offset));
  }
}
