package org.tosc.backends.x86.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tosc.backends.x86.cpu.CpuFeatures;
import org.tosc.passes.kernelize.Kernels;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorType;

/// Lanes of two vectors, those that instructions know and any others, are the lanes that the
/// operation names.
class ShufflesTest {
  /// In each quarter, lanes of the first vector from 0 and of the second from 4 on: those that
  /// instructions know, and one that none does.
  private static final int[][] IN_QUADS = {
    {0, 4, 1, 5}, {2, 6, 3, 7}, {0, 1, 4, 5}, {2, 3, 6, 7}, {3, 2, 1, 0}
  };

  @ParameterizedTest
  @EnumSource
  void lanesAreThoseThatAreNamed(InstructionSet set) {
    assumeTrue(
        set.missing(CpuFeatures.host()) == null,
        () -> "not checked: this CPU has no " + set.missing(CpuFeatures.host()));
    for (int lanes = 4; lanes <= set.lanes(); lanes *= 2) {
      List<int[]> all = shuffles(lanes);
      for (int i = 0; i < all.size(); i++) {
        boolean isKnown = i < IN_QUADS.length - 1;
        if (isKnown || set.hasMaskRegisters()) {
          check(set, all.get(i));
        } else {
          int[] chosen = all.get(i);
          assertThrows(NoCode.class, () -> check(set, chosen));
        }
      }
    }
  }

  private static List<int[]> shuffles(int lanes) {
    List<int[]> all = new ArrayList<>();
    for (int[] quad : IN_QUADS) {
      all.add(
          IntStream.range(0, lanes)
              .map(i -> i / 4 * 4 + quad[i % 4] % 4 + quad[i % 4] / 4 * lanes)
              .toArray());
    }
    Random random = new Random(lanes);
    for (int round = 0; round < 8; round++) {
      int[] quads = random.ints(lanes / 4, 0, lanes / 4).toArray();
      all.add(
          IntStream.range(0, lanes)
              .map(i -> quads[i / 4] * 4 + i % 4 + i / (lanes / 2) * lanes)
              .toArray());
      all.add(random.ints(lanes, 0, 2 * lanes).toArray());
    }
    return all;
  }

  private static void check(InstructionSet set, int[] chosen) {
    int lanes = chosen.length;
    String text =
        """
        func @f(%%0: buffer<[?] x f32, global>, %%1: buffer<[?] x f32, global>,
            %%2: buffer<[?] x f32, global>) -> () {ins = 2, outs = 1, sizes = [%d, %d, %d]} {
          %%3 = core.const {value = 0} : i32
          %%4 = kernel.vload(%%0, %%3) {bounds = "proved"} : vector<%dxf32>
          %%5 = kernel.vload(%%1, %%3) {bounds = "proved"} : vector<%dxf32>
          %%6 = core.shuffle(%%4, %%5) {lanes = %s}
          kernel.vstore(%%2, %%6, %%3) {bounds = "proved"}
          core.return
        }
        """
            .formatted(lanes, lanes, lanes, lanes, lanes, Arrays.toString(chosen));
    List<Function> loops = List.of(Kernels.function(text));
    double[] x = IntStream.range(0, lanes).mapToDouble(i -> i).toArray();
    double[] y = IntStream.range(lanes, 2 * lanes).mapToDouble(i -> i).toArray();
    long[] shape = {lanes};
    List<OracleTensor> operands =
        List.of(OracleTensor.reals(Scalar.F32, shape, x), OracleTensor.reals(Scalar.F32, shape, y));
    List<TensorType> results = List.of(TensorType.of(Scalar.F32, lanes));
    OracleTensor found = new NativeKernel(loops, set).run(operands, results, true).getFirst();
    for (int i = 0; i < lanes; i++) {
      assertEquals(chosen[i], found.real(i), () -> Arrays.toString(chosen) + " of " + set);
    }
  }
}
