package org.tosc.driver.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tosc.backends.api.ArrayCode;
import org.tosc.backends.api.Loading;
import org.tosc.driver.Optimizer;
import org.tosc.driver.Programs;
import org.tosc.passes.kernelize.Kernelize;
import org.tosc.passes.lower.Lower;
import org.tosc.passes.lower.Machine;
import org.tosc.tir.ir.Cost;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Source;
import org.tosc.tir.text.Reader;

/// Kernels give the same bits with any number of threads: of the sizes here, all are shared out.
class ThreadsTest {
  private static final int CALLS = Integer.getInteger("calls", 4);

  static List<String> functions() {
    return List.of(
        """
        func @f(%0: tensor<[101, 90] x f32>, %1: tensor<[90, 130] x f32>, %2: tensor<[130] x f32>) -> (tensor<[101, 130] x f32>) {
          %3 = tensor.matmul(%0, %1)
          %4 = tensor.add(%3, %2)
          %5 = tensor.gelu(%4)
          core.return(%5)
        }
        """,
        """
        func @f(%0: tensor<[50, 640] x f32>, %1: tensor<[333, 640] x f32>) -> (tensor<[50, 333] x f32>) {
          %2 = tensor.cast(%1) {dtype = type bf16}
          %3 = tensor.cast(%2) {dtype = type f32}
          %4 = tensor.transpose(%3) {perm = [1, 0]}
          %5 = tensor.matmul(%0, %4)
          core.return(%5)
        }
        """,
        """
        func @f(%0: tensor<[1, 1900] x f32>, %1: tensor<[1900, 1000] x f32>) -> (tensor<[1, 1000] x f32>) {
          %2 = tensor.matmul(%0, %1)
          core.return(%2)
        }
        """,
        """
        func @f(%0: tensor<[5, 70, 24] x f32>, %1: tensor<[5, 70, 24] x f32>, %2: tensor<[5, 70, 24] x f32>) -> (tensor<[5, 70, 24] x f32>) {
          %3 = tensor.attention(%0, %1, %2) {causal = true}
          core.return(%3)
        }
        """,
        """
        func @f(%0: tensor<[200, 200] x f32>, %1: tensor<[200, 24] x f32>) -> (tensor<[200, 24] x f32>) {
          %2 = tensor.softmax(%0)
          %3 = tensor.matmul(%2, %1)
          core.return(%3)
        }
        """,
        """
        func @f(%0: tensor<[101, 301] x f32>, %1: tensor<[301] x f32>, %2: tensor<[301] x f32>) -> (tensor<[101, 301] x f32>) {
          %3 = tensor.layernorm(%0, %1, %2)
          %4 = tensor.softmax(%3)
          core.return(%4)
        }
        """,
        """
        func @f(%0: tensor<[61, 1001] x f32>) -> (tensor<[61, 1001] x f32>, tensor<[1001] x f32>) {
          %1 = tensor.exp(%0)
          %2 = tensor.reduce_sum(%1) {axis = [0]}
          core.return(%1, %2)
        }
        """);
  }

  private static ArrayCode code(Module module, int threads) {
    Loading loading = Loading.PLAIN.withThreads(threads);
    return Programs.loadAsItIs(Optimizer.standard(module, "jvm"), "jvm", loading).arrays("f");
  }

  private static Module module(String text) {
    return switch (Reader.read(new Source("threads.tir", text))) {
      case Reader.Result.Read(var module) -> module;
      case Reader.Result.Refused refused -> throw new AssertionError(refused.diagnostic());
    };
  }

  @ParameterizedTest
  @MethodSource("functions")
  void threadsDoNotChangeResults(String text) {
    Module module = module(text);
    Function f = Objects.requireNonNull(module.function("f"));
    assertTrue(isShared(f));
    List<Cased> all = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(3);
    ArrayCode alone = code(module, 1);
    for (int call = 0; call < CALLS; call++) {
      Cased made = Cased.of(f, random);
      alone.call((Object[]) made.arrays);
      all.add(made);
    }
    for (int threads : new int[] {2, 3, 5}) {
      ArrayCode shared = code(module, threads);
      assertTrue(shared.scratchBytes() >= alone.scratchBytes());
      for (Cased once : all) {
        float[][] again = Arrays.stream(once.arrays).map(float[]::clone).toArray(float[][]::new);
        for (int r = once.inputs; r < again.length; r++) {
          Arrays.fill(again[r], Float.NaN);
        }
        shared.call((Object[]) again);
        for (int r = once.inputs; r < again.length; r++) {
          assertArrayEquals(once.arrays[r], again[r], threads + " threads");
        }
      }
    }
  }

  /// Whether the kernel of a function has a phase of several parts.
  private static boolean isShared(Function f) {
    return Kernelize.kernel("k", f) instanceof Kernelize.Outcome.Made(Function kernel)
        && Objects.requireNonNull(Lower.lower(kernel, Machine.AVX512.withThreads(2))).stream()
            .anyMatch(part -> part.attributes().integer("phase", 1) > 1);
  }

  /// Operands, then results.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Cased(float[][] arrays, int inputs) {
    static Cased of(Function f, SplittableRandom random) {
      List<float[]> arrays = new ArrayList<>();
      for (Value parameter : f.params()) {
        float[] elements = new float[(int) Cost.elements(parameter.type())];
        for (int i = 0; i < elements.length; i++) {
          elements[i] = (float) random.nextDouble(-1, 1);
        }
        arrays.add(elements);
      }
      f.results().forEach(r -> arrays.add(new float[(int) Cost.elements(r)]));
      return new Cased(arrays.toArray(float[][]::new), f.params().size());
    }
  }

  @Test
  void smallKernelsHaveNoScratchForFurtherThreads() {
    Module module =
        module(
            """
            func @f(%0: tensor<[8, 8] x f32>, %1: tensor<[8, 8] x f32>) -> (tensor<[8, 8] x f32>) {
              %2 = tensor.matmul(%0, %1)
              %3 = tensor.softmax(%2)
              core.return(%3)
            }
            """);
    assertEquals(code(module, 1).scratchBytes(), code(module, 4).scratchBytes());
  }
}
