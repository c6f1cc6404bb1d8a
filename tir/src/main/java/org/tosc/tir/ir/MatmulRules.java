package org.tosc.tir.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.tosc.tir.ir.TypeRule.Mismatch;
import org.tosc.tir.ir.TypeRule.Mismatch.Place;
import org.tosc.tir.ir.TypeRule.Mismatch.Rule;

/// Shape rules of matrix products and of linear algebra on square matrices.
final class MatmulRules {
  private MatmulRules() {}

  /// `[…, m, k] @ […, k, n]`, leading axes broadcast; a 1-D left is a row, a 1-D right a column,
  /// and that axis is left out of the result.
  static Type matmul(TensorCall call) throws Mismatch {
    requireAxes(call);
    TensorType a = call.tensor(0);
    TensorType b = call.tensor(1);
    int innerA = a.rank() - 1;
    int innerB = Math.max(0, b.rank() - 2);
    requireInner(call, innerA, innerB);
    List<Dim> out = new ArrayList<>(batch(call, a, b));
    if (a.rank() > 1) {
      out.add(a.shape().get(a.rank() - 2));
    }
    if (b.rank() > 1) {
      out.add(b.shape().getLast());
    }
    return new TensorType(out, Promotion.accumulator(Promotion.of(a.element(), b.element())));
  }

  private static List<Dim> batch(TensorCall call, TensorType a, TensorType b) throws Mismatch {
    List<Dim> left = a.shape().subList(0, Math.max(0, a.rank() - 2));
    List<Dim> right = b.shape().subList(0, Math.max(0, b.rank() - 2));
    try {
      return BroadcastRules.broadcast(call, 0, left, 1, right);
    } catch (Mismatch mismatch) {
      Place l = mismatch.places().get(0);
      Place r = mismatch.places().get(1);
      throw new Mismatch(
          Rule.BROADCAST,
          "%s: axis %d of the left (%s) and axis %d of the right (%s) differ and neither is 1"
              .formatted(cannot(call), l.axis(), left.get(l.axis()), r.axis(), right.get(r.axis())),
          l,
          r);
    }
  }

  private static void requireInner(TensorCall call, int axisA, int axisB) throws Mismatch {
    Dim left = call.tensor(0).shape().get(axisA);
    Dim right = call.tensor(1).shape().get(axisB);
    if (Dims.agree(left, right) == null) {
      throw new Mismatch(
          Rule.INNER,
          "%s: axis %d of the left (%s) and axis %d of the right (%s) differ"
              .formatted(cannot(call), axisA, left, axisB, right),
          new Place(0, axisA),
          new Place(1, axisB));
    }
  }

  private static String cannot(TensorCall call) {
    return "cannot multiply matrices "
        + call.tensor(0).shapeText()
        + " and "
        + call.tensor(1).shapeText();
  }

  private static void requireAxes(TensorCall call) throws Mismatch {
    for (int i = 0; i < 2; i++) {
      if (call.tensor(i).rank() == 0) {
        throw new Mismatch(
            Rule.RANK, cannot(call) + ": a number multiplies with `*`", new Place(i, -1));
      }
    }
  }

  /// `x @ transpose(w)` with quantised rows `w[n, k]`: blocks, or integers and their scale.
  static Type qmatmul(TensorCall call) throws Mismatch {
    call.requireRankAtLeast(0, 1, "a left operand");
    call.requireRank(1, 2, "a weight matrix");
    call.requireFloat(0);
    SourceRules.requireScale(call, 1, 2);
    requireInner(call, call.x().rank() - 1, 1);
    Dim rows = call.tensor(1).shape().getFirst();
    return new TensorType(
        Dims.with(call.x().shape(), call.x().rank() - 1, rows),
        Promotion.toFloat(call.x().element()));
  }

  /// The inner product of two vectors.
  static Type dot(TensorCall call) throws Mismatch {
    call.requireRank(0, 1, "a left vector");
    call.requireRank(1, 1, "a right vector");
    return matmul(call);
  }

  /// `[n], [m] -> [n, m]`.
  static Type outer(TensorCall call) throws Mismatch {
    call.requireRank(0, 1, "a left vector");
    call.requireRank(1, 1, "a right vector");
    TensorType a = call.tensor(0);
    TensorType b = call.tensor(1);
    return new TensorType(
        List.of(a.shape().getFirst(), b.shape().getFirst()),
        Promotion.accumulator(Promotion.of(a.element(), b.element())));
  }

  /// `[…, n, n] -> […]`: the determinant.
  static Type det(TensorCall call) throws Mismatch {
    requireSquare(call);
    return new TensorType(leading(call), Promotion.toFloat(call.x().element()));
  }

  static Type inv(TensorCall call) throws Mismatch {
    requireSquare(call);
    return new TensorType(call.x().shape(), Promotion.toFloat(call.x().element()));
  }

  static Type trace(TensorCall call) throws Mismatch {
    requireSquare(call);
    return new TensorType(leading(call), Promotion.accumulator(call.x().element()));
  }

  /// `solve(a, b)`: the x with `a @ x = b`; b has a's leading axes and is a matrix, or, beside one
  /// matrix, a vector.
  static Type solve(TensorCall call) throws Mismatch {
    requireSquare(call);
    call.requireRankAtLeast(1, 1, "a right side");
    TensorType a = call.tensor(0);
    TensorType b = call.tensor(1);
    boolean isVector = b.rank() == 1 && a.rank() == 2;
    if (!isVector && a.rank() != b.rank()) {
      throw call.fault(
          Rule.RANK,
          Stream.of(new Place(0, -1), new Place(1, -1)),
          "cannot combine shapes %s and %s: the right side needs %s",
          a.shapeText(),
          b.shapeText(),
          TensorCall.count(a.rank()));
    }
    for (int i = 0; i < a.rank() - 2; i++) {
      call.agree(0, i, 1, i, "axis " + i + " of the left and of the right");
    }
    int rows = isVector ? 0 : b.rank() - 2;
    int columns = a.rank() - 1;
    String what = "axis " + columns + " of the matrix and axis " + rows + " of the right side";
    call.agree(0, columns, 1, rows, what);
    return new TensorType(b.shape(), Promotion.toFloat(Promotion.of(a.element(), b.element())));
  }

  private static List<Dim> leading(TensorCall call) {
    return call.x().shape().subList(0, call.x().rank() - 2);
  }

  private static void requireSquare(TensorCall call) throws Mismatch {
    call.requireRankAtLeast(0, 2, "square matrices");
    int rank = call.x().rank();
    Dim rows = call.x().shape().get(rank - 2);
    Dim columns = call.x().shape().getLast();
    if (Dims.agree(rows, columns) == null) {
      throw call.fault(
          Rule.EXTENT,
          Stream.of(new Place(0, rank - 2), new Place(0, rank - 1)),
          "needs square matrices, found shape %s: axis %d (%s) and axis %d (%s) differ",
          call.x().shapeText(),
          rank - 2,
          rows,
          rank - 1,
          columns);
    }
  }

  /// `tril` and `triu`: matrices of the operand's shape.
  static Type triangle(TensorCall call) throws Mismatch {
    call.requireRankAtLeast(0, 2, "matrices");
    return new TensorType(call.x().shape(), Promotion.arithmetic(call.x().element()));
  }

  /// Two per multiplication of the sum over the inner axis.
  static double flops(TensorCall call, List<Type> results) {
    return 2 * Cost.elements(results.getFirst()) * Cost.size(call.x().shape().getLast());
  }

  /// `c · n³` for each matrix.
  static Cost.Flops cubic(double c) {
    return (call, results) -> c * Cost.elements(call.x()) * Cost.size(call.x().shape().getLast());
  }
}
