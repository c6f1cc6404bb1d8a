package org.tosc.rt.tensor.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.tosc.rt.tensor.Run.assertClose;
import static org.tosc.rt.tensor.Run.assertFault;
import static org.tosc.rt.tensor.Run.assertTensor;
import static org.tosc.rt.tensor.Run.attrs;
import static org.tosc.rt.tensor.Run.fault;
import static org.tosc.rt.tensor.Run.index;
import static org.tosc.rt.tensor.Run.integers;
import static org.tosc.rt.tensor.Run.op;
import static org.tosc.rt.tensor.Run.random;
import static org.tosc.rt.tensor.Run.shape;

import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorFault;

final class ElementwiseTest {
  private static final Map<String, DoubleBinaryOperator> MEANING =
      Map.ofEntries(
          Map.entry("add", Double::sum),
          Map.entry("sub", (a, b) -> a - b),
          Map.entry("mul", (a, b) -> a * b),
          Map.entry("div", (a, b) -> a / b),
          Map.entry("pow", Math::pow),
          Map.entry("min", Math::min),
          Map.entry("max", Math::max),
          Map.entry("mod", (a, b) -> a - Math.floor(a / b) * b),
          Map.entry("floordiv", (a, b) -> Math.floor(a / b)),
          Map.entry("eq", (a, b) -> a == b ? 1 : 0),
          Map.entry("ne", (a, b) -> a != b ? 1 : 0),
          Map.entry("lt", (a, b) -> a < b ? 1 : 0),
          Map.entry("le", (a, b) -> a <= b ? 1 : 0),
          Map.entry("gt", (a, b) -> a > b ? 1 : 0),
          Map.entry("ge", (a, b) -> a >= b ? 1 : 0));

  /// Left shape, right shape, result shape.
  private static final long[][][] BROADCASTS = {
    {{}, {}, {}},
    {{3}, {}, {3}},
    {{}, {2, 2}, {2, 2}},
    {{3}, {3}, {3}},
    {{2, 3}, {3}, {2, 3}},
    {{2, 3}, {2, 1}, {2, 3}},
    {{2, 1}, {1, 3}, {2, 3}},
    {{1}, {4}, {4}},
    {{4, 1, 3}, {2, 1}, {4, 2, 3}},
    {{2, 3, 4}, {3, 1}, {2, 3, 4}},
    {{2, 3, 4}, {2, 1, 4}, {2, 3, 4}},
    {{1, 3, 1, 2}, {4, 1, 5, 1}, {4, 3, 5, 2}},
    {{0}, {1}, {0}},
    {{2, 0, 3}, {3}, {2, 0, 3}},
    {{0, 1}, {1, 2}, {0, 2}},
    {{17, 5}, {17, 5}, {17, 5}},
  };

  private static double pick(Tensor t, long[] index) {
    long flat = 0;
    int shift = index.length - t.rank();
    for (int i = 0; i < t.rank(); i++) {
      flat = flat * t.dim(i) + (t.dim(i) == 1 ? 0 : index[i + shift]);
    }
    return t.getDouble(flat);
  }

  @Test
  void binaryOperationsBroadcast() {
    for (var row : MEANING.entrySet()) {
      for (long[][] shapes : BROADCASTS) {
        for (DType dtype : List.of(DType.F32, DType.F64)) {
          Tensor a = random(1, dtype, shapes[0]);
          Tensor b = random(2, dtype, shapes[1]);
          Tensor out = op(row.getKey(), a, b);
          assertArrayEquals(shapes[2], out.shape(), row.getKey());
          double[] expected = new double[(int) out.size()];
          for (int i = 0; i < expected.length; i++) {
            long[] at = index(i, shapes[2]);
            expected[i] = row.getValue().applyAsDouble(pick(a, at), pick(b, at));
          }
          if (!row.getKey().equals("mod") && !row.getKey().equals("floordiv")) {
            assertClose(expected, out, dtype == DType.F32 ? 1e-7 : 0);
          }
        }
      }
    }
  }

  @Test
  void shapesThatDoNotBroadcastAreNamed() {
    assertFault(
        TensorFault.Kind.SHAPE,
        "`add` cannot broadcast shapes [2, 3] and [4]: axis 1 of the left (3) and axis 0 of the"
            + " right (4) differ and neither is 1",
        "add",
        Map.of(),
        random(1, DType.F32, 2, 3),
        random(1, DType.F32, 4));
  }

  @Test
  void moduloAndFloorDivisionArePythons() {
    // Values of Python 3's % and // on floats.
    double[] a = {7, -7, 7, -7, 5.5, -0.0, 1, 0.3};
    double[] b = {3, 3, -3, -3, -2, 3, Double.POSITIVE_INFINITY, 0.1};
    Tensor x = Tensor.ofDoubles(DType.F64, shape(8), a);
    Tensor y = Tensor.ofDoubles(DType.F64, shape(8), b);
    assertTensor(
        DType.F64, shape(8), op("mod", x, y), 1, 2, -2, -1, -0.5, 0, 1, 0.09999999999999998);
    assertTensor(DType.F64, shape(8), op("floordiv", x, y), 2, -3, -3, 2, -3, -0.0, 0, 2);
    Tensor i = Tensor.ofLongs(DType.I64, shape(4), new long[] {7, -7, 7, -7});
    Tensor j = Tensor.ofLongs(DType.I64, shape(4), new long[] {3, 3, -3, -3});
    assertTensor(DType.I64, shape(4), op("mod", i, j), 1, 2, -2, -1);
    assertTensor(DType.I64, shape(4), op("floordiv", i, j), 2, -3, -3, 2);
    assertEquals(TensorFault.Kind.ZERO_DIVISION, fault("mod", Map.of(), i, 0L).kind());
    assertEquals(TensorFault.Kind.ZERO_DIVISION, fault("floordiv", Map.of(), i, 0L).kind());
  }

  @Test
  void dtypesMeetAsTheTableSays() {
    Tensor f16 = random(1, DType.F16, 3);
    Tensor i8 = integers(1, DType.I8, -5, 5, 3);
    Tensor bool = integers(1, DType.BOOL, 0, 2, 3);
    assertEquals(DType.F32, op("add", f16, random(2, DType.BF16, 3)).dtype());
    assertEquals(DType.F16, op("mul", f16, i8).dtype());
    assertEquals(DType.F16, op("mul", f16, 2.5).dtype());
    assertEquals(DType.I8, op("add", i8, 2L).dtype());
    assertEquals(DType.F32, op("add", i8, 0.5).dtype());
    assertEquals(DType.F32, op("div", i8, i8).dtype());
    assertEquals(DType.I64, op("add", bool, bool).dtype());
    assertEquals(DType.BOOL, op("max", bool, bool).dtype());
    assertEquals(DType.F32, op("mul", bool, random(1, DType.F32, 3)).dtype());
    assertEquals(DType.BOOL, op("lt", i8, 2L).dtype());
    assertEquals(DType.F32, op("add", 1L, 2.5).dtype());
    assertEquals(DType.I64, op("add", 1L, 2L).dtype());
    assertTensor(
        DType.I16,
        shape(1),
        op(
            "add",
            Tensor.ofLongs(DType.U8, shape(1), new long[] {200}),
            Tensor.ofLongs(DType.I8, shape(1), new long[] {100})),
        300);
  }

  @Test
  void narrowFloatsRoundOnce() {
    Tensor big = Tensor.ofDoubles(DType.F16, shape(2), new double[] {2048, 60000});
    assertTensor(DType.F16, shape(2), op("add", big, 1L), 2048, 60000);
    assertTensor(DType.F16, shape(2), op("mul", big, 2L), 4096, Double.POSITIVE_INFINITY);
    Tensor f8 = Tensor.ofDoubles(DType.F8E4M3, shape(2), new double[] {17, 300});
    assertTensor(DType.F8E4M3, shape(2), op("add", f8, f8), 32, Double.NaN);
  }

  @Test
  void integersNeverWrap() {
    Tensor big = Tensor.ofLongs(DType.I64, shape(1), new long[] {Long.MAX_VALUE});
    assertFault(
        TensorFault.Kind.OVERFLOW, "`add` overflows the 64-bit integers", "add", Map.of(), big, 1L);
    Tensor small = Tensor.ofLongs(DType.I8, shape(1), new long[] {100});
    assertFault(
        TensorFault.Kind.OVERFLOW,
        "`200` does not fit in i8 (-128 to 127)",
        "add",
        Map.of(),
        small,
        small);
    assertFault(
        TensorFault.Kind.OVERFLOW,
        "`300` does not fit in i8 (-128 to 127)",
        "add",
        Map.of(),
        small,
        300L);
    assertTensor(DType.I64, shape(1), op("sub", big, 1L), (double) (Long.MAX_VALUE - 1));
  }

  @Test
  void integerPowersAreExact() {
    Tensor x = Tensor.ofLongs(DType.I64, shape(5), new long[] {3, -2, 0, 1, 10});
    assertTensor(DType.I64, shape(5), op("pow", x, 3L), 27, -8, 0, 1, 1000);
    assertTensor(DType.I64, shape(5), op("pow", x, 0L), 1, 1, 1, 1, 1);
    assertEquals(TensorFault.Kind.VALUE, fault("pow", Map.of(), x, -1L).kind());
    assertEquals(TensorFault.Kind.OVERFLOW, fault("pow", Map.of(), x, 40L).kind());
  }

  @Test
  void notANumberSpreadsThroughMinAndMax() {
    Tensor x = Tensor.of(Double.NaN, 1, -0.0);
    Tensor y = Tensor.of(1, Double.NaN, 0.0);
    assertTensor(DType.F32, shape(3), op("max", x, y), Double.NaN, Double.NaN, 0.0);
    assertTensor(DType.F32, shape(3), op("min", x, y), Double.NaN, Double.NaN, -0.0);
    assertTensor(DType.BOOL, shape(3), op("eq", x, x), 0, 1, 1);
    assertTensor(DType.BOOL, shape(3), op("ne", x, x), 1, 0, 0);
  }

  @Test
  void logicWorksOnBooleansAndBits() {
    Tensor a = Tensor.of(List.of(true, true, false, false), null);
    Tensor b = Tensor.of(List.of(true, false, true, false), null);
    assertTensor(DType.BOOL, shape(4), op("and", a, b), 1, 0, 0, 0);
    assertTensor(DType.BOOL, shape(4), op("or", a, b), 1, 1, 1, 0);
    assertTensor(DType.BOOL, shape(4), op("xor", a, b), 0, 1, 1, 0);
    assertTensor(DType.BOOL, shape(4), op("not", a), 0, 0, 1, 1);
    Tensor bits = Tensor.ofLongs(DType.U8, shape(2), new long[] {12, 255});
    assertTensor(DType.U8, shape(2), op("and", bits, 10L), 8, 10);
    assertTensor(DType.U8, shape(2), op("not", bits), 243, 0);
    assertTensor(
        DType.I8, shape(1), op("not", Tensor.ofLongs(DType.I8, shape(1), new long[] {5})), -6);
    assertEquals(TensorFault.Kind.DTYPE, fault("and", Map.of(), Tensor.of(1), true).kind());
  }

  @Test
  void whereChoosesPerElement() {
    Tensor mask = Tensor.of(List.of(true, false, true), null);
    assertTensor(DType.F32, shape(3), op("where", mask, Tensor.of(1, 2, 3), 0L), 1, 0, 3);
    assertTensor(
        DType.F32,
        shape(2, 3),
        op("where", mask, Tensor.of(new double[] {1, 2}, 2, 1), Tensor.of(7, 8, 9)),
        1,
        8,
        1,
        2,
        8,
        2);
    assertTensor(DType.I64, shape(3), op("where", mask, 1L, 2L), 1, 2, 1);
  }

  @Test
  void clipBoundsBothSides() {
    Tensor x = Tensor.of(-2, 0.5, 3);
    assertTensor(DType.F32, shape(3), op("clip", attrs("min", 0L, "max", 1L), x), 0, 0.5, 1);
    assertTensor(DType.F32, shape(3), op("clip", x, -1.0, 2.0), -1, 0.5, 2);
    assertTensor(DType.F32, shape(3), op("clip", attrs("max", 0L), x), -2, 0, 0);
  }
}
