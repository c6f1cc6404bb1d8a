package org.tosc.rt.tensor.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tosc.rt.tensor.Run.assertTensor;
import static org.tosc.rt.tensor.Run.attrs;
import static org.tosc.rt.tensor.Run.fault;
import static org.tosc.rt.tensor.Run.op;
import static org.tosc.rt.tensor.Run.shape;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorFault;

final class CreationTest {
  @Test
  void theGeneratorIsSplitMix64() {
    // The published test vector of splitmix64.c for the seed 1234567.
    long[] expected = {
      6457827717110365317L,
      3203168211198807973L,
      Long.parseUnsignedLong("9817491932198370423"),
      4593380528125082431L,
      Long.parseUnsignedLong("16408922859458223821")
    };
    CounterRandom random = new CounterRandom(1234567);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], random.word(i));
    }
  }

  @Test
  void uniformNumbersLieBelowOneInEveryDtype() {
    for (DType dtype :
        List.of(DType.F64, DType.F32, DType.F16, DType.BF16, DType.F8E4M3, DType.F8E5M2)) {
      Tensor t = op("rand", attrs("shape", shape(5000), "seed", 7L, "dtype", dtype));
      assertEquals(dtype, t.dtype());
      assertTrue(op("reduce_min", t).getDouble(0) >= 0);
      assertTrue(op("reduce_max", t).getDouble(0) < 1);
      double mean = op("reduce_mean", op("cast", attrs("dtype", "f64"), t)).getDouble(0);
      // The least values weigh half a step: 1/16 for three bits.
      assertEquals(0.5, mean, dtype.bits() == 8 ? 0.08 : 0.02);
    }
    Tensor narrow = op("rand", attrs("shape", shape(1), "seed", 1234567L));
    assertEquals((6457827717110365317L >>> 40) * 0x1p-24, narrow.getDouble(0));
  }

  @Test
  void normalNumbersHaveTheirMoments() {
    Tensor t = op("randn", attrs("shape", shape(20000), "seed", 3L, "dtype", "f64"));
    assertEquals(0, op("reduce_mean", t).getDouble(0), 0.03);
    assertEquals(1, op("reduce_mean", op("mul", t, t)).getDouble(0), 0.05);
    double u = ((6457827717110365317L >>> 11) + 1) * 0x1p-53;
    double v = (3203168211198807973L >>> 11) * 0x1p-53;
    Tensor first = op("randn", attrs("shape", shape(2), "seed", 1234567L, "dtype", "f64"));
    double radius = StrictMath.sqrt(-2 * StrictMath.log(u));
    assertTensor(
        DType.F64,
        shape(2),
        first,
        radius * StrictMath.cos(2 * Math.PI * v),
        radius * StrictMath.sin(2 * Math.PI * v));
  }

  @Test
  void seedsDecide() {
    for (String op : new String[] {"rand", "randn"}) {
      Tensor a = op(op, attrs("shape", shape(4), "seed", 1L));
      assertTrue(a.contentEquals(op(op, attrs("shape", shape(4), "seed", 1L))));
      assertFalse(a.contentEquals(op(op, attrs("shape", shape(4), "seed", 2L))));
    }
  }

  @Test
  void randomIntegersCoverTheirRange() {
    Tensor t = op("randint", attrs("low", -2L, "high", 3L, "shape", shape(1000), "seed", 1L));
    assertEquals(DType.I64, t.dtype());
    assertEquals(-2, op("reduce_min", t).getLong(0));
    assertEquals(2, op("reduce_max", t).getLong(0));
    assertEquals(
        TensorFault.Kind.VALUE,
        fault("randint", attrs("low", 3L, "high", 3L, "shape", shape(1))).kind());
  }

  @Test
  void constantsFill() {
    assertTensor(
        DType.F32, shape(2, 2), op("full", attrs("shape", shape(2, 2), "value", 3L)), 3, 3, 3, 3);
    assertTensor(
        DType.I8, shape(2), op("full", attrs("shape", 2L, "value", 3L, "dtype", "i8")), 3, 3);
    assertTensor(DType.BOOL, shape(1), op("full", attrs("shape", 1L, "value", true)), 1);
    assertTensor(DType.F32, shape(), op("full", attrs("shape", List.of(), "value", 0.5)), 0.5);
    assertTensor(DType.F32, shape(2, 2), op("eye", attrs("n", 2L)), 1, 0, 0, 1);
    assertTensor(
        DType.I64,
        shape(2, 3),
        op("eye", attrs("n", 2L, "m", 3L, "dtype", "i64")),
        1,
        0,
        0,
        0,
        1,
        0);
    assertTensor(
        DType.F32, shape(3), op("iota", attrs("n", 3L, "start", 1L, "step", 0.5)), 1, 1.5, 2);
    assertTensor(
        DType.I64,
        shape(3),
        op("iota", attrs("n", 3L, "start", 5L, "step", -2L, "dtype", "i64")),
        5,
        3,
        1);
    assertEquals(TensorFault.Kind.SHAPE, fault("iota", attrs("n", -1L)).kind());
    assertEquals(
        TensorFault.Kind.SHAPE, fault("full", attrs("shape", shape(1L << 40), "value", 0L)).kind());
    assertEquals(
        "`full` takes the attribute `shape`, which is missing",
        fault("full", attrs("value", 0L)).text());
  }

  @Test
  void dropoutKeepsTheExpectation() {
    Tensor ones = op("full", attrs("shape", shape(10000), "value", 1L));
    Tensor out = op("dropout", attrs("p", 0.25, "seed", 5L), ones);
    assertEquals(1, op("reduce_mean", out).getDouble(0), 0.03);
    assertEquals((float) (1 / 0.75), op("reduce_max", out).getDouble(0));
    assertTrue(ones.contentEquals(op("dropout", attrs("p", 0.25, "train", false), ones)));
    assertEquals(TensorFault.Kind.VALUE, fault("dropout", attrs("p", 1.5), ones).kind());
  }
}
