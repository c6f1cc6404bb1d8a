package org.tosc.driver.snitch.loops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.tosc.backends.snitch.code.Routine;
import org.tosc.passes.vector.Polynomials;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.FunctionBuilder;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// What a routine says that it takes is about what the model counts.
final class EstimateTest {
  private static final int SIZE = 500;

  private static void check(
      int operands, BiFunction<FunctionBuilder, List<Value>, Value> body, double off) {
    Function function = Elementwise.of(SIZE, Collections.nCopies(operands + 1, Scalar.F32), body);
    Routine routine = LoopRun.compiled(function);
    double[] ones = new double[SIZE];
    java.util.Arrays.fill(ones, 1);
    List<?> arguments = Collections.nCopies(operands + 1, LoopRun.reals(Scalar.F32, ones));
    long cycles = LoopRun.run(routine, function, arguments).cycles();
    assertEquals((double) cycles, (double) routine.cycles(), off * cycles);
  }

  @Test
  void isNearWhatTheModelCounts() {
    check(1, (_, in) -> in.getFirst(), 0.1);
    check(2, (f, in) -> Elementwise.op(f, CoreOp.ADD, in.get(0), in.get(1)), 0.3);
    check(
        1,
        (f, in) ->
            Objects.requireNonNull(new Polynomials(f, Span.NONE).of(CoreOp.EXP, in.getFirst())),
        0.3);
  }
}
