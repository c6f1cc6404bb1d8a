package org.tosc.driver.snitch.loops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;
import org.tosc.backends.snitch.code.Routine;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.source.Span;

/// Quotients and roots, which the core has no instructions for, against the JVM's: every bit of
/// `f64` and `f32`.
final class QuotientTest {
  private static final int SIZE = 2_000;
  private static final int RANDOM = 20_000;

  private final SplittableRandom random = new SplittableRandom(7);

  /// Numbers whose quotients and roots are hard: at the ends of ranges, beside powers of two, with
  /// all bits set.
  private static List<Double> edges() {
    List<Double> edges = new ArrayList<>();
    List<Double> positive =
        List.of(
            0.0,
            Double.MIN_VALUE,
            2 * Double.MIN_VALUE,
            3 * Double.MIN_VALUE,
            0x0.8p-1022,
            0x0.fffffffffffffp-1022,
            Double.MIN_NORMAL,
            0x1.fffffffffffffp-1022,
            0x1p-1000,
            0x1.fffffffffffffp-500,
            0x1p-500,
            (double) Float.MIN_VALUE,
            (double) Float.MIN_NORMAL,
            0x1p-53,
            0.5,
            Math.nextDown(1.0),
            1.0,
            Math.nextUp(1.0),
            0x1.00000fp0,
            1.5,
            Math.nextDown(2.0),
            2.0,
            3.0,
            Math.nextDown(4.0),
            7.0,
            0x1.fffffep30,
            (double) Float.MAX_VALUE,
            0x1p500,
            0x1.fffffffffffffp500,
            0x1p501,
            0x1.fffffffffffffp1000,
            0x1p1023,
            Double.MAX_VALUE,
            Double.POSITIVE_INFINITY);
    for (double x : positive) {
      edges.add(x);
      edges.add(-x);
    }
    edges.add(Double.NaN);
    return edges;
  }

  private double bits() {
    return Double.longBitsToDouble(random.nextLong());
  }

  private double floatBits() {
    return Float.intBitsToFloat(random.nextInt());
  }

  /// Pairs of edges, random bits, quotients that are subnormal, and quotients next to the middle
  /// between two numbers.
  private List<double[]> pairs(boolean isWide) {
    List<double[]> pairs = new ArrayList<>();
    for (double a : edges()) {
      for (double b : edges()) {
        pairs.add(new double[] {a, b});
      }
    }
    for (int i = 0; i < RANDOM; i++) {
      pairs.add(new double[] {isWide ? bits() : floatBits(), isWide ? bits() : floatBits()});
    }
    int digits = isWide ? 53 : 24;
    int least = isWide ? -1074 : -149;
    for (int i = 0; i < RANDOM / 4; i++) {
      double b = Math.scalb(1 + random.nextDouble(), random.nextInt(60) - 30);
      double q = Math.scalb((double) random.nextLong(1L << (1 + random.nextInt(digits))), least);
      // Subnormal quotients and the middles between them, and what is beside.
      double a = (q + Math.scalb(0.5, least)) * b;
      double exact = Math.scalb((double) (2 * random.nextInt(1000) + 1), least);
      pairs.add(new double[] {random.nextBoolean() ? a : Math.nextUp(a), b});
      pairs.add(new double[] {exact, 2});
      pairs.add(new double[] {exact * 3, 6});
      pairs.add(new double[] {1 + random.nextDouble(), 1 + random.nextDouble()});
      pairs.add(new double[] {1 + random.nextDouble(), Math.nextDown(2.0)});
      pairs.add(new double[] {1 + i * 0x1p-52, Math.nextDown(2.0) - random.nextInt(8) * 0x1p-52});
    }
    return pairs;
  }

  private static Function function(Scalar type, CoreOp op) {
    List<Scalar> types = op == CoreOp.SQRT ? List.of(type, type) : List.of(type, type, type);
    return Elementwise.of(
        SIZE, types, (f, in) -> f.op(op, org.tosc.tir.ir.Attributes.NONE, Span.NONE, in).result());
  }

  private static void check(
      Scalar type, CoreOp op, List<double[]> pairs, DoubleBinaryOperator wanted) {
    Function function = function(type, op);
    Routine routine = LoopRun.compiled(function);
    List<String> wrong = new ArrayList<>();
    for (int first = 0; first < pairs.size(); first += SIZE) {
      double[] a = new double[SIZE];
      double[] b = new double[SIZE];
      for (int i = 0; i < SIZE && first + i < pairs.size(); i++) {
        a[i] = pairs.get(first + i)[0];
        b[i] = pairs.get(first + i)[1];
      }
      if (type == Scalar.F32) {
        for (int i = 0; i < SIZE; i++) {
          a[i] = (float) a[i];
          b[i] = (float) b[i];
        }
      }
      var left = LoopRun.reals(type, a);
      var right = LoopRun.reals(type, b);
      var result = LoopRun.reals(type, new double[SIZE]);
      var arguments = op == CoreOp.SQRT ? List.of(left, result) : List.of(left, right, result);
      byte[] found = LoopRun.run(routine, function, arguments).buffers().getLast();
      for (int i = 0; i < SIZE; i++) {
        double exact = wanted.applyAsDouble(a[i], b[i]);
        Object have = Numbers.element(type, found, i);
        if (!have.equals(exact)) {
          wrong.add("%s(%a, %a): %s instead of %s".formatted(op, a[i], b[i], have, exact));
        }
      }
    }
    assertEquals(List.of(), wrong.subList(0, Math.min(8, wrong.size())), wrong.size() + " wrong");
  }

  @Test
  void quotientsOfDoubles() {
    check(Scalar.F64, CoreOp.DIV, pairs(true), (a, b) -> a / b);
  }

  @Test
  void quotientsOfSingles() {
    check(Scalar.F32, CoreOp.DIV, pairs(false), (a, b) -> (float) a / (float) b);
  }

  /// The quotient of two `f16` is nowhere rounded twice with another result.
  @Test
  void quotientsOfHalves() {
    for (int round = 0; round < 10; round++) {
      double[] a = halves();
      double[] b = halves();
      LoopRun.check(
          function(Scalar.F16, CoreOp.DIV),
          LoopRun.reals(Scalar.F16, a),
          LoopRun.reals(Scalar.F16, b),
          LoopRun.reals(Scalar.F16, new double[SIZE]));
    }
  }

  /// Random ones, half of them such that quotients are subnormal.
  private double[] halves() {
    double[] halves = new double[SIZE];
    for (int i = 0; i < SIZE; i++) {
      short bits = (short) random.nextInt();
      halves[i] = Float.float16ToFloat(i % 2 == 0 ? bits : (short) (bits & 0x3FF));
    }
    return halves;
  }

  @Test
  void rootsOfDoubles() {
    List<double[]> numbers = new ArrayList<>(pairs(true));
    for (int i = 0; i < RANDOM / 4; i++) {
      double root = 1 + random.nextDouble();
      double square = root * root;
      for (double x : List.of(square, Math.nextUp(square), Math.nextDown(square))) {
        numbers.add(new double[] {Math.scalb(x, 2 * (random.nextInt(1000) - 500)), 0});
      }
    }
    numbers.addAll(hardest());
    check(Scalar.F64, CoreOp.SQRT, numbers, (a, _) -> Math.sqrt(a));
  }

  @Test
  void rootsOfSingles() {
    check(Scalar.F32, CoreOp.SQRT, pairs(false), (a, _) -> (float) Math.sqrt(a));
  }

  /// The numbers whose roots are nearest to the middle `m` between two: with `M = 2m` of 54 bits,
  /// `4x = M² + k` for a small k, where x has 53 bits, so that `M² ≡ -k` modulo a power of two. The
  /// roots modulo that are found digit by digit (Hensel's lemma; M. Cornea et al., "Scientific
  /// computing on Itanium-based systems", 2002, chapter 5).
  private static List<double[]> hardest() {
    List<double[]> numbers = new ArrayList<>();
    for (int digits : new int[] {54, 55}) {
      BigInteger modulus = BigInteger.ONE.shiftLeft(digits);
      for (int k = -65; k <= 65; k++) {
        if (Math.floorMod(-k, 8) == 1) {
          for (BigInteger root : roots(BigInteger.valueOf(-k), digits)) {
            for (BigInteger m : List.of(root, root.add(modulus), modulus.subtract(root))) {
              BigInteger four = m.multiply(m).add(BigInteger.valueOf(k));
              double x = four.doubleValue() / 4;
              boolean isExact =
                  m.bitLength() == 54
                      && new java.math.BigDecimal(x)
                          .multiply(java.math.BigDecimal.valueOf(4))
                          .toBigInteger()
                          .equals(four);
              if (isExact) {
                numbers.add(new double[] {x, 0});
                numbers.add(new double[] {Math.scalb(x, -106), 0});
              }
            }
          }
        }
      }
    }
    assertEquals(true, numbers.size() > 50, "there are hard ones: " + numbers.size());
    return numbers;
  }

  /// The odd numbers whose square is `square` modulo 2^digits.
  private static List<BigInteger> roots(BigInteger square, int digits) {
    List<BigInteger> roots = List.of(BigInteger.ONE, BigInteger.valueOf(3));
    for (int digit = 2; digit < digits; digit++) {
      List<BigInteger> next = new ArrayList<>();
      BigInteger modulus = BigInteger.ONE.shiftLeft(digit + 1);
      for (BigInteger root : roots) {
        for (BigInteger lifted : List.of(root, root.setBit(digit))) {
          boolean isRoot = lifted.multiply(lifted).subtract(square).mod(modulus).signum() == 0;
          if (isRoot && !next.contains(lifted)) {
            next.add(lifted);
          }
        }
      }
      roots = next;
    }
    return roots;
  }
}
