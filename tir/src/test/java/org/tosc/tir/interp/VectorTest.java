package org.tosc.tir.interp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Scalar;

/// Vectors, and the operations on numbers that came with them, against exact arithmetic.
class VectorTest {
  private static Object run(String signature, String body, Object... arguments) {
    return KernelPrograms.read("func @f" + signature + " {\n" + body + "\n}\n")
        .call("f", arguments);
  }

  private static Object[] doubles(double... lanes) {
    return Arrays.stream(lanes).boxed().toArray();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "core.add(%0, %1) | 11, 18, NaN, -3",
        "core.mul(%0, %1) | 10, -40, NaN, 2",
        "core.max(%0, %1) | 10, 20, NaN, -1",
        "core.min(%0, %1) | 1, -2, NaN, -2",
        "core.fma(%0, %1, %0) | 11, -42, NaN, 0",
        "core.neg(%0) | -1, 2, NaN, 2",
        "core.abs(%0) | 1, 2, NaN, 2",
        "core.floor(%0) | 1, -2, NaN, -2",
      })
  void lanesAreScalars(String operation, String expected) {
    Object[] a = doubles(1, -2, Double.NaN, -2);
    Object[] b = doubles(10, 20, 4, -1);
    Object found =
        run(
            "(%0: vector<4xf32>, %1: vector<4xf32>) -> (vector<4xf32>)",
            "%2 = " + operation + " core.return(%2)", a, b);
    Object[] wanted = Arrays.stream(expected.split(", ")).map(Double::valueOf).toArray();
    assertArrayEquals(wanted, (Object[]) found);
  }

  @Test
  void masksChoose() {
    Object[] a = doubles(1, Double.NaN, 3, -0.0);
    String body =
        """
        %1 = core.const {value = 2} : vector<4xf64>
        %2 = core.lt(%0, %1)
        %3 = core.const {value = 3} : i32
        %4 = core.lanes_below(%3) : vector<4xi1>
        %5 = core.and(%2, %4)
        %6 = core.select(%5, %0, %1)
        %7 = core.cast(%5) : vector<4xi32>
        core.return(%6, %7)\
        """;
    Object[] found =
        (Object[]) run("(%0: vector<4xf64>) -> (vector<4xf64>, vector<4xi32>)", body, (Object) a);
    assertArrayEquals(doubles(1, 2, 2, 2), (Object[]) found[0]);
    assertArrayEquals(new Object[] {1L, 0L, 0L, 0L}, (Object[]) found[1]);
  }

  /// 2^24 + 1 is no f32, so the order shows.
  @Test
  void sumsAddHalvesPairwise() {
    Object[] a = doubles(0x1p24, 1, 1, 1, -0x1p24, 1, 1, 1);
    String body = "%1 = core.reduce_add(%0) core.return(%1)";
    assertEquals(6.0, run("(%0: vector<8xf32>) -> (f32)", body, (Object) a));
    Object[] b = doubles(0x1p24, -0x1p24, 1, 1, 1, 1, 1, 1);
    assertEquals(5.0, run("(%0: vector<8xf32>) -> (f32)", body, (Object) b), "2^24 + 2 - 2^24 + 4");
  }

  @ParameterizedTest
  @CsvSource({"reduce_add, 2147483643", "reduce_max, 2147483647", "reduce_min, -5"})
  void integersAreReducedModulo(String operation, long expected) {
    Object[] a = {2147483647L, -5L, 3L, -2L};
    String body = "%1 = core." + operation + "(%0) core.return(%1)";
    assertEquals(expected, run("(%0: vector<4xi32>) -> (i32)", body, (Object) a));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 22, 23, 126, 127, 149, 150, 252, 253, 254, 255, 300, 2147483647})
  void ldexpRoundsOnce(long exponent) {
    for (long n : new long[] {exponent, -exponent, -exponent - 1}) {
      BigDecimal factor = power(Math.clamp(n, -252, 254));
      for (float x :
          new float[] {
            1, -1.5f, 0x1.fffffep0f, 0x1.fffffep127f, 0x1.000002p-126f, 0x1.8p-148f, 0x1p-149f
          }) {
        float wanted = new BigDecimal(x).multiply(factor).floatValue();
        Object found = ScalarMeaning.apply(CoreOp.LDEXP, Scalar.F32, Scalar.F32, (double) x, n);
        assertEquals((double) wanted, found, () -> x + " · 2^" + n);
      }
    }
    for (double x : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -0.0}) {
      assertEquals(x, ScalarMeaning.apply(CoreOp.LDEXP, Scalar.F32, Scalar.F32, x, -exponent));
    }
  }

  @ParameterizedTest
  @ValueSource(
      longs = {0, 1, 52, 1022, 1023, 1074, 1075, 2044, 2045, 2046, 2047, 4000, Long.MAX_VALUE})
  void ldexpOfDoublesRoundsOnce(long exponent) {
    for (long n : new long[] {exponent, -exponent}) {
      BigDecimal factor = power(Math.clamp(n, -2044, 2046));
      for (double x :
          new double[] {1, 0x1.fffffffffffffp0, Double.MAX_VALUE, 0x1.8p-1073, 3e-310}) {
        Object found = ScalarMeaning.apply(CoreOp.LDEXP, Scalar.F64, Scalar.F64, x, n);
        assertEquals(new BigDecimal(x).multiply(factor).doubleValue(), found, () -> x + " " + n);
      }
    }
  }

  private static BigDecimal power(int n) {
    BigDecimal two = BigDecimal.TWO.pow(Math.abs(n));
    return n < 0 ? new BigDecimal("0.5").pow(-n) : two;
  }

  @ParameterizedTest
  @CsvSource({"I8, 8", "I32, 32", "I64, 64", "U8, 8", "U32, 32", "U64, 64", "I4, 4"})
  void shiftsWrap(Scalar type, int bits) {
    boolean signed = type.kind() == Scalar.Kind.INT;
    long[] numbers = {0, 1, 5, signed ? -3 : 9, signed ? -1L << (bits - 1) : -1L >>> (64 - bits)};
    for (long a : numbers) {
      BigInteger whole = signed ? BigInteger.valueOf(a) : new BigInteger(Long.toUnsignedString(a));
      for (long b : new long[] {0, 1, bits - 1, bits, bits + 1}) {
        int count = (int) b % bits;
        long left = ScalarMeaning.wrap(type, whole.shiftLeft(count).longValue());
        assertEquals(left, ScalarMeaning.apply(CoreOp.WRAPPING_SHL, type, type, a, b));
        long right = whole.shiftRight(count).longValue();
        assertEquals(right, ScalarMeaning.apply(CoreOp.WRAPPING_SHR, type, type, a, b));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {0f, -0f, 1f, -1.5f, Float.MIN_VALUE, Float.POSITIVE_INFINITY})
  void bitsOfFloats(float x) {
    long bits = Float.floatToIntBits(x);
    assertEquals(bits, ScalarMeaning.apply(CoreOp.BITCAST, Scalar.F32, Scalar.I32, (double) x));
    assertEquals((double) x, ScalarMeaning.apply(CoreOp.BITCAST, Scalar.I32, Scalar.F32, bits));
    long wide = Double.doubleToLongBits(x);
    assertEquals(wide, ScalarMeaning.apply(CoreOp.BITCAST, Scalar.F64, Scalar.I64, (double) x));
    assertEquals((double) x, ScalarMeaning.apply(CoreOp.BITCAST, Scalar.I64, Scalar.F64, wide));
  }

  /// Copies up to eight elements of 0 … 9 from one place to another of a buffer that holds 100 + i.
  private static String copied(String mask, long from, long to, long below) {
    String body =
        """
        %5 = kernel.from_tensor(%0) : buffer<[n] x i32, global>
        %6 = kernel.from_tensor(%1) : buffer<[n] x i32, global>
        %7 = core.lanes_below(%4) : vector<8xi1>
        %8 = kernel.vload(%5, %2MASK) : vector<8xi32>
        kernel.vstore(%6, %8, %3MASK)
        %9 = kernel.to_tensor(%6) : tensor<[n] x i32>
        core.return(%9)\
        """
            .replace("MASK", mask);
    String signature =
        "(%0: tensor<[n] x i32>, %1: tensor<[n] x i32>, %2: i32, %3: i32, %4: i32) -> (tensor<[n] x"
            + " i32>)";
    OracleTensor a = KernelPrograms.integers(Scalar.I32, i -> i, 10);
    OracleTensor b = KernelPrograms.integers(Scalar.I32, i -> 100 + i, 10);
    try {
      return ((OracleTensor) run(signature, body, a, b, from, to, below))
          .toString()
          .replaceAll(".*>\\[|[\\],]", "");
    } catch (GuestFault fault) {
      return fault.getMessage();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 100 0 1 2 3 4 5 6 7 109",
    "2, 0, 2 3 4 5 6 7 8 9 108 109",
    "3, 0, IndexError: index 10 on axis 0 of a view of [10]",
    "-1, 0, IndexError: index -1 on axis 0 of a view of [10]",
    "0, 5, IndexError: index 10 on axis 0 of a view of [10]",
    "0, 2147483647, IndexError: index 2147483647 on axis 0 of a view of [10]",
  })
  void wholeVectors(long from, long to, String expected) {
    assertEquals(expected, copied("", from, to, 0));
  }

  @ParameterizedTest
  @CsvSource({
    "7, 0, 3, 7 8 9 103 104 105 106 107 108 109",
    "9, 9, 1, 100 101 102 103 104 105 106 107 108 9",
    "50, 50, 0, 100 101 102 103 104 105 106 107 108 109",
    "8, 0, 3, IndexError: index 10 on axis 0 of a view of [10]",
    "-1, 0, 1, IndexError: index -1 on axis 0 of a view of [10]",
  })
  void lanesBehindTheMaskAreNotTouched(long from, long to, long below, String expected) {
    assertEquals(expected, copied(", %7", from, to, below));
  }

  /// A dot product by vectors and a tail: Σ i·i.
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 30})
  void loopsOverVectors(int n) {
    String body =
        """
        %1 = kernel.from_tensor(%0) : buffer<[n] x f64, global>
        %2 = core.const {value = 0} : i32
        %3 = core.slot(%2) : slot<i32>
        %4 = core.slot : slot<vector<8xf64>>
        %5 = core.const {value = 0} : i64
        %6 = kernel.extent(%1, %5)
        %7 = core.cast(%6) : i32
        core.loop {
          %8 = core.slot_get(%3)
          %9 = core.lt(%8, %7)
          core.yield(%9)
        } {
          %10 = core.slot_get(%3)
          %11 = core.wrapping_sub(%7, %10)
          %12 = core.lanes_below(%11) : vector<8xi1>
          %13 = kernel.vload(%1, %10, %12) : vector<8xf64>
          %14 = core.slot_get(%4)
          %15 = core.fma(%13, %13, %14)
          core.slot_set(%4, %15)
          core.yield
        } {
          %16 = core.slot_get(%3)
          %17 = core.const {value = 8} : i32
          %18 = core.wrapping_add(%16, %17)
          core.slot_set(%3, %18)
          core.yield
        }
        %19 = core.slot_get(%4)
        %20 = core.reduce_add(%19)
        core.return(%20)\
        """;
    double wanted = IntStream.range(0, n).mapToDouble(i -> (double) i * i).sum();
    OracleTensor x = KernelPrograms.reals(Scalar.F64, i -> i, n);
    assertEquals(wanted, run("(%0: tensor<[n] x f64>) -> (f64)", body, x));
  }

  @Test
  void wronglyProvedIsOurFault() {
    String body =
        "%1 = kernel.alloc : buffer<[4] x f32, global> %2 = kernel.vload(%1, %0) {bounds ="
            + " \"proved\"} : vector<4xf32> core.return(%2)";
    String signature = "(%0: i32) -> (vector<4xf32>)";
    assertArrayEquals(doubles(0, 0, 0, 0), (Object[]) run(signature, body, 0L));
    assertThrows(IllegalStateException.class, () -> run(signature, body, 1L));
  }
}
