package org.tosc.backends.jvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tosc.backends.api.Capability;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Scalar;

/// Vectors, compiled against interpreted bit by bit.
class VectorTest {
  private static final double[] EDGES = {
    0,
    -0.0,
    1,
    -1.5,
    0x1p-149,
    -0x1.8p-140,
    0x1p-126,
    0x1.fffffep127,
    1.0 / 0,
    -1.0 / 0,
    0.0 / 0,
    0x1p24,
    16777217,
    3e-320,
    1e300
  };

  private static OracleTensor reals(Scalar type, int n, long seed) {
    Random random = new Random(seed);
    double[] all = new double[n];
    Arrays.setAll(
        all,
        i ->
            random.nextInt(4) == 0
                ? EDGES[random.nextInt(EDGES.length)]
                : Math.scalb(random.nextGaussian(), random.nextInt(20) - 10));
    if (type == Scalar.F32) {
      Arrays.setAll(all, i -> (float) all[i]);
    }
    return OracleTensor.reals(type, new long[] {n}, all);
  }

  private static OracleTensor integers(Scalar type, int n, long seed) {
    Random random = new Random(seed);
    long[] all = new long[n];
    Arrays.setAll(all, i -> random.nextInt() >> random.nextInt(32));
    return OracleTensor.integers(type, new long[] {n}, all);
  }

  private static Object[] inputs(int n, long seed) {
    return new Object[] {
      reals(Scalar.F32, n, seed),
      integers(Scalar.I32, n, seed + 1),
      reals(Scalar.F64, n, seed + 2),
      integers(Scalar.I64, n, seed + 3)
    };
  }

  @Test
  void generatedFunctionsAgree() {
    Set<String> used = new TreeSet<>();
    for (long seed = 0; seed < 150; seed++) {
      String text = new VectorMaker(seed).function();
      int n = (int) (seed * 7 % 45);
      Tiles.agreeWhole(Programs.read(text), 1, "f", inputs(n, seed));
      used.addAll(Arrays.asList(text.split("[^a-z_.0-9]+")));
    }
    for (String op :
        new String[] {"ldexp", "bitcast", "cast", "select", "reduce_add", "not", "xor"}) {
      assertTrue(used.contains("core." + op), op);
    }
  }

  /// Long enough for the JIT, which has its own idea of each operation.
  @Test
  void generatedFunctionsAgreeWhenTheyAreHot() {
    for (long seed = 1000; seed < 1004; seed++) {
      String text = new VectorMaker(seed).function();
      Tiles.agreeWhole(Programs.read(text), 60, "f", inputs(3001, seed));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, ''",
    "2, 0, ''",
    "3, 0, IndexError: index 10 on axis 0 of a view of [10]",
    "-1, 0, IndexError: index -1 on axis 0 of a view of [10]",
    "0, 11, IndexError: index 11 on axis 0 of a view of [10]",
    "0, 2147483647, IndexError: index 2147483647 on axis 0 of a view of [10]",
  })
  void whatLiesOutsideIsRefused(long from, long to, String error) {
    String text =
        """
        func @f(%0: tensor<[10] x f32>, %1: i32, %2: i32) -> (tensor<[10] x f32>) {
          %3 = kernel.from_tensor(%0) : buffer<[10] x f32, global>
          %4 = kernel.vload(%3, %1) : vector<8xf32>
          %5 = core.const {value = 2} : vector<8xf32>
          %6 = core.mul(%4, %5)
          kernel.vstore(%3, %6, %2)
          %7 = kernel.to_tensor(%3) : tensor<[10] x f32>
          core.return(%7)
        }
        """;
    String shown =
        Tiles.agreeWhole(Programs.read(text), 1, "f", reals(Scalar.F32, 10, 1), from, to);
    assertTrue(error.isEmpty() ? !shown.contains("Error") : shown.contains(error), shown);
  }

  @ParameterizedTest
  @CsvSource({"7, 3, 0", "9, 1, 9", "50, 0, 50", "8, 3, 0", "-1, 1, 0", "0, 8, 3"})
  void lanesBehindTheMaskAreNotTouched(long from, long count, long to) {
    String text =
        """
        func @f(%0: tensor<[10] x i64>, %1: i32, %2: i32, %3: i32) -> (tensor<[10] x i64>) {
          %4 = kernel.from_tensor(%0) : buffer<[10] x i64, global>
          %5 = core.lanes_below(%3) : vector<8xi1>
          %6 = kernel.vload(%4, %1, %5) : vector<8xi64>
          kernel.vstore(%4, %6, %2, %5)
          %7 = kernel.to_tensor(%4) : tensor<[10] x i64>
          core.return(%7)
        }
        """;
    Module module = Programs.read(text);
    Tiles.agreeWhole(module, 1, "f", integers(Scalar.I64, 10, 4), from, to, count);
  }

  /// Views that begin inside their array, of parameters, slots and `if`s.
  @Test
  void viewsOfManyOrigins() {
    String text =
        """
        func @part(%0: buffer<[?] x f32, global>, %1: i32, %2: i64) -> (f32) {
          %3 = kernel.load(%0, %1) {bounds = "proved"}
          %4 = kernel.load(%0, %2) {bounds = "proved"}
          %5 = core.add(%3, %4)
          kernel.store(%0, %5, %1) {bounds = "proved"}
          %6 = kernel.vload(%0, %1) {bounds = "proved"} : vector<4xf32>
          %7 = core.reduce_add(%6)
          core.return(%7)
        }
        func @f(%0: tensor<[20] x f32>, %1: i64, %2: i32) -> (f32, f32, tensor<[20] x f32>) {
          %3 = kernel.from_tensor(%0) : buffer<[20] x f32, global>
          %4 = kernel.slice(%3, %1, %1) : buffer<[?] x f32, global>
          %18 = core.const {value = 3} : i64
          %5 = core.call(%4, %2, %18) {callee = @part} : f32
          %6 = core.slot(%4) : slot<buffer<[?] x f32, global>>
          %7 = core.const {value = 6} : i64
          %8 = core.const {value = 8} : i64
          %9 = core.lt(%1, %7)
          %10 = core.if(%9) : buffer<[?] x f32, global> {
            %11 = kernel.slice(%3, %8, %7) : buffer<[?] x f32, global>
            core.slot_set(%6, %11)
            core.yield(%11)
          } {
            core.yield(%4)
          }
          %12 = core.slot_get(%6)
          %13 = kernel.vload(%12, %2) : vector<4xf32>
          %14 = kernel.vload(%10, %2) : vector<4xf32>
          %15 = core.mul(%13, %14)
          %16 = core.reduce_add(%15)
          %17 = kernel.to_tensor(%3) : tensor<[20] x f32>
          core.return(%5, %16, %17)
        }
        """;
    for (long start : new long[] {5, 6, 7}) {
      OracleTensor x =
          OracleTensor.reals(
              Scalar.F32, new long[] {20}, Arrays.stream(new double[20]).map(v -> v + 1).toArray());
      Tiles.agreeWhole(Programs.read(text), 1, "f", x, start, 1L);
    }
  }

  @Test
  void theEngineSaysWhatItHas() {
    assertTrue(new JvmEngine().capabilities().contains(Capability.VECTOR));
    String wide = "func @f(%0: vector<64xf32>) -> () { core.return }";
    var refusal = assertThrows(IllegalArgumentException.class, () -> Programs.load(wide));
    assertEquals(
        "the jvm engine has vectors of 64 to 512 bits, found vector<64xf32>", refusal.getMessage());
  }

  @Test
  void functionsOfVectorsAreNotCut() {
    StringBuilder body = new StringBuilder();
    for (int i = 1; i < 3000; i++) {
      body.append("%%%d = core.add(%%%d, %%%d)\n".formatted(i, i - 1, i - 1));
    }
    String text =
        "func @f(%0: vector<4xf32>) -> (vector<4xf32>) {\n" + body + "core.return(%2999) }";
    var refusal = assertThrows(IllegalArgumentException.class, () -> Programs.load(text));
    assertEquals("@f computes with vectors and is too large for one method", refusal.getMessage());
  }
}
