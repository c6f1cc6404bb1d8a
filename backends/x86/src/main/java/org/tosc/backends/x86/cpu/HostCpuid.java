package org.tosc.backends.x86.cpu;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.HexFormat;
import org.tosc.backends.x86.pool.CallMode;
import org.tosc.backends.x86.pool.CodePool;
import org.tosc.backends.x86.pool.Kernel;
import org.tosc.backends.x86.pool.NativeCall;
import org.tosc.backends.x86.pool.Signature;
import org.tosc.backends.x86.pool.Word;

/// Asks the processor that this runs on, by two functions of its own machine code.
///
/// Encodings: CPUID `0F A2` and XGETBV `NP 0F 01 D0` (Intel SDM volumes 2A and 2D); arguments in
/// edi, esi, rdx, and rbx to be kept (System V ABI for AMD64, section 3.2.3).
final class HostCpuid implements Cpuid, AutoCloseable {
  /// `void cpuid(int leaf, int subleaf, int out[4])`.
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

  /// `long xcr0()`.
  private static final byte[] XGETBV =
      bytes(
          "31c9" // xor ecx, ecx
              + "0f01d0" // xgetbv
              + "48c1e220" // shl rdx, 32
              + "4809d0" // or rax, rdx
              + "c3"); // ret

  private final CodePool pool = CodePool.open(4096, 2);
  private final Kernel cpuid = pool.install(CPUID);
  private final int highest;
  private final int highestExtended;

  HostCpuid() {
    highest = ask(0, 0).eax();
    highestExtended = ask(EXTENDED, 0).eax();
  }

  private static final int EXTENDED = 0x8000_0000;

  @Override
  public Answer query(int leaf, int subleaf) {
    // A leaf above the highest answers what the highest does (CPUID, "INPUT EAX").
    int limit = leaf < 0 ? highestExtended : highest;
    return Integer.compareUnsigned(leaf, limit) > 0 ? Answer.NONE : ask(leaf, subleaf);
  }

  private Answer ask(int leaf, int subleaf) {
    MethodHandle call =
        NativeCall.of(Signature.ofVoid(Word.INT, Word.INT, Word.ADDRESS), CallMode.PLAIN).to(cpuid);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(ValueLayout.JAVA_INT, 4);
      call.invokeExact(leaf, subleaf, out);
      return new Answer(
          out.getAtIndex(ValueLayout.JAVA_INT, 0),
          out.getAtIndex(ValueLayout.JAVA_INT, 1),
          out.getAtIndex(ValueLayout.JAVA_INT, 2),
          out.getAtIndex(ValueLayout.JAVA_INT, 3));
    } catch (Throwable fault) {
      throw new IllegalStateException("CPUID fails", fault);
    }
  }

  @Override
  public long savedStates() {
    Kernel xgetbv = pool.install(XGETBV);
    try {
      return (long) NativeCall.of(Signature.of(Word.LONG), CallMode.PLAIN).to(xgetbv).invokeExact();
    } catch (Throwable fault) {
      throw new IllegalStateException("XGETBV fails", fault);
    }
  }

  @Override
  public void close() {
    pool.close();
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
