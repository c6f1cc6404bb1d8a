package org.tosc.tir.ir;

import java.util.List;

/// Derivatives of matrix products and of linear algebra (M. Giles, "Collected matrix derivative
/// results for forward and reverse mode algorithmic differentiation", 2008).
final class MatmulGradients {
  private MatmulGradients() {}

  /// `dA = dY·Bᵀ`, `dB = Aᵀ·dY`, with 1-D operands as a row and a column.
  static <V> void matmul(GradientContext<V> g) {
    V a = g.operand(0);
    V b = g.operand(1);
    boolean isRow = g.rank(a) == 1;
    boolean isColumn = g.rank(b) == 1;
    V left = isRow ? g.expand(a, 0) : a;
    V right = isColumn ? g.expand(b, 1) : b;
    V dy = g.adjoint();
    dy = isColumn ? g.expand(dy, g.rank(dy)) : dy;
    dy = isRow ? g.expand(dy, g.rank(dy) - 1) : dy;
    if (g.needs(0)) {
      g.give(0, g.matmul(dy, g.turn(right)));
    }
    if (g.needs(1)) {
      V db = g.matmul(g.turn(left), dy);
      g.give(1, isColumn ? g.sum(db, List.of(g.rank(db) - 1)) : db);
    }
  }

  static <V> void qmatmul(GradientContext<V> g) {
    List<V> packed = g.has(2) ? List.of(g.operand(1), g.operand(2)) : List.of(g.operand(1));
    Attributes attrs = Attributes.of("dtype", new Attribute.OfType(g.element(g.x())));
    V weights = g.apply(TensorOp.DEQUANTIZE, attrs, packed);
    g.give(0, g.matmul(g.adjoint(), weights));
  }

  static <V> void outer(GradientContext<V> g) {
    g.give(0, g.matmul(g.adjoint(), g.operand(1)));
    g.give(1, g.matmul(g.operand(0), g.adjoint()));
  }

  /// `dA = dy · det A · A⁻ᵀ`.
  static <V> void det(GradientContext<V> g) {
    V scale = g.mul(g.adjoint(), g.result());
    V lifted = g.expand(g.expand(scale, g.rank(scale)), g.rank(scale));
    g.give(0, g.mul(lifted, g.turn(g.apply(TensorOp.INV, g.x()))));
  }

  /// `dA = -A⁻ᵀ·dY·A⁻ᵀ`.
  static <V> void inv(GradientContext<V> g) {
    V turned = g.turn(g.result());
    g.give(0, g.neg(g.matmul(turned, g.matmul(g.adjoint(), turned))));
  }

  static <V> void trace(GradientContext<V> g) {
    V dy = g.adjoint();
    Attributes attrs =
        Attributes.of("n", Attribute.of(g.extent(g.x(), g.rank(g.x()) - 1)))
            .with("dtype", new Attribute.OfType(g.element(dy)));
    V lifted = g.expand(g.expand(dy, g.rank(dy)), g.rank(dy));
    g.give(0, g.mul(lifted, g.apply(TensorOp.EYE, attrs, List.of())));
  }

  /// `dB = A⁻ᵀ·dX`, `dA = -dB·Xᵀ`.
  static <V> void solve(GradientContext<V> g) {
    boolean isVector = g.rank(g.operand(1)) < g.rank(g.operand(0));
    V db = g.apply(TensorOp.SOLVE, g.turn(g.operand(0)), g.adjoint());
    g.give(1, db);
    V da = isVector ? g.apply(TensorOp.OUTER, db, g.result()) : g.matmul(db, g.turn(g.result()));
    g.give(0, g.neg(da));
  }

  static <V> void tril(GradientContext<V> g) {
    g.give(0, g.apply(TensorOp.TRIL, g.attributes(), g.adjoint()));
  }

  static <V> void triu(GradientContext<V> g) {
    g.give(0, g.apply(TensorOp.TRIU, g.attributes(), g.adjoint()));
  }
}
