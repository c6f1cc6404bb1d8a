package org.tosc.rt.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class DTypeTest {
  private static final List<DType> NARROW =
      List.of(DType.F16, DType.BF16, DType.F8E4M3, DType.F8E5M2, DType.NVFP4);

  /// The value of a pattern by the definition of the formats, in exact decimal arithmetic.
  private static BigDecimal exact(int exponentBits, int mantissaBits, long pattern) {
    int bias = (1 << (exponentBits - 1)) - 1;
    long field = (pattern >> mantissaBits) & ((1 << exponentBits) - 1);
    long mantissa = pattern & ((1 << mantissaBits) - 1);
    long significand = field == 0 ? mantissa : (1L << mantissaBits) + mantissa;
    int exponent = (int) (field == 0 ? 1 : field) - bias - mantissaBits;
    BigDecimal two = BigDecimal.TWO;
    BigDecimal power =
        exponent >= 0 ? two.pow(exponent) : BigDecimal.ONE.divide(two.pow(-exponent));
    return BigDecimal.valueOf(significand).multiply(power);
  }

  private static int exponentBits(DType dtype) {
    return switch (dtype) {
      case F16, F8E5M2 -> 5;
      case BF16 -> 8;
      case F8E4M3 -> 4;
      case NVFP4 -> 2;
      default -> throw new IllegalArgumentException(dtype.text());
    };
  }

  @Test
  void everyPatternDecodesToItsDefinition() {
    for (DType dtype : NARROW) {
      int mantissa = dtype.bits() - 1 - exponentBits(dtype);
      for (long p = 0; p < 1L << dtype.bits(); p++) {
        double value = dtype.decode(p);
        if (Double.isFinite(value)) {
          BigDecimal magnitude = exact(exponentBits(dtype), mantissa, p);
          assertEquals(0, magnitude.compareTo(new BigDecimal(Math.abs(value))), dtype + " " + p);
        }
      }
    }
  }

  @Test
  void halfAndBrainFloatAgreeWithTheJdk() {
    for (int p = 0; p < 1 << 16; p++) {
      float half = Float.float16ToFloat((short) p);
      assertEquals(half, (float) DType.F16.decode(p));
      float brain = Float.intBitsToFloat(p << 16);
      assertEquals(brain, (float) DType.BF16.decode(p));
    }
  }

  @Test
  void halfRoundsFloatsAsTheJdkDoes() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 200_000; i++) {
      float x = Float.intBitsToFloat(random.nextInt());
      assertEquals(
          Float.float16ToFloat(Float.floatToFloat16(x)), (float) DType.F16.round(x), () -> "" + x);
    }
  }

  @Test
  void encodingInvertsDecoding() {
    for (DType dtype : NARROW) {
      for (long p = 0; p < 1L << dtype.bits(); p++) {
        double value = dtype.decode(p);
        if (Double.isNaN(value)) {
          assertTrue(Double.isNaN(dtype.decode(dtype.encode(value))));
        } else {
          assertEquals(p, dtype.encode(value), dtype + " pattern " + p);
        }
      }
    }
  }

  @Test
  void neighboursRoundToNearestWithTiesToEven() {
    for (DType dtype : NARROW) {
      List<Long> finite = new ArrayList<>();
      for (long p = 0; p < 1L << (dtype.bits() - 1); p++) {
        if (Double.isFinite(dtype.decode(p))) {
          finite.add(p);
        }
      }
      for (int i = 0; i + 1 < finite.size(); i++) {
        double low = dtype.decode(finite.get(i));
        double high = dtype.decode(finite.get(i + 1));
        double middle = (low + high) / 2;
        double even = finite.get(i) % 2 == 0 ? low : high;
        for (double sign : new double[] {1, -1}) {
          assertEquals(sign * even, dtype.round(sign * middle), dtype + " tie " + middle);
          assertEquals(sign * low, dtype.round(sign * Math.nextDown(middle)));
          assertEquals(sign * high, dtype.round(sign * Math.nextUp(middle)));
        }
      }
    }
  }

  @Test
  void overflowFollowsTheFormats() {
    assertEquals(65504, DType.F16.round(Math.nextDown(65520.0)));
    assertEquals(Double.POSITIVE_INFINITY, DType.F16.round(65520));
    assertEquals(Double.NEGATIVE_INFINITY, DType.BF16.round(-3.4e38));
    assertEquals(57344, DType.F8E5M2.round(Math.nextDown(61440.0)));
    assertEquals(Double.POSITIVE_INFINITY, DType.F8E5M2.round(61440));
    assertEquals(448, DType.F8E4M3.round(464));
    assertEquals(Double.NaN, DType.F8E4M3.round(Math.nextUp(464.0)));
    assertEquals(Double.NaN, DType.F8E4M3.round(Double.POSITIVE_INFINITY));
    assertEquals(6, DType.NVFP4.round(1e9));
    assertEquals(-6, DType.NVFP4.round(Double.NEGATIVE_INFINITY));
    assertEquals(0x7F, DType.F8E4M3.encode(Double.NaN));
    assertEquals(0, DType.F16.round(Double.MIN_VALUE));
    assertEquals(Double.NEGATIVE_INFINITY, 1 / DType.F16.round(-1e-300));
  }

  @Test
  void integersTruncateAndAreChecked() {
    assertEquals(-2, DType.I8.round(-2.9));
    assertEquals(255, DType.U8.round(255.9));
    assertEquals(65535, DType.U16.round(65535.5));
    assertEquals(0xFFFF_FFFFL, DType.U32.toInteger(0xFFFF_FFFFp0));
    assertEquals(0xFFFF_FFFFL, DType.U32.decode(DType.U32.encode(0xFFFF_FFFFp0)));
    assertEquals(
        "`-1` does not fit in u32 (0 to 4294967295)",
        assertThrows(TensorFault.class, () -> DType.U32.checked(-1)).text());
    assertEquals(1, DType.BOOL.round(-0.5));
    assertEquals(-8, DType.I4.decode(DType.I4.encode(-8)));
    assertEquals(-1, DType.I16.decode(DType.I16.encode(-1)));
    assertEquals(Long.MIN_VALUE, DType.I64.toInteger(-0x1p63));
    for (double x : new double[] {128, -129, Double.NaN, Double.POSITIVE_INFINITY}) {
      TensorFault fault = assertThrows(TensorFault.class, () -> DType.I8.round(x));
      assertEquals(TensorFault.Kind.OVERFLOW, fault.kind());
    }
    assertThrows(TensorFault.class, () -> DType.I64.toInteger(0x1p63));
    assertEquals(
        "`300` does not fit in i8 (-128 to 127)",
        assertThrows(TensorFault.class, () -> DType.I8.checked(300)).text());
  }

  @Test
  void dtypesPromoteToWhatHoldsBoth() {
    String table =
        """
        f64 f32 f64; f32 f16 f32; f32 bf16 f32; f16 bf16 f32; f16 f16 f16; f8e4m3 f8e5m2 f16
        f8e4m3 f16 f16; f8e4m3 bf16 bf16; f8e5m2 f32 f32; f8e4m3 f8e4m3 f8e4m3
        i64 f16 f16; f32 i64 f32; u8 bf16 bf16; i8 i16 i16; i32 i64 i64; u8 i8 i16; u8 i4 i16
        u8 i16 i16; u8 i64 i64; i4 i8 i8; bool i8 i8; bool f16 f16; bool bool bool; u8 u8 u8
        u16 u8 u16; u32 u16 u32; u64 u32 u64; u16 i16 i32; u16 i64 i64; u32 i32 i64; u32 f16 f16
        u64 i8 i64; u64 i64 i64; bool u32 u32; u16 i32 i32
        q8_0 q8_0 f32; nvfp4 f16 f32; q4_0 i8 f32; q4_0 f64 f64; q8_0 bool f32\
        """;
    for (String row : table.split("[;\n]", -1)) {
      String[] names = row.strip().split(" ", -1);
      DType a = DType.parse(names[0]);
      DType b = DType.parse(names[1]);
      assertEquals(DType.parse(names[2]), DType.promote(a, b), row);
      assertEquals(DType.promote(a, b), DType.promote(b, a), row);
    }
  }

  @Test
  void promotionIsCommutativeAndHoldsFloatsExactly() {
    for (DType a : DType.values()) {
      for (DType b : DType.values()) {
        DType both = DType.promote(a, b);
        assertEquals(both, DType.promote(b, a));
        assertEquals(both, DType.promote(both, both));
        if (a.isFloat() && b.isFloat() && a.bits() <= 16) {
          for (long p = 0; p < 1L << a.bits(); p++) {
            double value = a.decode(p);
            assertEquals(value, both.round(value), a + " in " + both);
          }
        }
      }
    }
  }

  @Test
  void javaNumbersAreWeak() {
    assertEquals(DType.F16, DType.F16.withScalar(3L));
    assertEquals(DType.F16, DType.F16.withScalar(3.5));
    assertEquals(DType.I8, DType.I8.withScalar(3L));
    assertEquals(DType.F32, DType.I64.withScalar(0.5));
    assertEquals(DType.I64, DType.BOOL.withScalar(1L));
    assertEquals(DType.BOOL, DType.BOOL.withScalar(true));
    assertEquals(DType.F32, DType.Q8_0.withScalar(1L));
  }

  @Test
  void namesParse() {
    for (DType dtype : DType.values()) {
      assertEquals(dtype, DType.parse(dtype.text()));
    }
    assertEquals(DType.BF16, DType.parse("bfloat16"));
    assertEquals(DType.U32, DType.parse("uint32"));
    TensorFault fault = assertThrows(TensorFault.class, () -> DType.parse("f33"));
    assertEquals(TensorFault.Kind.DTYPE, fault.kind());
    assertTrue(fault.text().startsWith("no dtype is called `f33`; there are f64, f32, f16"));
  }
}
