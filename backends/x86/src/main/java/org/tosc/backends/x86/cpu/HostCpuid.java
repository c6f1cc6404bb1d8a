package org.tosc.backends.x86.cpu;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.HexFormat;
import java.util.List;
import org.tosc.backends.x86.pool.CallMode;
import org.tosc.backends.x86.pool.CodePool;
import org.tosc.backends.x86.pool.Kernel;
import org.tosc.backends.x86.pool.NativeCall;
import org.tosc.backends.x86.pool.Pin;
import org.tosc.backends.x86.pool.Signature;
import org.tosc.backends.x86.pool.Word;

/// Asks the processor that this runs on, by two functions of its own machine code.
///
/// Encodings: CPUID `0F A2` and XGETBV `NP 0F 01 D0` (Intel SDM volumes 2A and 2D); arguments in
/// rdi, rsi, rdx, and rbx to be kept (System V ABI for AMD64, section 3.2.3). Both functions have
/// one signature, because linking costs milliseconds when a process starts.
final class HostCpuid implements Cpuid, AutoCloseable {
  /// `void cpuid(long leaf, long subleaf, int out[4])`.
  private static final byte[] CPUID =
      bytes(
          "53" // push rbx
              + "4989d0" // mov r8, rdx
              + "89f8" // mov eax, edi
              + "89f1" // mov ecx, esi
              + "0fa2" // cpuid
              + "418900" // mov [r8], eax
              + "41895804" // mov [r8 + 4], ebx
              + "41894808" // mov [r8 + 8], ecx
              + "4189500c" // mov [r8 + 12], edx
              + "5b" // pop rbx
              + "c3"); // ret

  /// `long xcr0(long, long, int *)`.
  private static final byte[] XGETBV =
      bytes(
          "31c9" // xor ecx, ecx
              + "0f01d0" // xgetbv
              + "48c1e220" // shl rdx, 32
              + "4809d0" // or rax, rdx
              + "c3"); // ret

  private static final int EXTENDED = 0x8000_0000;

  private final CodePool pool = CodePool.open(4096, 2);
  private final Pin cpuid;
  private final Pin xgetbv;
  private final MethodHandle call =
      NativeCall.of(Signature.of(Word.LONG, Word.LONG, Word.LONG, Word.LONG), CallMode.CRITICAL)
          .atAddress();
  private final int highest;
  private final int highestExtended;

  HostCpuid() {
    List<Kernel> functions = pool.install(List.of(CPUID, XGETBV));
    cpuid = functions.getFirst().pin();
    xgetbv = functions.getLast().pin();
    highest = ask(0, 0).eax();
    highestExtended = ask(EXTENDED, 0).eax();
  }

  @Override
  public Answer query(int leaf, int subleaf) {
    // A leaf above the highest answers what the highest does (CPUID, "INPUT EAX").
    int limit = leaf < 0 ? highestExtended : highest;
    return Integer.compareUnsigned(leaf, limit) > 0 ? Answer.NONE : ask(leaf, subleaf);
  }

  private Answer ask(int leaf, int subleaf) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ValueLayout.JAVA_INT, 4);
      var _ = run(cpuid, leaf, subleaf, out.address());
      return new Answer(
          out.getAtIndex(ValueLayout.JAVA_INT, 0),
          out.getAtIndex(ValueLayout.JAVA_INT, 1),
          out.getAtIndex(ValueLayout.JAVA_INT, 2),
          out.getAtIndex(ValueLayout.JAVA_INT, 3));
    }
  }

  @Override
  public long savedStates() {
    return run(xgetbv, 0, 0, 0);
  }

  private long run(Pin code, long leaf, long subleaf, long out) {
    try {
      return (long) call.invokeExact(code.address(), leaf, subleaf, out);
    } catch (Throwable fault) {
      throw new IllegalStateException("CPUID or XGETBV cannot be called", fault);
    }
  }

  @Override
  public void close() {
    cpuid.close();
    xgetbv.close();
    pool.close();
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
