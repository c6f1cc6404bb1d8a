package org.tosc.passes.precision;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.interp.TensorOracle;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Scalar;

/// Estimates of tensors made of attributes and scalars, of casts, and of what picks elements by
/// indexes.
final class Sources {
  private Sources() {}

  /// The operation on the middles, integers and booleans as such.
  static Field run(Step step) {
    return runAll(step).getFirst();
  }

  static List<Field> runAll(Step step) {
    List<OracleTensor> tensors = new ArrayList<>();
    for (int i = 0; i < step.operands().size(); i++) {
      Scalar type = step.element(i);
      Field middle = step.operand(i).middle();
      boolean whole = type.isInteger() || type == Scalar.I1;
      tensors.add(whole ? middle.integers(type) : middle.tensor());
    }
    return TensorOracle.apply(step.op(), tensors, step.attributes()).stream()
        .map(Field::of)
        .toList();
  }

  /// What attributes say is exact.
  static Estimate made(Step step) {
    return Estimate.exact(run(step));
  }

  /// Random numbers are computed, by logarithms and cosines.
  static Estimate random(Step step) {
    Field numbers = run(step);
    Field error = numbers.map(x -> 16 * Roundoff.half(step.element(), Math.abs(x)));
    return Estimate.exact(numbers).withError(error);
  }

  static Estimate full(Step step) {
    if (step.has(0)) {
      return splat(step);
    }
    Double number = number(step.attributes().get("value"));
    if (number == null) {
      return Estimate.unknown(step.shape());
    }
    Estimate one = cast(Estimate.number(number), Scalar.F64, step.element());
    return to(step.shape(), one);
  }

  /// The number of a constant; null where it is none.
  static @Nullable Double number(@Nullable Attribute value) {
    if (value instanceof Attribute.Int(long n)) {
      return (double) n;
    }
    if (value instanceof Attribute.Real(double x)) {
      return x;
    }
    return value instanceof Attribute.Bool(boolean b) ? (Double) (b ? 1.0 : 0.0) : null;
  }

  static Estimate splat(Step step) {
    return to(step.shape(), cast(step.x(), step.element(0), step.element()));
  }

  private static Estimate to(long[] shape, Estimate one) {
    return new Estimate(one.middle().to(shape), one.radius().to(shape), one.error().to(shape));
  }

  static Estimate cast(Step step) {
    return cast(step.x(), step.element(0), step.element());
  }

  /// Another element type. To floats: one rounding, of numbers that are known exactly as large as
  /// it is. To integers: towards 0. To booleans: whether it is not 0.
  static Estimate cast(Estimate x, Scalar from, Scalar to) {
    if (to == Scalar.I1) {
      return Elementwise.truth(x);
    }
    if (!to.isFloat()) {
      return from.isFloat() ? truncated(x) : x;
    }
    if (Roundoff.holds(to, from, x.reach().max())) {
      return x;
    }
    Field general = x.error().plus(x.reach().map(size -> Roundoff.half(to, size)));
    if (!x.isPoint()) {
      return Step.exactly(x.middle(), x.radius(), general);
    }
    Field known = x.middle().map(m -> Math.abs(Roundoff.rounded(to, m) - m));
    Field exact = x.error().zip(known, (e, k) -> e == 0 ? k : -1);
    Field error = exact.zip(general, (k, g) -> k < 0 ? g : k);
    return Step.exactly(x.middle(), x.radius(), error);
  }

  private static Estimate truncated(Estimate x) {
    return Elementwise.zip(
        x,
        x,
        (c, _) -> {
          double low = towardsZero(c.low());
          double high = towardsZero(c.high());
          double up = towardsZero(c.high() + c.error()) - low;
          double down = high - towardsZero(c.low() - c.error());
          double error =
              c.error() == 0 ? 0 : Math.min(Math.max(up, down), Math.ceil(c.error()) + 1);
          return Elementwise.interval(low, high, error);
        });
  }

  private static double towardsZero(double x) {
    return x < 0 ? Math.ceil(x) : Math.floor(x);
  }

  /// Slices of a table by indexes. Where these are not known, any slice; where they may be wrong,
  /// another one.
  static Estimate picked(Step step, int table, int indexes) {
    Estimate x = step.operand(table);
    Estimate at = step.operand(indexes);
    boolean uniform =
        x.middle().isUniform() && x.radius().isUniform() && x.error().isUniform() && at.isExact();
    if (at.isPoint() && at.isExact() && !uniform) {
      Scalar type = step.element(indexes);
      return new Estimate(
          by(step, x.middle(), at, type, table),
          by(step, x.radius(), at, type, table),
          by(step, x.error(), at, type, table));
    }
    double low = x.middle().zip(x.radius(), (m, r) -> m - r).min();
    double high = x.middle().plus(x.radius()).max();
    Elementwise.Cell any =
        Elementwise.interval(
            low, high, at.isExact() ? x.error().max() : x.error().max() + high - low);
    return new Estimate(
        Field.uniform(step.shape(), any.middle()),
        Field.uniform(step.shape(), any.radius()),
        Field.uniform(step.shape(), any.error()));
  }

  private static Field by(Step step, Field numbers, Estimate at, Scalar type, int table) {
    OracleTensor indexes = at.middle().integers(type);
    List<OracleTensor> operands =
        table == 0 ? List.of(numbers.tensor(), indexes) : List.of(indexes, numbers.tensor());
    return Field.of(TensorOracle.apply(step.op(), operands, step.attributes()).getFirst())
        .map(v -> v);
  }

  /// Sums of updates that have one index.
  static Estimate scattered(Step step) {
    Estimate at = step.operand(1);
    if (!at.isPoint() || !at.isExact()) {
      return Estimate.unknown(step.shape());
    }
    Scalar type = step.element(1);
    Estimate x = step.x();
    return step.summed(
        by(step, x.middle(), at, type, 0),
        by(step, x.radius(), at, type, 0),
        by(step, x.error(), at, type, 0),
        by(step, x.reach(), at, type, 0),
        (double) at.count());
  }

  static Estimate oneHot(Step step) {
    Estimate at = step.x();
    if (at.isPoint() && at.isExact()) {
      return Estimate.exact(run(step));
    }
    Field half = Field.uniform(step.shape(), 0.5);
    return new Estimate(half, half, Field.uniform(step.shape(), at.isExact() ? 0 : 1));
  }
}
