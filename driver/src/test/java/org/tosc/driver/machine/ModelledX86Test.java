package org.tosc.driver.machine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tosc.backends.api.ArrayCode;
import org.tosc.backends.api.KernelTarget;
import org.tosc.backends.api.Loading;
import org.tosc.backends.x86.X86Kernels;
import org.tosc.backends.x86.code.InstructionSet;
import org.tosc.driver.Optimizer;
import org.tosc.driver.Programs;
import org.tosc.passes.kernelize.Kernelize;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.source.Source;
import org.tosc.tir.text.Reader;

/// Kernels on the model give the bits that they give on the CPU.
class ModelledX86Test {
  private static Module module(String text) {
    return switch (Reader.read(new Source("model.tir", text))) {
      case Reader.Result.Read(var module) -> module;
      case Reader.Result.Refused refused -> throw new AssertionError(refused.diagnostic());
    };
  }

  private static KernelTarget cpu() {
    X86Kernels cpu = new X86Kernels();
    String obstacle = cpu.obstacle();
    assumeTrue(obstacle == null, () -> "not checked: " + obstacle);
    assumeTrue(
        cpu.instructions() == InstructionSet.AVX512_VNNI,
        () -> "not checked: this CPU has other instructions than the model");
    return cpu;
  }

  private static List<byte[]> results(Module module, KernelTarget kernels, int threads) {
    Loading loading = Loading.PLAIN.withThreads(threads).withKernels(kernels);
    Module optimised = Optimizer.standard(module, "x86_64");
    ArrayCode code = Programs.loadAsItIs(optimised, "x86_64", loading).arrays("f");
    Function f = Objects.requireNonNull(optimised.function("f"));
    List<Type> types = new ArrayList<>();
    f.params().forEach(p -> types.add(p.type()));
    types.addAll(f.results());
    SplittableRandom random = new SplittableRandom(11);
    Object[] arrays = new Object[types.size()];
    for (int i = 0; i < arrays.length; i++) {
      arrays[i] = code.allocate(i);
      if (i < f.params().size()) {
        fill((MemorySegment) arrays[i], (TensorType) types.get(i), random);
      }
    }
    code.call(arrays);
    code.call(arrays); // what is left of a call must not change the next one
    List<byte[]> bytes = new ArrayList<>();
    for (int i = f.params().size(); i < arrays.length; i++) {
      bytes.add(((MemorySegment) arrays[i]).toArray(ValueLayout.JAVA_BYTE));
    }
    return bytes;
  }

  private static void fill(MemorySegment memory, TensorType type, SplittableRandom random) {
    boolean isBlocks = type.element().text().startsWith("q");
    for (long at = 0; at + 4 <= memory.byteSize(); at += 4) {
      int half = Float.floatToFloat16((float) random.nextDouble(0.01, 0.1)) & 0xFFFF;
      int bits =
          isBlocks
              ? half << 16 | half // blocks begin with their scale, at any even byte
              : Float.floatToIntBits((float) random.nextGaussian());
      memory.set(ValueLayout.JAVA_INT_UNALIGNED, at, bits);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          %0: tensor<[7, 33] x f32>                                     | tensor<[7, 33] x f32>  | tensor.softmax(%0)
          %0: tensor<[19, 45] x f32>                                    | tensor<[19, 45] x f32> | tensor.gelu(%0)
          %0: tensor<[40, 70] x f32>, %1: tensor<[70, 50] x f32>        | tensor<[40, 50] x f32> | tensor.matmul(%0, %1)
          %0: tensor<[1, 300] x f32>, %1: tensor<[300, 170] x f32>      | tensor<[1, 170] x f32> | tensor.matmul(%0, %1)
          %0: tensor<[2, 9, 16] x f32>, %1: tensor<[2, 9, 16] x f32>, %2: tensor<[2, 9, 16] x f32> | tensor<[2, 9, 16] x f32> | tensor.attention(%0, %1, %2) {causal = true}
          """)
  void theSameBitsAsOnTheCpu(String parameters, String result, String operation) {
    int n = parameters.split("%", -1).length - 1;
    Module module =
        module(
            """
            func @f(%s) -> (%s) {
              %%%d = %s
              core.return(%%%d)
            }
            """
                .formatted(parameters.strip(), result.strip(), n, operation.strip(), n));
    List<byte[]> expected = results(module, cpu(), 1);
    for (int threads : new int[] {1, 3}) {
      List<byte[]> found = results(module, ModelledX86.kernels(), threads);
      assertEquals(expected.size(), found.size());
      for (int i = 0; i < found.size(); i++) {
        assertArrayEquals(expected.get(i), found.get(i), operation + ", threads: " + threads);
      }
    }
  }

  @Test
  void onlyTheTargetThatHasOneHasAModel() {
    assertEquals(null, Programs.model("jvm"));
    assertEquals(null, Programs.model("interp"));
    KernelTarget model = Objects.requireNonNull(Programs.model("x86_64"));
    assertEquals(null, model.obstacle());
    assertEquals("x86_64", model.name());
  }

  @Test
  void accessesOutsideOfBuffersAreFaultsOfOurs() throws Throwable {
    // The kernel is compiled for 32 elements and gets buffers of 16.
    Module module =
        module(
            """
            func @f(%0: tensor<[32] x f32>) -> (tensor<[32] x f32>) {
              %1 = tensor.relu(%0)
              core.return(%1)
            }
            """);
    var made = Kernelize.kernel("k", Objects.requireNonNull(module.function("f")));
    Function nests =
        switch (made) {
          case Kernelize.Outcome.Made(Function f) -> f;
          case Kernelize.Outcome.Refused(String why) -> throw new AssertionError(why);
        };
    var kernel =
        switch (ModelledX86.kernels().compile(nests, 1)) {
          case KernelTarget.Outcome.Made(var k) -> k;
          case KernelTarget.Outcome.Refused(String why) -> throw new AssertionError(why);
        };
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment in = arena.allocate(64);
      MemorySegment out = arena.allocate(64);
      IllegalStateException fault =
          assertThrows(IllegalStateException.class, () -> kernel.entry().onAny().invoke(in, out));
      String told = String.valueOf(fault.getMessage());
      assertTrue(told.startsWith("a kernel on the model: MEMORY at 0x"), told);
    }
  }
}
