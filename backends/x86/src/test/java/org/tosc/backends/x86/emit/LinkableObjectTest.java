package org.tosc.backends.x86.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tosc.backends.api.KernelSequence;
import org.tosc.backends.api.KernelSequence.Role;
import org.tosc.backends.api.KernelSequence.Tensor;
import org.tosc.backends.x86.code.InstructionSet;
import org.tosc.backends.x86.cpu.CpuFeatures;
import org.tosc.backends.x86.elf.Tools;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorType;

/// A C program includes the header, links the object, and compares with loops of its own.
class LinkableObjectTest {
  private static final String HIDDEN =
      """
      func @f(%0: tensor<[13, 21] x f32>, %1: tensor<[21, 35] x f32>, %2: tensor<[35] x f32>)
          -> (tensor<[13, 35] x f32>) {
        %3 = tensor.matmul(%0, %1)
        %4 = tensor.add(%3, %2)
        %5 = tensor.relu(%4)
        core.return(%5)
      }
      """;

  private static final String LAST =
      """
      func @f(%0: tensor<[13, 35] x f32>, %1: tensor<[35, 3] x f32>) -> (tensor<[13, 3] x f32>) {
        %2 = tensor.matmul(%0, %1)
        core.return(%2)
      }
      """;

  private static final String PROGRAM =
      """
      #include "net.h"
      #include <math.h>
      #include <stdio.h>
      #include <stdlib.h>

      enum { M = 13, K = 21, N = 35, L = 3 };

      static float *numbers(int count) {
        float *all = malloc(count * sizeof *all);
        for (int i = 0; i < count; i++) all[i] = (float) (rand() % 2001 - 1000) / 500;
        return all;
      }

      int main(void) {
        float *x = numbers(M * K), *w = numbers(K * N), *b = numbers(N), *v = numbers(N * L);
        float *t0 = malloc(M * N * sizeof *t0), *out = malloc(M * L * sizeof *out);
        float *scratch = calloc(SCRATCH, sizeof *scratch);
        double worst = 0;
        for (int round = 0; round < 3; round++) {
          x[0] = round;
          net_k0(x, w, b, t0, scratch);
          net_k1(t0, v, out);
          for (int i = 0; i < M; i++) {
            double row[N];
            for (int j = 0; j < N; j++) {
              row[j] = b[j];
              for (int k = 0; k < K; k++) row[j] += (double) x[i * K + k] * w[k * N + j];
              row[j] = row[j] > 0 ? row[j] : 0;
              worst = fmax(worst, fabs(row[j] - t0[i * N + j]) / (1 + fabs(row[j])));
            }
            for (int l = 0; l < L; l++) {
              double sum = 0, terms = 0;
              for (int j = 0; j < N; j++) {
                sum += row[j] * v[j * L + l];
                terms += fabs(row[j] * v[j * L + l]);
              }
              worst = fmax(worst, fabs(sum - out[i * L + l]) / (1 + terms));
            }
          }
        }
        free(x), free(w), free(b), free(v), free(t0), free(out), free(scratch);
        puts(worst < 1e-5 ? "equal" : "different");
        return worst < 1e-5 ? 0 : 1;
      }
      """;

  @TempDir private Path folder;

  private static Tensor tensor(String name, Role role, long... extents) {
    return new Tensor(name, TensorType.of(Scalar.F32, extents), role);
  }

  private static KernelSequence net() {
    Tensor x = tensor("x", Role.PARAMETER, 13, 21);
    Tensor w = tensor("w", Role.PARAMETER, 21, 35);
    Tensor b = tensor("b", Role.PARAMETER, 35);
    Tensor v = tensor("v", Role.PARAMETER, 35, 3);
    Tensor between = tensor("t0", Role.BETWEEN, 13, 35);
    Tensor out = tensor("out", Role.RESULT, 13, 3);
    return new KernelSequence(
        "net",
        List.of(x, w, b, v),
        List.of(out),
        List.of(
            Sequences.step("net_k0", HIDDEN, List.of(x, w, b), between),
            Sequences.step("net_k1", LAST, List.of(between, v), out)));
  }

  private void link(InstructionSet set) throws Exception {
    link(set, PROGRAM);
  }

  private void link(InstructionSet set, String program) throws Exception {
    assumeTrue(System.getProperty("os.arch").equals("amd64"), "not checked: this is no x86-64");
    Tools.assume("gcc");
    Compiled compiled = Compiled.of(net(), set);
    Files.write(folder.resolve("net.o"), LinkableObject.of(compiled));
    Files.writeString(folder.resolve("net.h"), KernelHeader.of(compiled));
    Files.writeString(folder.resolve("group.tir"), HIDDEN);
    Files.writeString(folder.resolve("main.c"), program);
    long scratch = compiled.kernels().getFirst().loops().attributes().integers("sizes").getLast();
    List<String> gcc = new ArrayList<>(List.of("gcc", "-std=c11", "-Wall", "-Wextra", "-Werror"));
    gcc.addAll(List.of("-g", "-O1", "-DSCRATCH=" + scratch, "-Wl,--fatal-warnings"));
    gcc.addAll(List.of("-o", "program", "main.c", "net.o", "-lm"));
    assertEquals("", Tools.run(folder, gcc.toArray(String[]::new)));
  }

  private static void assumeCpu(InstructionSet set) {
    assumeTrue(
        set.missing(CpuFeatures.host()) == null,
        () -> "not checked: this CPU has no " + set.missing(CpuFeatures.host()));
  }

  @ParameterizedTest
  @EnumSource
  void theProgramComputesWhatItsOwnLoopsCompute(InstructionSet set) throws Exception {
    link(set);
    assumeCpu(set);
    assertEquals("equal\n", Tools.run(folder, "./program"));
  }

  /// No byte is read that nobody wrote, none outside of what malloc gave, and none is lost.
  /// Valgrind 3.19 knows no AVX-512.
  @Test
  void valgrindFindsNothing() throws Exception {
    link(InstructionSet.AVX2);
    assumeCpu(InstructionSet.AVX2);
    Tools.assume("valgrind");
    String all =
        Tools.run(
            folder,
            "valgrind",
            "-q",
            "--error-exitcode=9",
            "--leak-check=full",
            "--errors-for-leak-kinds=all",
            "./program");
    assertEquals("equal\n", all);
  }

  /// It would say so: a result that is one element too short is written behind its end.
  @Test
  void valgrindFindsAnArrayThatIsTooShort() throws Exception {
    Tools.assume("valgrind");
    assumeCpu(InstructionSet.AVX2);
    String tooShort = PROGRAM.replace("malloc(M * L * sizeof *out)", "malloc(M * L * 4 - 4)");
    assertTrue(!tooShort.equals(PROGRAM));
    link(InstructionSet.AVX2, tooShort);
    Tools.Result result =
        Tools.attempt(folder, "valgrind", "-q", "--error-exitcode=9", "./program");
    assertEquals(9, result.status(), result.text());
    assertTrue(result.text().contains("Invalid write of size "), result.text());
  }

  @Test
  void aDebuggerStopsAtALineAndSeesTheCallers() throws Exception {
    link(InstructionSet.AVX512);
    assumeCpu(InstructionSet.AVX512);
    Tools.assume("gdb");
    String text =
        Tools.run(
            folder,
            "gdb",
            "-nx",
            "-batch",
            "-ex",
            "set style enabled off",
            "-ex",
            "break group.tir:5",
            "-ex",
            "run",
            "-ex",
            "bt",
            "./program");
    assumeFalse(
        text.contains("ptrace: Operation not permitted"),
        "not checked: nothing may be debugged here");
    assertTrue(text.contains("/group.tir:5\n"), text);
    assertTrue(text.contains("5\t  %5 = tensor.relu(%4)"), text);
    assertTrue(text.contains(" in net_k0 () at ./group.tir:"), text);
    assertTrue(text.contains("in main () at main.c:"), text);
  }

  @Test
  void onlyKernelsAreSeenFromOutside() throws Exception {
    link(InstructionSet.AVX512);
    Tools.assume("readelf");
    List<String> seen =
        Tools.run(folder, "readelf", "-W", "-s", "net.o")
            .lines()
            .filter(l -> l.contains(" GLOBAL "))
            .map(l -> l.substring(l.lastIndexOf(' ') + 1))
            .toList();
    assertEquals(List.of("net_k0", "net_k1"), seen);
    String all = Tools.run(folder, "readelf", "-W", "-a", "--debug-dump", "net.o");
    assertTrue(!all.contains("Warning") && !all.contains("Error"), all);
  }

  @Test
  void theHeaderSaysWhatEachParameterIs() {
    String header = KernelHeader.of(Compiled.of(net(), InstructionSet.AVX512));
    assertTrue(
        header.contains("/* read: 13x21, 273 elements of f32 */\n    const float *x,"), header);
    assertTrue(header.contains("/* read: 13x35, made by net_k0, 455 elements of f32 */"), header);
    assertTrue(header.contains("/* written: 13x3, 39 elements of f32 */\n    float *out"), header);
    assertTrue(header.contains("/* scratch, zeros before the first call: "), header);
  }
}
