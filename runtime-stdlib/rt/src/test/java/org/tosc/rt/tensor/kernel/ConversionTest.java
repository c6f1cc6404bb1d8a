package org.tosc.rt.tensor.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tosc.rt.tensor.Run.assertClose;
import static org.tosc.rt.tensor.Run.assertTensor;
import static org.tosc.rt.tensor.Run.attrs;
import static org.tosc.rt.tensor.Run.fault;
import static org.tosc.rt.tensor.Run.list;
import static org.tosc.rt.tensor.Run.op;
import static org.tosc.rt.tensor.Run.shape;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorFault;

final class ConversionTest {
  private static Tensor gaussian(long seed, long... shape) {
    return op("randn", attrs("shape", shape, "seed", seed));
  }

  private static byte[] bytes(Tensor t) {
    return t.segment().toArray(ValueLayout.JAVA_BYTE);
  }

  @Test
  void castsRoundTruncateAndCheck() {
    Tensor x = Tensor.of(1.7, -1.7, 0);
    assertTensor(DType.I8, shape(3), op("cast", attrs("dtype", "i8"), x), 1, -1, 0);
    assertTensor(DType.BOOL, shape(3), op("cast", attrs("dtype", DType.BOOL), x), 1, 1, 0);
    assertTensor(
        DType.BF16, shape(1), op("cast", attrs("dtype", "bf16"), Tensor.of(1.00390625)), 1);
    assertEquals(
        "`300` does not fit in u8 (0 to 255)",
        fault("cast", attrs("dtype", "u8"), Tensor.of(300)).text());
    assertEquals(
        TensorFault.Kind.OVERFLOW,
        fault("cast", attrs("dtype", "i64"), Tensor.of(Double.NaN)).kind());
    Tensor exact = Tensor.ofLongs(DType.I64, shape(1), new long[] {(1L << 53) + 1});
    assertEquals((1L << 53) + 1, op("cast", attrs("dtype", "i64"), exact).getLong(0));
    assertEquals(TensorFault.Kind.DTYPE, fault("cast", attrs("dtype", "f33"), x).kind());
  }

  @Test
  void castsBetweenAllScalarsKeepSmallIntegers() {
    for (DType from : DType.values()) {
      for (DType to : DType.values()) {
        if (!from.isBlock() && !to.isBlock()) {
          Tensor t = Tensor.ofLongs(from, shape(4), new long[] {0, 1, 1, 0});
          Tensor out = op("cast", attrs("dtype", to), t);
          assertTensor(to, shape(4), out, 0, 1, 1, 0);
        }
      }
    }
  }

  @Test
  void q8BlocksAreGgmls() {
    double[] x = new double[32];
    Arrays.setAll(x, i -> i - 16);
    Tensor q = op("quantize", attrs("format", "q8_0"), Tensor.of(x));
    byte[] found = bytes(q);
    assertEquals(34, found.length);
    // d = 16/127 = 0.12598 rounds to the half 0x3008; q = round(x · 127/16), halves away from zero.
    assertEquals(0x08, found[0]);
    assertEquals(0x30, found[1]);
    for (int j = 0; j < 32; j++) {
      assertEquals(Math.copySign(Math.floor(Math.abs(x[j]) * 127 / 16 + 0.5), x[j]), found[2 + j]);
    }
    float d = Float.float16ToFloat((short) 0x3008);
    double[] expected = new double[32];
    Arrays.setAll(expected, j -> found[2 + j] * d);
    assertArrayEquals(expected, op("dequantize", q).toDoubles());
  }

  @Test
  void q4BlocksAreGgmls() {
    double[] x = new double[32];
    Arrays.setAll(x, i -> (i - 16) / 2.0);
    byte[] found = bytes(op("quantize", attrs("format", "q4_0"), Tensor.of(x)));
    assertEquals(18, found.length);
    // The largest magnitude is -8, so d = 1 (0x3C00) and q = min(15, floor(x + 8.5)).
    assertEquals(0x00, found[0]);
    assertEquals(0x3C, found[1]);
    for (int j = 0; j < 16; j++) {
      assertEquals((int) (x[j] + 8.5), found[2 + j] & 15);
      assertEquals(Math.min(15, (int) (x[j + 16] + 8.5)), (found[2 + j] >> 4) & 15);
    }
  }

  @Test
  void fp4BlocksHaveAnE4m3Scale() {
    double[] x = {0, 0.5, 1, 1.5, 2, 3, 4, 6, -0.5, -1, -1.5, -2, -3, -4, -6, 0.2};
    Tensor q = op("quantize", attrs("format", "nvfp4"), Tensor.of(x));
    byte[] found = bytes(q);
    assertEquals(9, found.length);
    assertEquals(0x38, found[0]); // 1.0
    assertArrayEquals(
        new byte[] {0x10, 0x32, 0x54, 0x76, (byte) 0xA9, (byte) 0xCB, (byte) 0xED, 0x0F},
        Arrays.copyOfRange(found, 1, 9));
    assertArrayEquals(
        new double[] {0, 0.5, 1, 1.5, 2, 3, 4, 6, -0.5, -1, -1.5, -2, -3, -4, -6, 0},
        op("dequantize", q).toDoubles());
    Tensor large = op("quantize", attrs("format", "nvfp4"), op("mul", Tensor.of(x), 1e6));
    assertEquals(2688, op("reduce_max", op("dequantize", large)).getDouble(0));
    Tensor broken = Tensor.ofDoubles(DType.NVFP4, shape(16), new double[16]);
    assertArrayEquals(new double[16], broken.toDoubles());
    x[3] = Double.NaN;
    Tensor spoiled = op("quantize", attrs("format", "nvfp4"), Tensor.of(x));
    assertTrue(Double.isNaN(spoiled.getDouble(0)));
  }

  @Test
  void quantizedValuesStayWithinHalfAStep() {
    Tensor x = gaussian(1, 8, 64);
    Object[][] rows = {{"q8_0", 1 / 250.0}, {"q4_0", 1 / 7.5}, {"nvfp4", 1 / 5.5}};
    for (Object[] row : rows) {
      Tensor q = op("quantize", attrs("format", row[0]), x);
      assertEquals(DType.parse((String) row[0]), q.dtype());
      Tensor error = op("abs", op("sub", x, op("dequantize", q)));
      double worst = op("reduce_max", error).getDouble(0);
      double largest = op("reduce_max", op("abs", x)).getDouble(0);
      assertTrue(worst <= largest * (Double) row[1], row[0] + ": " + worst);
      Tensor again = op("quantize", attrs("format", row[0]), op("dequantize", q));
      if (!row[0].equals("q4_0")) {
        assertClose(op("dequantize", q).toDoubles(), again, 2e-3);
      }
    }
  }

  @Test
  void integersQuantizeWithOneScale() {
    Tensor x = Tensor.of(-1.27, 0.01, 0.635, 1.0);
    List<Tensor> q = list("quantize", attrs("format", "i8"), x);
    assertTensor(DType.I8, shape(4), q.get(0), -127, 1, 64, 100);
    assertEquals(0.01f, (float) q.get(1).getDouble(0));
    assertClose(new double[] {-1.27, 0.01, 0.64, 1}, op("dequantize", q.get(0), q.get(1)), 1e-6);
    assertEquals(TensorFault.Kind.DTYPE, fault("dequantize", Map.of(), Tensor.of(1)).kind());
    assertEquals(TensorFault.Kind.DTYPE, fault("quantize", attrs("format", "f16"), x).kind());
  }

  @Test
  void blocksMustFillTheLastAxis() {
    assertEquals(
        "q8_0 packs blocks of 32 along the last axis, but the last axis of shape [2, 33] has 33",
        fault("quantize", attrs("format", "q8_0"), gaussian(1, 2, 33)).text());
  }

  @Test
  void blockTensorsCountAsFloats() {
    Tensor q = op("quantize", attrs("format", "q8_0"), gaussian(1, 2, 32));
    Tensor wide = op("dequantize", q);
    for (String unary : new String[] {"neg", "exp", "relu", "transpose", "reduce_sum", "softmax"}) {
      Tensor out = op(unary, q);
      assertEquals(DType.F32, out.dtype(), unary);
      assertTrue(out.contentEquals(op(unary, wide)), unary);
    }
    assertTrue(op("add", q, 1L).contentEquals(op("add", wide, 1L)));
    assertTrue(op("concat", List.of(q, q)).contentEquals(op("concat", List.of(wide, wide))));
    assertEquals(DType.Q8_0, op("reshape", attrs("shape", shape(1, 2, 32)), q).dtype());
    assertEquals(DType.F32, op("reshape", attrs("shape", shape(64)), q).dtype());
    assertEquals(
        TensorFault.Kind.DTYPE,
        assertThrows(TensorFault.class, () -> q.setAt(shape(0, 0), 1L)).kind());
  }

  @Test
  void qmatmulMultipliesByTheTransposedWeights() {
    Tensor x = gaussian(1, 3, 64);
    Tensor w = gaussian(2, 5, 64);
    for (String format : new String[] {"q8_0", "q4_0", "nvfp4"}) {
      Tensor q = op("quantize", attrs("format", format), w);
      Tensor unpacked = op("transpose", op("dequantize", q));
      for (Tensor rows : List.of(x, gaussian(3, 64), gaussian(4, 2, 20, 64))) {
        assertTrue(op("qmatmul", rows, q).contentEquals(op("matmul", rows, unpacked)));
        Tensor packed = op("quantize", rows);
        Tensor wide = op("dequantize", packed);
        assertTrue(op("qmatmul", packed, q).contentEquals(op("matmul", wide, unpacked)));
      }
    }
    List<Tensor> q = list("quantize", attrs("format", "i8"), w);
    Tensor expected = op("matmul", x, op("transpose", op("dequantize", q.get(0), q.get(1))));
    assertTrue(op("qmatmul", x, q.get(0), q.get(1)).contentEquals(expected));
    assertEquals(TensorFault.Kind.SHAPE, fault("qmatmul", Map.of(), gaussian(1, 3, 32), w).kind());
  }

  @Test
  void everyByteIsAValidBlock() {
    SplittableRandom random = new SplittableRandom(5);
    for (DType dtype : new DType[] {DType.Q8_0, DType.Q4_0, DType.NVFP4}) {
      byte[] raw = new byte[Math.toIntExact(dtype.byteSize(640))];
      random.nextBytes(raw);
      Tensor t = Tensor.ofSegment(dtype, shape(640), MemorySegment.ofArray(raw));
      assertEquals(640, op("dequantize", t).size());
    }
  }
}
