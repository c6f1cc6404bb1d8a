package org.tosc.rt.tensor.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tosc.rt.tensor.Run.assertClose;
import static org.tosc.rt.tensor.Run.assertTensor;
import static org.tosc.rt.tensor.Run.attrs;
import static org.tosc.rt.tensor.Run.fault;
import static org.tosc.rt.tensor.Run.op;
import static org.tosc.rt.tensor.Run.random;
import static org.tosc.rt.tensor.Run.shape;

import java.util.Arrays;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorFault;

final class UnaryTest {
  private static final Map<String, DoubleUnaryOperator> MEANING =
      Map.ofEntries(
          Map.entry("neg", x -> 0 - x),
          Map.entry("abs", x -> x < 0 ? -x : x),
          Map.entry("sign", x -> x > 0 ? 1 : x < 0 ? -1 : 0),
          Map.entry("floor", x -> Math.floor(x)),
          Map.entry("ceil", x -> -Math.floor(-x)),
          Map.entry("relu", x -> x > 0 ? x : 0),
          Map.entry("exp", x -> StrictMath.exp(x)),
          Map.entry("log", x -> StrictMath.log(x)),
          Map.entry("sqrt", x -> StrictMath.sqrt(x)),
          Map.entry("rsqrt", x -> StrictMath.pow(x, -0.5)),
          Map.entry("sin", x -> StrictMath.sin(x)),
          Map.entry("cos", x -> StrictMath.cos(x)),
          Map.entry("tanh", x -> 1 - 2 / (StrictMath.exp(2 * x) + 1)),
          Map.entry("sigmoid", x -> 0.5 + 0.5 * StrictMath.tanh(x / 2)),
          Map.entry("silu", x -> x * (0.5 + 0.5 * StrictMath.tanh(x / 2))));

  private static final double[][] PYTHON_ERF = {
    {-30, -1.0, 2.0},
    {-6.1, -1.0, 2.0},
    {-3.7, -0.9999998328489421, 1.9999998328489421},
    {-2.2, -0.9981371537020182, 1.998137153702018},
    {-1.3, -0.9340079449406524, 1.9340079449406524},
    {-1.0, -0.8427007929497149, 1.842700792949715},
    {-0.85, -0.7706680576083526, 1.7706680576083524},
    {-0.5, -0.5204998778130465, 1.5204998778130465},
    {-1e-09, -1.1283791670955127e-09, 1.0000000011283792},
    {0.0, 0.0, 1.0},
    {1e-20, 1.1283791670955125e-20, 1.0},
    {0.3, 0.3286267594591274, 0.6713732405408726},
    {0.84, 0.7651427114549946, 0.23485728854500548},
    {0.9, 0.7969082124228322, 0.20309178757716786},
    {1.24, 0.9205051842990297, 0.07949481570097033},
    {1.25, 0.9229001282564582, 0.07709987174354177},
    {2.0, 0.9953222650189527, 0.004677734981047265},
    {2.85, 0.9999443437200386, 5.5656279961398957e-05},
    {2.9, 0.9999589021219005, 4.109787809945886e-05},
    {4.5, 0.9999999998033839, 1.9661604415428873e-10},
    {5.9, 0.9999999999999999, 7.190409783550478e-17},
    {26.0, 1.0, 5.663192408856143e-296},
    {27.5, 1.0, 0.0},
  };

  @Test
  void functionsFollowTheirDefinitions() {
    for (var row : MEANING.entrySet()) {
      for (DType dtype : new DType[] {DType.F32, DType.F64, DType.F16}) {
        Tensor x = op("abs", random(3, dtype, 200));
        Tensor in =
            row.getKey().matches("log|sqrt|rsqrt") ? op("add", x, 0.125) : random(4, dtype, 200);
        double[] expected = Arrays.stream(in.toDoubles()).map(row.getValue()).toArray();
        Tensor out = op(row.getKey(), in);
        assertEquals(dtype, out.dtype());
        double tolerance = dtype == DType.F64 ? 1e-15 : dtype == DType.F32 ? 6e-8 : 5e-4;
        assertClose(expected, op("add", out, 0L), tolerance);
      }
    }
  }

  @Test
  void everyHalfIsTheRoundedFunction() {
    long[] shape = {1 << 16};
    double[] values = new double[1 << 16];
    Arrays.setAll(values, p -> DType.F16.decode(p));
    Tensor all = Tensor.ofDoubles(DType.F16, shape, values);
    for (String op : new String[] {"exp", "log", "tanh", "sin", "sqrt"}) {
      double[] found = op(op, all).toDoubles();
      for (int p = 0; p < values.length; p++) {
        double expected =
            switch (op) {
              case "exp" -> StrictMath.exp(values[p]);
              case "log" -> StrictMath.log(values[p]);
              case "tanh" -> StrictMath.tanh(values[p]);
              case "sin" -> StrictMath.sin(values[p]);
              default -> StrictMath.sqrt(values[p]);
            };
        assertEquals(DType.F16.round(expected), found[p], op + p);
      }
    }
  }

  @Test
  void errorFunctionAgreesWithPython() {
    for (double[] row : PYTHON_ERF) {
      assertEquals(row[1], Erf.erf(row[0]), 2 * Math.ulp(row[1]));
      assertEquals(row[2], Erf.erfc(row[0]), 4 * Math.ulp(row[2]));
    }
    assertTrue(Double.isNaN(Erf.erf(Double.NaN)) && Double.isNaN(Erf.erfc(Double.NaN)));
    assertEquals(1, Erf.erf(Double.POSITIVE_INFINITY));
    assertEquals(2, Erf.erfc(Double.NEGATIVE_INFINITY));
    assertClose(new double[] {0.8427007929497149}, op("erf", Tensor.of(1.0)), 6e-8);
  }

  @Test
  void geluHasTwoForms() {
    Tensor x = Tensor.ofDoubles(DType.F64, shape(4), new double[] {-3, -0.5, 0, 2});
    // From the definitions, by Python's math.tanh and math.erf.
    assertClose(
        new double[] {-0.0036373920817729943, -0.15428599017485606, 0.0, 1.954597694087775},
        op("gelu", x),
        1e-15);
    assertClose(
        new double[] {-0.004049694094890287, -0.15426876936299344, 0.0, 1.9544997361036416},
        op("gelu", attrs("approximate", "none"), x),
        1e-15);
    assertEquals(
        "`approximate` of `gelu` is one of tanh, none, found `fast`",
        fault("gelu", attrs("approximate", "fast"), x).text());
  }

  @Test
  void roundTakesHalvesToEven() {
    assertTensor(
        DType.F32, shape(5), op("round", Tensor.of(0.5, 1.5, 2.5, -0.5, 2.6)), 0, 2, 2, -0.0, 3);
  }

  @Test
  void integersStayIntegersWhereTheyCan() {
    Tensor x = Tensor.ofLongs(DType.I8, shape(3), new long[] {-3, 0, 5});
    assertTensor(DType.I8, shape(3), op("neg", x), 3, 0, -5);
    assertTensor(DType.I8, shape(3), op("relu", x), 0, 0, 5);
    assertTensor(DType.I8, shape(3), op("sign", x), -1, 0, 1);
    assertTensor(DType.I8, shape(3), op("floor", x), -3, 0, 5);
    assertEquals(DType.F32, op("exp", x).dtype());
    Tensor least = Tensor.ofLongs(DType.I64, shape(1), new long[] {Long.MIN_VALUE});
    assertEquals(TensorFault.Kind.OVERFLOW, fault("neg", Map.of(), least).kind());
    assertEquals(TensorFault.Kind.OVERFLOW, fault("abs", Map.of(), least).kind());
    assertEquals(
        TensorFault.Kind.OVERFLOW,
        fault("neg", Map.of(), Tensor.ofLongs(DType.I8, shape(1), new long[] {-128})).kind());
  }

  @Test
  void notANumberStays() {
    for (String op : MEANING.keySet()) {
      assertTensor(DType.F32, shape(1), op(op, Tensor.of(Double.NaN)), Double.NaN);
    }
  }
}
