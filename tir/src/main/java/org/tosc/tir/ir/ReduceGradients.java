package org.tosc.tir.ir;

import java.util.ArrayList;
import java.util.List;

/// Derivatives of reductions, scans, sorting and losses.
final class ReduceGradients {
  private ReduceGradients() {}

  private static <V> List<Integer> axes(GradientContext<V> g) {
    int rank = g.rank(g.x());
    List<Integer> axes = new ArrayList<>();
    if (!g.attributes().has("axis")) {
      for (int i = 0; i < rank; i++) {
        axes.add(i);
      }
      return axes;
    }
    for (long axis : g.integers("axis")) {
      axes.add((int) (axis < 0 ? axis + rank : axis));
    }
    return axes;
  }

  /// A reduced tensor as the operand's shape, each element repeated over what was reduced to it.
  private static <V> V spread(GradientContext<V> g, V reduced) {
    List<Long> kept = new ArrayList<>(g.shape(g.x()));
    axes(g).forEach(axis -> kept.set(axis, 1L));
    return g.broadcast(g.reshape(reduced, kept), g.shape(g.x()));
  }

  static <V> void sum(GradientContext<V> g) {
    g.give(0, spread(g, g.adjoint()));
  }

  static <V> void mean(GradientContext<V> g) {
    double share = g.count(g.result()) / g.count(g.x());
    g.give(0, spread(g, g.scale(share, g.adjoint())));
  }

  /// In equal parts to the elements that are the largest or smallest.
  static <V> void extreme(GradientContext<V> g) {
    V isBest = g.indicator(TensorOp.EQ, g.x(), spread(g, g.result()));
    V share = g.div(isBest, g.sumKept(isBest, axes(g)));
    g.give(0, g.mul(spread(g, g.adjoint()), share));
  }

  /// The product of the other elements, which also exists where one is 0.
  static <V> void prod(GradientContext<V> g) {
    V zero = g.number(0, g.x());
    V isZero = g.apply(TensorOp.EQ, g.x(), zero);
    V zeros = g.sumKept(g.castLike(isZero, g.x()), axes(g));
    V others = g.where(g.apply(TensorOp.NOT, isZero), g.x(), 1);
    V product =
        g.apply(TensorOp.REDUCE_PROD, g.attributes().with("keepdims", Attribute.of(true)), others);
    V isOnly = g.indicator(TensorOp.EQ, zeros, g.number(1, zeros));
    V isNone = g.indicator(TensorOp.EQ, zeros, zero);
    V atZero = g.mul(g.castLike(isZero, g.x()), isOnly);
    V elsewhere = g.div(isNone, others);
    g.give(0, g.mul(spread(g, g.adjoint()), g.mul(product, g.add(atZero, elsewhere))));
  }

  /// `x / norm`, 0 for the norm 0.
  static <V> void norm(GradientContext<V> g) {
    V norm = spread(g, g.result());
    V direction = g.div(g.x(), norm);
    V isPositive = g.apply(TensorOp.GT, norm, g.number(0, norm));
    g.give(0, g.mul(spread(g, g.adjoint()), g.where(isPositive, direction, 0)));
  }

  /// Sums of the adjoints from each element on.
  static <V> void cumsum(GradientContext<V> g) {
    int axis = g.axis("axis", -1, g.rank(g.x()));
    V backwards = flip(g, g.adjoint(), axis);
    g.give(0, flip(g, g.apply(TensorOp.CUMSUM, g.attributes(), backwards), axis));
  }

  private static <V> V flip(GradientContext<V> g, V a, int axis) {
    List<Long> steps = new ArrayList<>();
    for (int i = 0; i < axis; i++) {
      steps.add(1L);
    }
    steps.add(-1L);
    return g.apply(TensorOp.SLICE, Attributes.of("steps", Attribute.ints(steps)), a);
  }

  static <V> void sort(GradientContext<V> g) {
    int axis = g.axis("axis", -1, g.rank(g.x()));
    Attributes all =
        Attributes.of("k", Attribute.of(g.extent(g.x(), axis))).with("axis", Attribute.of(axis));
    V positions = g.applyAll(TensorOp.TOPK, all, g.x()).get(1);
    boolean descending = g.attributes().flag("descending", false);
    V adjoint = descending ? g.adjoint() : flip(g, g.adjoint(), axis);
    g.give(0, placed(g, adjoint, positions, axis));
  }

  static <V> void topk(GradientContext<V> g) {
    int axis = g.axis("axis", -1, g.rank(g.x()));
    g.give(0, placed(g, g.adjoint(0), g.result(1), axis));
  }

  /// Each adjoint at its position along the axis of the operand, by a product with one-hot rows.
  private static <V> V placed(GradientContext<V> g, V adjoint, V positions, int axis) {
    Attributes attrs =
        Attributes.of("depth", Attribute.of(g.extent(g.x(), axis)))
            .with("dtype", new Attribute.OfType(g.element(adjoint)));
    V rows = g.apply(TensorOp.ONE_HOT, attrs, positions);
    V sums = g.sum(g.mul(g.expand(adjoint, g.rank(adjoint)), rows), List.of(axis));
    List<Long> perm = new ArrayList<>();
    for (long i = 0; i < g.rank(adjoint) - 1; i++) {
      perm.add(i);
    }
    perm.add(axis, (long) g.rank(adjoint) - 1);
    return g.transpose(sums, perm);
  }

  static <V> void softmax(GradientContext<V> g) {
    V y = g.result();
    V weighted = g.mul(g.adjoint(), y);
    g.give(0, g.sub(weighted, g.mul(y, g.sumKept(weighted, softmaxAxis(g)))));
  }

  static <V> void logSoftmax(GradientContext<V> g) {
    V probabilities = g.apply(TensorOp.EXP, g.result());
    V total = g.sumKept(g.adjoint(), softmaxAxis(g));
    g.give(0, g.sub(g.adjoint(), g.mul(probabilities, total)));
  }

  private static <V> List<Integer> softmaxAxis(GradientContext<V> g) {
    return List.of(g.axis("axis", -1, g.rank(g.x())));
  }

  static <V> void meanSquare(GradientContext<V> g) {
    V difference = g.sub(g.operand(0), g.operand(1));
    V slope = g.mul(g.adjoint(), g.scale(2 / g.count(g.x()), difference));
    g.give(0, slope);
    g.give(1, g.neg(slope));
  }

  /// `softmax(logits) · Σ targets - targets`, over the number of rows.
  static <V> void crossEntropy(GradientContext<V> g) {
    int last = g.rank(g.x()) - 1;
    long classes = g.extent(g.x(), last);
    boolean byClass = g.element(g.operand(1)).isInteger();
    Attributes attrs =
        Attributes.of("depth", Attribute.of(classes))
            .with("dtype", new Attribute.OfType(g.element(g.x())));
    V targets = byClass ? g.apply(TensorOp.ONE_HOT, attrs, g.operand(1)) : g.operand(1);
    V share = g.scale(classes / g.count(g.x()), g.adjoint());
    V totals = g.sumKept(targets, List.of(last));
    V softmax = g.apply(TensorOp.SOFTMAX, g.x());
    g.give(0, g.mul(share, g.sub(g.mul(softmax, totals), targets)));
    if (g.needs(1)) {
      g.give(1, g.neg(g.mul(share, g.apply(TensorOp.LOG_SOFTMAX, g.x()))));
    }
  }
}
