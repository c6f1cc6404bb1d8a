package org.tosc.bench.peers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;

/// Loops in the machine code of x86-64 with AVX-512 that do nothing but what is to be measured, so
/// that no compiler stands between a limit and its figure. Encodings: Intel's manual, volume 2,
/// section 2.7 (EVEX); checked against `objdump`.
@SuppressWarnings("restricted")
final class MachineCode {
  private static final int PROT_READ = 1;
  private static final int PROT_WRITE = 2;
  private static final int PROT_EXEC = 4;
  private static final int MAP_PRIVATE_ANONYMOUS = 0x22;
  private static final int PAGE = 4096;

  /// The accumulators of [#fma]: more than latency times ports.
  static final int ACCUMULATORS = 12;

  /// The bytes of one round of [#read].
  static final int STRIDE = 512;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private MachineCode() {}

  /// A call of code that was made here, which throws nothing.
  @FunctionalInterface
  interface Call {
    void run() throws Throwable;
  }

  static void run(Call call) {
    try {
      call.run();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /// The operations of so many rounds of [#fma]: two in each of 16 lanes.
  static double operations(long rounds) {
    return rounds * ACCUMULATORS * 32.0;
  }

  /// Whether the processor has the vectors of this code.
  static boolean runsHere() throws IOException {
    Path info = Path.of("/proc/cpuinfo");
    return Files.isReadable(info) && Files.readString(info).contains(" avx512f ");
  }

  private MachineCode add(int... values) {
    for (int value : values) {
      bytes.write(value);
    }
    return this;
  }

  /// `f(rounds)`: 12 independent fused multiply-adds of 16 lanes in each round. The registers are
  /// cleared first: what lies in them may be denormal, and slow.
  static MethodHandle fma() {
    MachineCode code = new MachineCode();
    code.add(0xc5, 0xfc, 0x77); // vzeroall
    int round = code.bytes.size();
    for (int i = 0; i < ACCUMULATORS; i++) {
      // vfmadd231ps zmm(i), zmm15, zmm14
      code.add(0x62, 0xd2 ^ ((i & 8) << 4), 0x05, 0x48, 0xb8, 0xc6 | (i & 7) << 3);
    }
    code.add(0x48, 0xff, 0xcf); // dec rdi
    code.repeat(round);
    return code.end().install(FunctionDescriptor.ofVoid(ValueLayout.JAVA_LONG));
  }

  /// `f(address, bytes, times)`: reads memory so many times, 512 bytes in each round.
  static MethodHandle read(boolean prefetch) {
    MachineCode code = new MachineCode();
    code.add(0x48, 0x89, 0xf8); // mov rax, rdi
    code.add(0x48, 0x89, 0xf1); // mov rcx, rsi
    int again = code.bytes.size();
    code.add(0x48, 0x89, 0xc7); // mov rdi, rax
    code.add(0x48, 0x89, 0xce); // mov rsi, rcx
    int round = code.bytes.size();
    for (int i = 0; i < 8; i++) {
      // vpord zmm(i), zmm(i), [rdi + 64 i]
      code.add(0x62, 0xf1, 0x7d - 8 * i, 0x48, 0xeb, 0x47 | i << 3, i);
    }
    for (int i = 0; prefetch && i < 8; i++) {
      // prefetcht0 [rdi + 4096 + 64 i]
      int at = PAGE + 64 * i;
      code.add(0x0f, 0x18, 0x8f, at & 0xff, at >> 8, 0, 0);
    }
    code.add(0x48, 0x81, 0xc7, 0, 2, 0, 0); // add rdi, 512
    code.add(0x48, 0x81, 0xee, 0, 2, 0, 0); // sub rsi, 512
    code.repeat(round);
    code.add(0x48, 0xff, 0xca); // dec rdx
    code.repeat(again);
    return code.end()
        .install(
            FunctionDescriptor.ofVoid(
                ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));
  }

  /// Back to a position while the last result is not zero.
  private void repeat(int position) {
    int distance = position - (bytes.size() + 6);
    add(0x0f, 0x85, distance, distance >> 8, distance >> 16, distance >> 24); // jnz
  }

  private MachineCode end() {
    return add(0xc5, 0xf8, 0x77, 0xc3); // vzeroupper, ret
  }

  /// Writes the code to a page of its own, which stays until the process ends.
  private MethodHandle install(FunctionDescriptor type) {
    Linker linker = Linker.nativeLinker();
    MethodHandle mmap =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("mmap"),
            FunctionDescriptor.of(
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_LONG));
    MethodHandle mprotect =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("mprotect"),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT));
    try {
      MemorySegment page =
          ((MemorySegment)
                  mmap.invokeExact(
                      MemorySegment.NULL,
                      (long) PAGE,
                      PROT_READ | PROT_WRITE,
                      MAP_PRIVATE_ANONYMOUS,
                      -1,
                      0L))
              .reinterpret(PAGE, Arena.global(), null);
      page.copyFrom(MemorySegment.ofArray(bytes.toByteArray()));
      int failed = (int) mprotect.invokeExact(page, (long) PAGE, PROT_READ | PROT_EXEC);
      if (failed != 0) {
        throw new IllegalStateException("no page of code could be made");
      }
      return linker.downcallHandle(page, type);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
