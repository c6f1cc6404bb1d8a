package org.tosc.passes.precision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tosc.passes.autodiff.Pattern;
import org.tosc.passes.autodiff.RowGradients;
import org.tosc.tir.interp.GuestFault;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.interp.TensorOracle;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.FunctionBuilder;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// The rule of every row, alone: operands are moved by chance, the operation is computed in `f32`
/// on what that gives, and in `f64` on what was there. No difference may be above the bound,
/// neither where operands are known nor where only ranges are.
class RowBoundsTest {
  private static final int SHAPES = Integer.getInteger("shapes", 40);

  /// Rows without a gradient, in the same form.
  private static final String OTHERS =
      """
      floor | [*s] | |
      ceil | [*s] | |
      round | [*s] | |
      sign | [*s] | |
      eq | [*s] [~s] | |
      ne | [*s] [~s] | |
      lt | [*s] [~s] | |
      le | [*s] [~s] | |
      gt | [*s] [~s] | |
      ge | [*s] [~s] | |
      and | i1[*s] i1[~s] | |
      or | i1[*s] i1[~s] | |
      xor | i1[*s] i1[~s] | |
      not | i1[*s] | |
      add | [*s] ids:n[~s] | |
      div | ids:n[*s] [~s] | | positive
      reduce_any | [m, n] | axis = [1] |
      reduce_all | [m, n] | |
      argmax | [m, n] | axis = [1] |
      argmax | [m, n, k] | axis = [0] |
      argmin | [m, n] | |
      one_hot | ids:n[m] | depth = <n> |
      cast | [*s] | dtype = type i64 |
      cast | [*s] | dtype = type f16 |
      cast | [*s] | dtype = type bf16 |
      cast | [*s] | dtype = type i1 |
      cast | ids:n[*s] | dtype = type f32 |
      mod | [*s] [~s] | | positive
      floordiv | [*s] [~s] | | positive
      pow | [*s] [~s] | |
      dequantize | q8[n, 32] | |
      dequantize | q8[n, 32] | dtype = type f16 |
      """;

  private static List<Pattern> patterns() {
    return Stream.concat(RowGradients.patterns().stream(), OTHERS.lines().map(Pattern::parse))
        .toList();
  }

  @Test
  void noErrorIsAboveItsBound() {
    Set<TensorOp> bounded = EnumSet.noneOf(TensorOp.class);
    for (Pattern pattern : patterns()) {
      Random random = new Random(pattern.toString().hashCode());
      for (int i = 0; i < SHAPES; i++) {
        if (agrees(pattern, random)) {
          bounded.add(pattern.op());
        }
      }
    }
    Set<TensorOp> without = EnumSet.noneOf(TensorOp.class);
    patterns().stream().map(Pattern::op).filter(op -> !bounded.contains(op)).forEach(without::add);
    Set<TensorOp> expected =
        EnumSet.of(
            TensorOp.MOD,
            TensorOp.FLOORDIV,
            TensorOp.DET,
            TensorOp.INV,
            TensorOp.SOLVE,
            TensorOp.COLLECTIVE);
    assertEquals(expected, without, "rows without a bound");
  }

  /// Whether all bounds of known operands were finite.
  private static boolean agrees(Pattern pattern, Random random) {
    Pattern.Case made = pattern.with(random);
    List<OracleTensor> base = made.elements().of(made.function(), made.bounds(), random);
    double[] scales = {0, 1e-7, 1e-4, 1e-2, 0.3};
    double scale = scales[random.nextInt(scales.length)];
    List<OracleTensor> exact = new ArrayList<>();
    List<OracleTensor> moved = new ArrayList<>();
    List<Estimate> points = new ArrayList<>();
    List<Estimate> ranges = new ArrayList<>();
    for (OracleTensor x : base) {
      boolean moves = x.element() == Scalar.F64;
      OracleTensor wide = moves ? x.as(Scalar.F32).as(Scalar.F64) : x;
      OracleTensor near = moves ? near(wide, scale, random) : x;
      exact.add(wide);
      moved.add(near);
      Field error = Field.of(wide).zip(Field.of(near), (a, b) -> Math.abs(a - b));
      double most = random.nextBoolean() ? error.max() : 0;
      Estimate point = Estimate.exact(wide).withError(error.map(e -> Math.max(e, most)));
      points.add(point);
      ranges.add(moves ? range(point, random) : point);
    }
    return holds(pattern, made, exact, moved, points, ranges);
  }

  private static boolean holds(
      Pattern pattern,
      Pattern.Case made,
      List<OracleTensor> exact,
      List<OracleTensor> moved,
      List<Estimate> points,
      List<Estimate> ranges) {
    Operation o = made.function().body().ops().getFirst();
    TensorOp op = (TensorOp) o.op();
    List<OracleTensor> expected;
    List<OracleTensor> found;
    try {
      expected = TensorOracle.apply(op, exact, wide(o).attributes());
      found = TensorOracle.apply(op, moved, o.attributes());
    } catch (GuestFault raised) {
      return true;
    }
    Function f = function(o, moved);
    String where = pattern + " on " + points + moved;
    boolean finite = check(ErrorBounds.of(f, List.copyOf(points)), expected, found, true, where);
    check(ErrorBounds.of(f, List.copyOf(ranges)), expected, found, false, where + ranges);
    return finite;
  }

  /// In exact arithmetic casts between floats are none.
  private static Operation wide(Operation o) {
    boolean casts = o.op() == TensorOp.CAST || o.op() == TensorOp.DEQUANTIZE;
    return casts && ((TensorType) o.result().type()).element().isFloat() ? ExactDomain.wide(o) : o;
  }

  private static OracleTensor near(OracleTensor x, double scale, Random random) {
    double[] out = x.reals();
    for (int i = 0; i < out.length; i++) {
      double by = random.nextBoolean() ? random.nextDouble(-1, 1) : random.nextInt(3) - 1;
      out[i] += by * scale;
    }
    return OracleTensor.reals(Scalar.F32, x.shape(), out);
  }

  /// A range that holds the known numbers.
  private static Estimate range(Estimate x, Random random) {
    double wide = random.nextDouble(0.4);
    Field middle = x.middle().map(m -> m + random.nextDouble(-wide, wide + 1e-9));
    Field radius = middle.zip(x.middle(), (a, b) -> Math.abs(a - b)).map(r -> r * 1.0000001);
    return random.nextInt(3) == 0
        ? Estimate.within(x.shape(), x.size().max())
            .withError(Field.uniform(x.shape(), x.error().max()))
        : new Estimate(middle, radius, x.error());
  }

  private static Function function(Operation o, List<OracleTensor> operands) {
    FunctionBuilder f = new FunctionBuilder("f");
    List<Value> params = operands.stream().map(t -> f.param(t.type())).toList();
    Operation made = f.op(o.op(), o.attributes(), Span.NONE, params);
    f.op(CoreOp.RETURN, o.attributes(), Span.NONE, made.results());
    return f.finish(Value.types(made.results()), o.attributes(), Span.NONE);
  }

  private static boolean check(
      ErrorBounds.Outcome bounds,
      List<OracleTensor> exact,
      List<OracleTensor> found,
      boolean points,
      String where) {
    boolean finite = true;
    for (int k = 0; k < exact.size(); k++) {
      Estimate bound = bounds.results().get(k);
      for (int i = 0; i < exact.get(k).size(); i++) {
        double x = exact.get(k).real(i);
        double error = Math.abs(found.get(k).real(i) - x);
        String at = "element " + i + " of " + where;
        finite &= Double.isFinite(bound.errorAt(i));
        assertTrue(
            error <= bound.errorAt(i) || bound.errorAt(i) == Double.POSITIVE_INFINITY,
            () -> error + " above " + bound.errorAt(0) + ": " + at);
        if (Double.isNaN(x)) {
          continue; // the bound is infinite, as was just seen
        }
        double off = Math.abs(x - bound.middleAt(i));
        double slack = 1e-12 * (1 + Math.abs(x));
        assertTrue(
            off <= bound.radius().at(i) + slack || (points && bound.errorAt(i) > 1e300),
            () -> x + " is not " + bound.middleAt(0) + " ± " + bound.radius().at(0) + ": " + at);
      }
    }
    return finite;
  }
}
