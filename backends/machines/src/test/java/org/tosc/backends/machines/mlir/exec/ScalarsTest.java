package org.tosc.backends.machines.mlir.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tosc.backends.machines.mlir.ir.FloatKind;

/// Operations on scalars against Java's own types, BigInteger and BigDecimal.
class ScalarsTest {
  private static long binary(String op, String type, long a, long b) {
    String text =
        "func.func @f(%a: T, %b: T) -> T {\n  %r = OP %a, %b : T\n  return %r : T\n}\n"
            .replace("OP", op)
            .replace("T", type);
    Program.Outcome outcome =
        Call.program(text).call("f", List.of(new Argument.Scalar(a), new Argument.Scalar(b)), 1000);
    return outcome instanceof Program.Outcome.Done done
            && done.results().getFirst() instanceof Argument.Scalar(long bits)
        ? bits
        : -1;
  }

  private static long cast(String op, String from, String to, long a) {
    String text =
        "func.func @f(%a: A) -> B {\n  %r = OP %a : A to B\n  return %r : B\n}\n"
            .replace("OP", op)
            .replace("A", from)
            .replace("B", to);
    Program.Outcome outcome = Call.program(text).call("f", List.of(new Argument.Scalar(a)), 1000);
    return outcome instanceof Program.Outcome.Done done
            && done.results().getFirst() instanceof Argument.Scalar(long bits)
        ? bits
        : -1;
  }

  @Test
  void bytesWrap() {
    BigInteger mask = BigInteger.valueOf(255);
    for (int a = 0; a < 256; a += 5) {
      for (int b = 1; b < 256; b += 7) {
        BigInteger x = BigInteger.valueOf((byte) a);
        BigInteger y = BigInteger.valueOf((byte) b);
        assertEquals(x.add(y).and(mask).intValue(), binary("arith.addi", "i8", a, b));
        assertEquals(x.multiply(y).and(mask).intValue(), binary("arith.muli", "i8", a, b));
        assertEquals(x.max(y).and(mask).intValue(), binary("arith.maxsi", "i8", a, b));
        assertEquals(Math.max(a, b), binary("arith.maxui", "i8", a, b));
        assertEquals(a / b, binary("arith.divui", "i8", a, b));
        if (a != 128 || b != 255) {
          assertEquals(x.divide(y).and(mask).intValue(), binary("arith.divsi", "i8", a, b));
          int floor = Math.floorDiv((byte) a, (byte) b) & 255;
          assertEquals(floor, binary("arith.floordivsi", "i8", a, b));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "arith.extsi, i8, i32, 200, 4294967240",
    "arith.extui, i8, i32, 200, 200",
    "arith.trunci, i32, i8, 511, 255",
    "arith.index_cast, i8, index, 255, -1",
    "arith.sitofp, i8, f32, 255, 3212836864",
    "arith.uitofp, i8, f32, 255, 1132396544",
    "arith.fptosi, f32, i8, 3223322624, 254",
    "arith.bitcast, f32, i32, 1065353216, 1065353216"
  })
  void casts(String op, String from, String to, long value, long expected) {
    assertEquals(expected, cast(op, from, to, value));
  }

  @Test
  void halvesAreThoseOfJava() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      float value = Float.float16ToFloat((short) bits);
      if (!Float.isNaN(value)) {
        assertEquals(value, FloatKind.F16.decode(bits));
        assertEquals(bits, FloatKind.F16.encode(value));
      }
    }
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      float value = Float.intBitsToFloat(random.nextInt());
      if (!Float.isNaN(value)) {
        assertEquals(
            Float.floatToFloat16(value) & 0xFFFF, FloatKind.F16.encode(value), () -> "" + value);
      }
    }
  }

  @Test
  void shortFloatsRoundToTheNearest() {
    Random random = new Random(2);
    for (FloatKind kind : List.of(FloatKind.BF16, FloatKind.F8E4M3FN, FloatKind.F8E5M2)) {
      for (int i = 0; i < 20_000; i++) {
        double value = random.nextGaussian() * 8;
        double rounded = kind.decode(kind.encode(value));
        long bits = kind.encode(rounded);
        BigDecimal off = new BigDecimal(value).subtract(new BigDecimal(rounded)).abs();
        for (long near : new long[] {bits - 1, bits + 1}) {
          double other = kind.decode(near);
          if (Double.isFinite(other)) {
            BigDecimal rival = new BigDecimal(value).subtract(new BigDecimal(other)).abs();
            assertEquals(true, off.compareTo(rival) <= 0, kind + " " + value);
          }
        }
      }
    }
  }

  @Test
  void multiplyAddRoundsOnce() {
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      long a = random.nextInt(0x7C00);
      long b = random.nextInt(0x7C00);
      long c = random.nextInt(0x7C00) | 0x8000L;
      BigDecimal exact =
          new BigDecimal(FloatKind.F16.decode(a))
              .multiply(new BigDecimal(FloatKind.F16.decode(b)))
              .add(new BigDecimal(FloatKind.F16.decode(c)));
      if (exact.signum() != 0) {
        assertEquals(half(exact), FloatMeaning.fma(FloatKind.F16, a, b, c), exact::toString);
      }
    }
  }

  /// The nearest half of a decimal: units of the last place counted, ties to even.
  private static long half(BigDecimal exact) {
    int exponent = Math.max(-14, Math.getExponent(exact.doubleValue()));
    double unit = Math.scalb(1.0, exponent - 10);
    BigDecimal count = exact.abs().divide(new BigDecimal(unit)).setScale(0, RoundingMode.HALF_EVEN);
    double value = count.doubleValue() * unit;
    return FloatKind.F16.encode(exact.signum() < 0 ? -value : value);
  }

  @Test
  void maximaAndNan() {
    long nan = FloatKind.F32.encode(Double.NaN);
    long one = FloatKind.F32.encode(1);
    assertEquals(nan, binary("arith.maximumf", "f32", nan, one));
    assertEquals(one, binary("arith.maxnumf", "f32", nan, one));
    long zero = FloatKind.F32.encode(0.0);
    long minus = FloatKind.F32.encode(-0.0);
    assertEquals(zero, binary("arith.maximumf", "f32", minus, zero));
    assertEquals(minus, binary("arith.minimumf", "f32", zero, minus));
  }

  /// Values of the error function from tables (Abramowitz and Stegun 7.1, to ten digits).
  @ParameterizedTest
  @CsvSource({
    "0.1, 0.1124629160",
    "0.5, 0.5204998778",
    "1.0, 0.8427007929",
    "2.0, 0.9953222650",
    "3.0, 0.9999779095"
  })
  void errorFunction(double x, double expected) {
    assertEquals(expected, ErrorFunction.erf(x), 1e-10);
    assertEquals(-expected, ErrorFunction.erf(-x), 1e-10);
  }
}
