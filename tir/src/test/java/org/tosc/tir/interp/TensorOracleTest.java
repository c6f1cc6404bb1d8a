package org.tosc.tir.interp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorOp;

/// The oracle against results that follow from the definitions by hand, or that are tabulated
/// (Abramowitz and Stegun for erf; NumPy 2 for broadcasting, indexing and integer division).
final class TensorOracleTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          add | f32[2, 2]: 1 2 3 4; f32[2]: 10 20 | | f32[2, 2]: 11 22 13 24
          add | f32[2, 1]: 1 2; f32[1, 3]: 10 20 30 | | f32[2, 3]: 11 21 31 12 22 32
          add | i64[1]: 9007199254740993; i64[1]: 2 | | i64[1]: 9007199254740995
          add | i1[2]: 1 1; i1[2]: 1 0 | | i64[2]: 2 1
          add | f16[1]: 2048; f16[1]: 1 | | f16[1]: 2048
          mul | f32[1]: 16777217; f32[1]: 1 | | f32[1]: 16777216
          div | i64[2]: 1 7; i64[2]: 2 -2 | | f32[2]: 0.5 -3.5
          div | f32[2]: 1 -1; f32[]: 0 | | f32[2]: inf -inf
          mod | i64[4]: 7 -7 7 -7; i64[4]: 3 3 -3 -3 | | i64[4]: 1 2 -2 -1
          mod | f32[4]: 7 -7 7 -7; f32[4]: 3 3 -3 -3 | | f32[4]: 1 2 -2 -1
          floordiv | i64[4]: 7 -7 7 -7; i64[4]: 3 3 -3 -3 | | i64[4]: 2 -3 -3 2
          floordiv | f32[4]: 7 -7 7 -7; f32[4]: 3 3 -3 -3 | | f32[4]: 2 -3 -3 2
          pow | i64[3]: 2 -3 0; i64[3]: 10 3 0 | | i64[3]: 1024 -27 1
          pow | f32[2]: 2 9; f32[]: 0.5 | | f32[2]: 1.4142135 3
          min | f32[3]: 1 nan -0.0; f32[3]: 2 0 0 | | f32[3]: 1 nan -0.0
          lt | f32[3]: 1 nan 3; i64[]: 2 | | i1[3]: 1 0 0
          ne | f32[2]: nan 1; f32[2]: nan 1 | | i1[2]: 1 0
          and | i8[2]: 12 -1; i8[2]: 10 7 | | i8[2]: 8 7
          xor | i1[4]: 0 0 1 1; i1[4]: 0 1 0 1 | | i1[4]: 0 1 1 0
          where | i1[2]: 1 0; f32[2]: 1 2; f32[]: 9 | | f32[2]: 1 9
          not | u8[2]: 0 255 | | u8[2]: 255 0
          not | i8[2]: 0 -1 | | i8[2]: -1 0
          abs | f32[2]: -0.0 -3 | | f32[2]: 0 3
          sign | f32[3]: -2 0 nan | | f32[3]: -1 0 nan
          round | f32[4]: 0.5 1.5 2.5 -0.5 | | f32[4]: 0 2 2 -0.0
          clip | f32[3]: -1 0.5 3 | min=0, max=1 | f32[3]: 0 0.5 1
          clip | i64[3]: -1 0 3 | max=2 | i64[3]: -1 0 2
          sqrt | f32[2]: 2 -1 | | f32[2]: 1.4142135 nan
          sigmoid | f64[3]: 0 inf -inf | | f64[3]: 0.5 1 0
          relu | f32[3]: -1 2 nan | | f32[3]: 0 2 nan
          exp | i64[1]: 1 | | f32[1]: 2.7182817
          reduce_sum | f32[2, 3]: 1 2 3 4 5 6 | | f32[]: 21
          reduce_sum | f32[2, 3]: 1 2 3 4 5 6 | axis=[0] | f32[3]: 5 7 9
          reduce_sum | f32[2, 3]: 1 2 3 4 5 6 | axis=[1], keepdims=true | f32[2, 1]: 6 15
          reduce_sum | f32[4]: 1e8 1 1 -1e8 | | f32[]: 2
          reduce_sum | f32[0]: | | f32[]: 0
          reduce_mean | i64[4]: 1 2 3 4 | | f32[]: 2.5
          reduce_prod | f32[2, 2]: 1 2 3 4 | axis=[-1] | f32[2]: 2 12
          reduce_max | f32[3]: 1 nan 3 | | f32[]: nan
          reduce_min | i64[2, 2]: 4 3 2 1 | axis=[0] | i64[2]: 2 1
          reduce_any | f32[2, 2]: 0 0 0 nan | axis=[1] | i1[2]: 0 1
          reduce_all | f32[0]: | | i1[]: 1
          norm | f32[2]: 3 4 | | f32[]: 5
          argmax | f32[2, 3]: 1 3 3 6 5 4 | axis=[1] | i64[2]: 1 0
          argmax | f32[3]: 1 nan 3 | | i64[]: 1
          argmin | f32[2, 2]: 4 3 1 2 | | i64[]: 2
          cumsum | f32[2, 2]: 1 2 3 4 | axis=0 | f32[2, 2]: 1 2 4 6
          sort | f32[4]: 3 nan 1 2 | | f32[4]: 1 2 3 nan
          sort | i64[2, 2]: 1 2 4 3 | descending=true | i64[2, 2]: 2 1 4 3
          matmul | f32[2, 2]: 1 2 3 4; f32[2, 2]: 5 6 7 8 | | f32[2, 2]: 19 22 43 50
          matmul | f32[2]: 1 2; f32[2, 2]: 5 6 7 8 | | f32[2]: 19 22
          matmul | f32[2, 2]: 1 2 3 4; f32[2]: 5 6 | | f32[2]: 17 39
          matmul | f32[2]: 1 2; f32[2]: 5 6 | | f32[]: 17
          matmul | f32[2, 1, 2]: 1 2 3 4; f32[2, 1]: 5 6 | | f32[2, 1, 1]: 17 39
          matmul | i8[1, 2]: 100 100; i8[2, 1]: 100 100 | | i64[1, 1]: 20000
          outer | f32[2]: 1 2; f32[3]: 3 4 5 | | f32[2, 3]: 3 4 5 6 8 10
          det | f32[2, 2]: 1 2 3 4 | | f32[]: -2
          det | f32[3, 3]: 0 1 0 1 0 0 0 0 1 | | f32[]: -1
          inv | f32[2, 2]: 1 2 3 4 | | f32[2, 2]: -2 1 1.5 -0.5
          solve | f32[2, 2]: 2 0 0 4; f32[2]: 1 1 | | f32[2]: 0.5 0.25
          solve | f32[2, 2]: 0 1 1 0; f32[2, 1]: 3 4 | | f32[2, 1]: 4 3
          trace | i64[2, 2]: 1 2 3 4 | | i64[]: 5
          tril | f32[2, 3]: 1 2 3 4 5 6 | | f32[2, 3]: 1 0 0 4 5 0
          triu | f32[2, 3]: 1 2 3 4 5 6 | k=1 | f32[2, 3]: 0 2 3 0 0 6
          transpose | f32[2, 3]: 1 2 3 4 5 6 | | f32[3, 2]: 1 4 2 5 3 6
          transpose | f32[1, 2, 2]: 1 2 3 4 | perm=[1, 0, 2] | f32[2, 1, 2]: 1 2 3 4
          reshape | f32[2, 3]: 1 2 3 4 5 6 | shape=[-1, 2] | f32[3, 2]: 1 2 3 4 5 6
          broadcast | f32[2, 1]: 1 2 | shape=[2, 2, 2] | f32[2, 2, 2]: 1 1 2 2 1 1 2 2
          concat | f32[1, 2]: 1 2; i64[1, 1]: 3 | axis=1 | f32[1, 3]: 1 2 3
          stack | f32[2]: 1 2; f32[2]: 3 4 | axis=1 | f32[2, 2]: 1 3 2 4
          slice | f32[5]: 0 1 2 3 4 | starts=[1], ends=[-1], steps=[2] | f32[2]: 1 3
          slice | f32[5]: 0 1 2 3 4 | steps=[-1] | f32[5]: 4 3 2 1 0
          slice | f32[5]: 0 1 2 3 4 | starts=[3], ends=[0], steps=[-2] | f32[2]: 3 1
          select | f32[2, 2]: 1 2 3 4 | index=-1, axis=1 | f32[2]: 2 4
          gather | f32[3, 2]: 1 2 3 4 5 6; i64[2]: -1 0 | | f32[2, 2]: 5 6 1 2
          gather | f32[2, 3]: 1 2 3 4 5 6; i64[1, 2]: 2 0 | axis=1 | f32[2, 1, 2]: 3 1 6 4
          scatter_add | f32[3, 1]: 1 2 4; i64[3]: 0 2 0 | size=3 | f32[3, 1]: 5 0 2
          embedding | f32[2, 2]: 1 2 3 4; i64[3]: 1 0 1 | | f32[3, 2]: 3 4 1 2 3 4
          one_hot | i64[2]: 1 0 | depth=2 | f32[2, 2]: 0 1 1 0
          softmax | f64[2]: 0 0 | | f64[2]: 0.5 0.5
          softmax | f32[2]: 1000 -1000 | | f32[2]: 1 0
          log_softmax | f32[2]: 1000 -1000 | | f32[2]: 0 -2000
          layernorm | f64[2]: 1 3 | eps=0 | f64[2]: -1 1
          layernorm | f64[2]: 1 3; f64[2]: 2 3; f64[2]: 10 20 | eps=0 | f64[2]: 8 23
          rmsnorm | f64[2]: 3 4; f64[2]: 1 2 | eps=-11.5 | f64[2]: 3 8
          rope | f64[1, 2]: 3 5 | | f64[1, 2]: 3 5
          attention | f32[1, 2]: 1 0; f32[2, 2]: 0 0 0 0; f32[2, 1]: 2 4 | | f32[1, 1]: 3
          attention | f32[2, 1]: 1 1; f32[2, 1]: 0 0; f32[2, 1]: 2 4 | causal=true | f32[2, 1]: 2 3
          attention | f32[1, 1]: 1; f32[2, 1]: 0 0; f32[2, 1]: 2 4; i1[2]: 0 1 | | f32[1, 1]: 4
          attention | f32[1, 1]: 1; f32[2, 1]: 0 0; f32[2, 1]: 2 4; i1[2]: 0 0 | | f32[1, 1]: 0
          attention | f32[1, 2]: 0 0; f32[1, 1]: 0; f32[1, 1]: 7 | heads=2, kv_heads=1 | f32[1, 2]: 7 7
          conv2d | f32[1, 2, 2, 1]: 1 2 3 4; f32[1, 1, 1, 1]: 2; f32[1]: 1 | | f32[1, 2, 2, 1]: 3 5 7 9
          conv2d | f32[1, 2, 2, 1]: 1 2 3 4; f32[1, 2, 2, 1]: 1 10 100 1000 | | f32[1, 1, 1, 1]: 4321
          conv2d | f32[1, 1, 3, 1]: 1 2 3; f32[1, 1, 3, 1]: 1 1 1 | padding="same" | f32[1, 1, 3, 1]: 3 6 5
          conv2d | f32[1, 1, 1, 2]: 3 4; f32[2, 1, 1, 1]: 10 100 | groups=2 | f32[1, 1, 1, 2]: 30 400
          pool | f32[1, 2, 2, 1]: 1 2 3 4 | | f32[1, 1, 1, 1]: 4
          pool | f32[1, 1, 2, 2]: 1 2 3 4 | layout="nchw", kind="avg", window=[2], padding=[1] | f32[1, 1, 2, 2]: 1 2 3 4
          dropout | f32[2]: 1 2 | train=false | f32[2]: 1 2
          mse_loss | f32[2]: 1 2; f32[2]: 3 5 | | f32[]: 6.5
          ce_loss | f64[1, 2]: 0 0; i64[1]: 1 | | f64[]: 0.6931471805599453
          cast | f32[3]: 1.9 -1.9 0.4 | dtype=i64 | i64[3]: 1 -1 0
          cast | f32[2]: nan 0 | dtype=i1 | i1[2]: 1 0
          cast | f32[3]: 0.3 464 465 | dtype=f8e4m3 | f8e4m3[3]: 0.3125 448 nan
          cast | i64[1]: 16777217 | dtype=f32 | f32[1]: 16777216
          literal | | shape=[2], data=[1, 2.5] | f32[2]: 1 2.5
          full | | shape=[2], value=3, dtype=i64 | i64[2]: 3 3
          iota | | n=3, start=1, step=0.5 | f32[3]: 1 1.5 2
          eye | | n=2 | f32[2, 2]: 1 0 0 1
          """)
  void means(String op, String operands, String attributes, String expected) {
    List<OracleTensor> found =
        OracleNotation.apply(op, OracleNotation.tensors(operands), attributes);
    assertEquals(OracleNotation.tensors(expected), found);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          add | i8[1]: 100; i8[1]: 100 | | OverflowError
          add | i64[1]: 9223372036854775807; i64[1]: 1 | | OverflowError
          mod | i64[1]: 1; i64[1]: 0 | | ZeroDivisionError
          pow | i64[1]: 2; i64[1]: -1 | | ValueError
          gather | f32[2]: 1 2; i64[1]: 2 | | IndexError
          select | f32[2]: 1 2 | index=2 | IndexError
          inv | f32[2, 2]: 1 2 2 4 | | ValueError
          cast | f32[1]: 300 | dtype=u8 | OverflowError
          cast | f32[1]: nan | dtype=i64 | OverflowError
          matmul | f32[2]: 1 2; f32[3]: 1 2 3 | | ShapeError
          and | f32[1]: 1; f32[1]: 1 | | DTypeError
          ce_loss | f32[1, 2]: 1 2; i64[1]: 2 | | IndexError
          """)
  void raises(String op, String operands, String attributes, String kind) {
    GuestFault fault =
        assertThrows(
            GuestFault.class,
            () -> OracleNotation.apply(op, OracleNotation.tensors(operands), attributes));
    assertEquals(kind, fault.kind());
  }

  @Test
  void splitsAndPicksTheGreatest() {
    OracleTensor x = OracleNotation.tensor("f32[2, 3]: 3 1 2 4 6 5");
    assertEquals(
        OracleNotation.tensors("f32[2, 1]: 3 4; f32[2, 2]: 1 2 6 5"),
        OracleNotation.apply("split", List.of(x), "axis=1, sizes=[1, 2]"));
    assertEquals(
        OracleNotation.tensors("f32[2, 2]: 3 2 6 5; i64[2, 2]: 0 2 1 2"),
        OracleNotation.apply("topk", List.of(x), "k=2"));
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, 0.1124629160182849",
    "0.5, 0.5204998778130465",
    "1, 0.8427007929497149",
    "1.5, 0.9661051464753108",
    "2, 0.9953222650189527",
    "2.5, 0.9995930479825550",
    "-3, -0.9999779095030014"
  })
  void knowsTheErrorFunction(double x, double expected) {
    assertEquals(expected, SpecialFunctions.erf(x), 2 * Math.ulp(expected));
  }

  @Test
  void knowsSmallTailsOfTheNormalDistribution() {
    assertEquals(-4.976768459417427e-15, SpecialFunctions.gelu(-8), 1e-30);
    assertEquals(-7.619853024160526e-23, SpecialFunctions.gelu(-10), 1e-37);
  }

  @Test
  void rotatesByPosition() {
    OracleTensor x = OracleNotation.tensor("f64[2, 2]: 1 0 1 0");
    double[] turned = OracleNotation.apply("rope", List.of(x), "").getFirst().reals();
    assertArrayEquals(new double[] {1, 0, Math.cos(1), Math.sin(1)}, turned, 1e-15);
  }

  /// The first outputs of Vigna's splitmix64.c for seed 1234567.
  @Test
  void randomWordsAreThoseOfSplitMix() {
    OracleTensor made =
        OracleNotation.apply("rand", List.of(), "shape=[3], seed=1234567, dtype=f64").getFirst();
    double[] expected = new double[3];
    long[] words = {6457827717110365317L, 3203168211198807973L, -8629252141511181193L};
    for (int i = 0; i < 3; i++) {
      expected[i] = (words[i] >>> 11) * 0x1p-53;
    }
    assertArrayEquals(expected, made.reals());
  }

  @Test
  void normalNumbersHaveMeanZeroAndVarianceOne() {
    double[] made =
        OracleNotation.apply("randn", List.of(), "shape=[10000], seed=7").getFirst().reals();
    double mean = java.util.Arrays.stream(made).average().orElseThrow();
    double variance = java.util.Arrays.stream(made).map(x -> x * x).average().orElseThrow();
    assertEquals(0, mean, 0.03);
    assertEquals(1, variance, 0.05);
  }

  /// Every number of the narrow formats, and halfway points, against the definition of nearest
  /// even.
  @Test
  void roundsToNearestEven() {
    for (double low = 0, step = 0x1p-9; low < 448; low += step) {
      step = low >= 0x1p-6 ? Math.scalb(1.0, Math.getExponent(low) - 3) : 0x1p-9;
      double middle = low + step / 2;
      boolean lowIsEven = (long) (low / step) % 2 == 0;
      assertEquals(low, Rounding.round(Scalar.F8E4M3, low));
      assertEquals(lowIsEven ? low : low + step, Rounding.round(Scalar.F8E4M3, middle));
      assertEquals(low, Rounding.round(Scalar.F8E4M3, Math.nextDown(middle)));
      assertEquals(low + step, Rounding.round(Scalar.F8E4M3, Math.nextUp(middle)));
    }
    double[] fp4 = {0, 0.25, 0.26, 0.75, 1.25, 1.75, 2.5, 3.5, 5, 5.1, 100};
    double[] nearest = {0, 0, 0.5, 1, 1, 2, 2, 4, 4, 6, 6};
    for (int i = 0; i < fp4.length; i++) {
      assertEquals(nearest[i], Rounding.e2m1(fp4[i]));
    }
  }

  @Test
  void halfPrecisionAgreesWithTheJdk() {
    for (int bits = 0; bits < 0x10000; bits += 7) {
      float exact = Float.float16ToFloat((short) bits);
      double between = (exact + 1e-9 * exact) * 1.0003;
      float narrow = (float) between;
      double expected = Float.float16ToFloat(Float.floatToFloat16(narrow));
      assertEquals(expected, Rounding.round(Scalar.F16, narrow), "of " + narrow);
    }
  }

  @Test
  void blocksHoldWhatTheirFormatsCan() {
    double[] x = new double[32];
    for (int i = 0; i < 32; i++) {
      x[i] = i - 16;
    }
    OracleTensor block = OracleTensor.reals(Scalar.F32, new long[] {32}, x);
    OracleTensor q8 = OracleNotation.apply("quantize", List.of(block), "").getFirst();
    assertEquals(Scalar.Q8_0, q8.element());
    for (int i = 0; i < 32; i++) {
      assertEquals(x[i], q8.real(i), 16.0 / 127 / 2 * 1.001);
    }
    List<OracleTensor> i8 = OracleNotation.apply("quantize", List.of(block), "format=\"i8\"");
    assertEquals(-127, i8.get(0).integer(0));
    OracleTensor back = TensorOracle.apply(TensorOp.DEQUANTIZE, i8, Attributes.NONE).getFirst();
    assertEquals(-16, back.real(0), 1e-5);
  }
}
