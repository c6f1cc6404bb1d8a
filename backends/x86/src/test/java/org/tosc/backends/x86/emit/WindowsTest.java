package org.tosc.backends.x86.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tosc.backends.api.KernelSequence;
import org.tosc.backends.x86.code.CallingConvention;
import org.tosc.backends.x86.code.InstructionSet;
import org.tosc.backends.x86.cpu.CpuFeatures;
import org.tosc.backends.x86.elf.Tools;

/// Kernels that are called by the convention of Windows: by code that gcc writes for `ms_abi`, and
/// by a caller that fills every register which it may rely on and looks at it afterwards.
class WindowsTest {
  /// One more parameter than both conventions have registers for, and a product with calls inside.
  private static final String GROUP =
      """
      func @f(%0: tensor<[13, 21] x f32>, %1: tensor<[21, 35] x f32>, %2: tensor<[35] x f32>,
          %3: tensor<[35] x f32>, %4: tensor<[35] x f32>, %5: tensor<[35] x f32>)
          -> (tensor<[13, 35] x f32>) {
        %6 = tensor.matmul(%0, %1)
        %7 = tensor.add(%6, %2)
        %8 = tensor.mul(%7, %3)
        %9 = tensor.add(%8, %4)
        %10 = tensor.sub(%9, %5)
        %11 = tensor.relu(%10)
        core.return(%11)
      }
      """;

  private static final String PROGRAM =
      """
      #include "f.h"
      #include <stdio.h>

      enum { M = 13, K = 21, N = 35 };

      /* Calls a function with so many arguments; how many registers it changed. */
      extern long changed(void *function, void **arguments, long count);

      static float x[M * K], w[K * N], b[4][N], out[M * N];
      static uint8_t scratch[1 << 20];

      static int wrong(void) {
        int count = 0;
        for (int i = 0; i < M; i++)
          for (int j = 0; j < N; j++) {
            float sum = 0;
            for (int k = 0; k < K; k++) sum += x[i * K + k] * w[k * N + j];
            sum = (sum + b[0][j]) * b[1][j] + b[2][j] - b[3][j];
            count += out[i * N + j] != (sum > 0 ? sum : 0); // whole numbers: nothing is rounded
            out[i * N + j] = -1;
          }
        return count;
      }

      int main(void) {
        for (int i = 0; i < M * K; i++) x[i] = i % 5 - 2;
        for (int i = 0; i < K * N; i++) w[i] = i % 7 - 3;
        for (int i = 0; i < 4 * N; i++) b[i / N][i % N] = i % 11 - 5;
        CALL;
        printf("%d wrong\\n", wrong());
        void *arguments[] = {x, w, b[0], b[1], b[2], b[3], out, scratch};
        long count = sizeof arguments / sizeof *arguments;
        printf("%ld changed\\n", changed((void *) f, arguments, count));
        printf("%d wrong\\n", wrong());
        return 0;
      }
      """;

  /// `changed(function, arguments, count)` of the program, called by System V.
  private static final String CALLER =
      """
          .intel_syntax noprefix
          .text
          .globl changed
      changed:
          push rbp
          push rbx
          push r12
          push r13
          push r14
          push r15
          sub rsp, 520
          mov r11, rdi
          mov rax, rsi
          mov r10, 4
      next:
          cmp r10, rdx
          jge all
          mov rcx, [rax+r10*8]
          mov [rsp+r10*8], rcx
          inc r10
          jmp next
      all:
          mov rcx, [rax]
          mov rdx, [rax+8]
          mov r8, [rax+16]
          mov r9, [rax+24]
          .irp n, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
          movdqu xmm\\n, [rip+filled+16*\\n]
          .endr
          .irp r, rbx, rbp, rdi, rsi, r12, r13, r14, r15
          mov \\r, [rip+filled_\\r]
          .endr
          call r11
          xor eax, eax
          .irp r, rbx, rbp, rdi, rsi, r12, r13, r14, r15
          xor ecx, ecx
          cmp \\r, [rip+filled_\\r]
          setne cl
          add eax, ecx
          .endr
          .irp n, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
          movdqu xmm0, [rip+filled+16*\\n]
          pcmpeqb xmm0, xmm\\n
          pmovmskb ecx, xmm0
          cmp ecx, 0xffff
          setne cl
          movzx ecx, cl
          add eax, ecx
          .endr
          add rsp, 520
          pop r15
          pop r14
          pop r13
          pop r12
          pop rbx
          pop rbp
          ret
          .data
      filled:
          .set i, 0
          .rept 32
          .quad 0x7ff1234500000000 + i
          .set i, i + 1
          .endr
          .irp r, rbx, rbp, rdi, rsi, r12, r13, r14, r15
      filled_\\r:
          .quad 0x5a5a5a5a00000000 + i
          .set i, i + 1
          .endr
          .section .note.GNU-stack,"",@progbits
      """;

  @TempDir private Path folder;

  private void link(KernelSequence function, InstructionSet set, CallingConvention convention)
      throws Exception {
    Compiled compiled = Compiled.of(function, set, convention);
    Files.write(folder.resolve("f.o"), LinkableObject.of(compiled));
    Files.writeString(folder.resolve("f.h"), KernelHeader.of(compiled));
    boolean hasScratch = compiled.kernels().getFirst().loops().params().size() == 8;
    Files.writeString(
        folder.resolve("main.c"),
        PROGRAM.replace(
            "CALL",
            "f(x, w, b[0], b[1], b[2], b[3], out"
                + (hasScratch ? ", (void *) scratch)" : "), (void) scratch")));
    Files.writeString(folder.resolve("caller.s"), CALLER);
    Tools.run(
        folder,
        "gcc",
        "-std=c11",
        "-Wall",
        "-Wextra",
        "-Werror",
        "-O2",
        "-Wl,--fatal-warnings",
        "-o",
        "program",
        "main.c",
        "caller.s",
        "f.o");
  }

  @ParameterizedTest
  @EnumSource
  void everyRegisterSurvivesThatCallersRelyOn(InstructionSet set) throws Exception {
    assumeTrue(System.getProperty("os.arch").equals("amd64"), "not checked: this is no x86-64");
    assumeTrue(
        set.missing(CpuFeatures.host()) == null,
        () -> "not checked: this CPU has no " + set.missing(CpuFeatures.host()));
    Tools.assume("gcc");
    link(Sequences.of(GROUP), set, CallingConvention.WINDOWS);
    assertEquals("0 wrong\n0 changed\n0 wrong\n", Tools.run(folder, "./program"));
    Tools.assume("readelf");
    List<String> seen =
        Tools.run(folder, "readelf", "-W", "-s", "f.o")
            .lines()
            .filter(l -> l.contains(" GLOBAL "))
            .map(l -> l.substring(l.lastIndexOf(' ') + 1))
            .toList();
    assertEquals(List.of("f"), seen);
    assertTrue(Files.readString(folder.resolve("f.h")).contains("\nTOSC_WINDOWS_CALL void f("));
  }
}
