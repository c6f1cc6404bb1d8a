package org.tosc.passes.precision;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.interp.TensorOracle;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Tolerance;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.TypeRule;

/// One operation whose results are to be estimated: its operands' estimates, and what rules need to
/// say theirs.
///
/// A rule gives middle, radius and the error that comes of the operands' errors; the methods here
/// add what the operation itself rounds, by the tolerance of its row.
record Step(
    TensorOp op,
    Attributes attributes,
    List<Estimate> operands,
    List<Type> types,
    List<TensorType> results) {

  /// Covers what rounding does to the bounds themselves.
  private static final double INFLATION = 1 + 0x1p-40;

  Estimate x() {
    return operands.getFirst();
  }

  Estimate operand(int i) {
    return operands.get(i);
  }

  boolean has(int i) {
    return i < operands.size();
  }

  Scalar element() {
    return results.getFirst().element();
  }

  Scalar element(int operand) {
    return types.get(operand) instanceof TensorType t ? t.element() : (Scalar) types.get(operand);
  }

  long[] shape() {
    return Estimate.shape(results.getFirst());
  }

  /// How many terms each element of the result sums, for operations that count two for each.
  double terms() {
    try {
      double flops = op.cost(types, attributes).flops();
      return Math.ceil(flops / 2 / Math.max(1, Field.size(shape())));
    } catch (TypeRule.Mismatch impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// How many elements of the operand each element of the result comes from.
  double gathered() {
    return (double) x().count() / Math.max(1, Field.size(shape()));
  }

  /// The operation itself, on these numbers in `f64`.
  Field run(Field... numbers) {
    return runAll(numbers).getFirst();
  }

  List<Field> runAll(Field... numbers) {
    return apply(op, attributes, numbers);
  }

  static List<Field> apply(TensorOp op, Attributes attributes, Field... numbers) {
    List<OracleTensor> tensors = Arrays.stream(numbers).map(Field::tensor).toList();
    return TensorOracle.apply(op, tensors, attributes).stream()
        .map(t -> Field.of(t).map(x -> x))
        .toList();
  }

  /// An element-wise operation on one number for all where there is one.
  Field each(Field numbers) {
    if (!numbers.isUniform()) {
      return run(numbers);
    }
    double one = run(Field.uniform(new long[0], numbers.at(0))).at(0);
    return Field.uniform(numbers.shape(), one);
  }

  /// The operation on numbers of which every result is one of them.
  List<Field> moved(Field... numbers) {
    List<Field> all = List.of(numbers);
    double first = all.getFirst().at(0);
    boolean same = Field.allUniform(all) && Stream.of(numbers).allMatch(f -> f.at(0) == first);
    return same
        ? results.stream().map(t -> Field.uniform(Estimate.shape(t), first)).toList()
        : runAll(numbers);
  }

  /// A result that is exact but for its operands' errors.
  static Estimate exactly(Field middle, Field radius, Field error) {
    return new Estimate(middle, radius, error.map(e -> e * INFLATION));
  }

  /// A result that is rounded once, and by the ulps of the row's tolerance.
  Estimate rounded(Field middle, Field radius, Field error) {
    double factor = op.tolerance() instanceof Tolerance.Ulps(int count, var _) ? 2 * count + 1 : 1;
    double least = op.tolerance() instanceof Tolerance.Ulps(var _, double gone) ? gone : 0;
    Estimate before = new Estimate(middle, radius, error);
    Field added =
        before
            .reach()
            .zip(
                middle,
                (size, m) ->
                    Double.isInfinite(m)
                        ? 0
                        : Math.max(factor * Roundoff.half(element(), size), Math.min(size, least)));
    return exactly(middle, radius, error.plus(added));
  }

  /// A result that is a sum of `n` terms whose sizes add up to `terms`, in any order, with the
  /// roundings of the row's tolerance: `(n + r) · 2u · Σ|terms|`, and one rounding to the type.
  Estimate summed(Field middle, Field radius, Field error, Field terms, double n) {
    int more = op.tolerance() instanceof Tolerance.Sum(int roundings) ? roundings : 0;
    double unit = 2 * Roundoff.ofSums(element());
    Scalar wide = element() == Scalar.F64 ? Scalar.F64 : Scalar.F32;
    Field sums =
        element().isInteger()
            ? Field.uniform(terms.shape(), 0)
            : terms.map(t -> (n + more) * unit * t + n * Roundoff.half(wide, t * 0x1p-30));
    Estimate before = new Estimate(middle, radius, error.plus(sums));
    Field last = before.reach().zip(terms, Math::max).map(t -> Roundoff.half(element(), t));
    return exactly(middle, radius, before.error().plus(last));
  }
}
