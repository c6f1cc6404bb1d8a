package org.tosc.driver.snitch.loops;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.tosc.passes.vector.Polynomials;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// Elementary functions as arithmetic of `core`: on the model the bits are those of the
/// interpreter.
final class ElementaryTest {
  private static final int SIZE = 600;
  private static final double[] EDGES = {
    0.0,
    -0.0,
    Float.MIN_VALUE,
    -0x1p-126,
    Double.MIN_VALUE,
    1,
    -1,
    0.625,
    Math.PI / 4,
    Math.PI / 2,
    -2 * Math.PI,
    88.8,
    89.1,
    -103.9,
    -104.1,
    709.7,
    -745.2,
    65536,
    16367173 * 0x1p72,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Double.MAX_VALUE,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN
  };

  private static void check(Scalar type, BiFunction<Polynomials, Value, Value> body) {
    SplittableRandom random = new SplittableRandom(11);
    double[] in = Arrays.copyOf(EDGES, SIZE);
    for (int i = EDGES.length; i < SIZE; i++) {
      in[i] =
          switch (i % 3) {
            case 0 -> (random.nextDouble() - 0.5) * 20;
            case 1 -> (random.nextDouble() - 0.5) * 1600;
            default ->
                type == Scalar.F64
                    ? Double.longBitsToDouble(random.nextLong())
                    : Float.intBitsToFloat(random.nextInt());
          };
    }
    Function function =
        Elementwise.of(
            SIZE,
            List.of(type, type),
            (f, v) -> body.apply(new Polynomials(f, Span.NONE), v.getFirst()));
    LoopRun.check(
        function,
        LoopRun.reals(type, in),
        LoopRun.reals(type, DoubleStream.generate(() -> 0).limit(SIZE).toArray()));
  }

  private static Value of(Polynomials p, CoreOp op, Value x) {
    Value result = p.of(op, x);
    if (result == null) {
      throw new IllegalArgumentException(op + " of " + x.type());
    }
    return result;
  }

  @Test
  void ofSingles() {
    for (CoreOp op : List.of(CoreOp.EXP, CoreOp.LOG, CoreOp.TANH, CoreOp.SIN, CoreOp.COS)) {
      check(Scalar.F32, (p, x) -> of(p, op, x));
    }
    check(Scalar.F32, Polynomials::sigmoid);
    check(Scalar.F32, Polynomials::erf);
    check(Scalar.F32, Polynomials::normal);
  }

  @Test
  void ofDoubles() {
    for (CoreOp op : List.of(CoreOp.EXP, CoreOp.SIN, CoreOp.COS)) {
      check(Scalar.F64, (p, x) -> of(p, op, x));
    }
  }
}
