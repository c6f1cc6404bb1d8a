package org.tosc.tir.ir;

import static org.tosc.tir.ir.TensorAttrs.DIAGONAL;
import static org.tosc.tir.ir.TensorRow.binary;
import static org.tosc.tir.ir.TensorRow.op;
import static org.tosc.tir.ir.TensorRow.unary;
import static org.tosc.tir.ir.Tolerance.sum;

/// Matrix products and linear algebra.
final class MatrixRows {
  private MatrixRows() {}

  static final TensorRow MATMUL =
      binary("matmul", "The matrix product; leading axes broadcast, 1-D is a row or a column.")
          .shape(MatmulRules::matmul)
          .costs(MatmulRules::flops)
          .within(sum())
          .raises()
          .gradient(MatmulGradients::matmul);

  static final TensorRow QMATMUL =
      op("qmatmul", "`x @ transpose(weights)`, the weights [n, k] packed in blocks.")
          .takes("x", "weights", "scale?")
          .shape(MatmulRules::qmatmul)
          .costs(MatmulRules::flops)
          .within(sum(1))
          .gradient(MatmulGradients::qmatmul);

  static final TensorRow DOT =
      binary("dot", "The inner product of two vectors.")
          .shape(MatmulRules::dot)
          .costs(MatmulRules::flops)
          .within(sum())
          .raises()
          .gradient(MatmulGradients::matmul);

  static final TensorRow OUTER =
      binary("outer", "All products of two vectors.")
          .shape(MatmulRules::outer)
          .raises()
          .gradient(MatmulGradients::outer);

  static final TensorRow DET =
      op("det", "The determinants of square matrices.")
          .shape(MatmulRules::det)
          .costs(MatmulRules.cubic(2.0 / 3))
          .within(sum(16))
          .gradient(MatmulGradients::det);

  static final TensorRow INV =
      op("inv", "The inverses of square matrices; singular ones raise `ValueError`.")
          .shape(MatmulRules::inv)
          .costs(MatmulRules.cubic(2))
          .within(sum(16))
          .raises()
          .gradient(MatmulGradients::inv);

  static final TensorRow TRACE =
      unary("trace", "The sums of diagonals.")
          .shape(MatmulRules::trace)
          .within(sum())
          .raises()
          .gradient(MatmulGradients::trace);

  static final TensorRow TRIL =
      op("tril", "Zeros above diagonal k.")
          .with(DIAGONAL)
          .shape(MatmulRules::triangle)
          .gradient(MatmulGradients::tril);

  static final TensorRow TRIU =
      op("triu", "Zeros below diagonal k.")
          .with(DIAGONAL)
          .shape(MatmulRules::triangle)
          .gradient(MatmulGradients::triu);

  static final TensorRow SOLVE =
      op("solve", "The x with `a @ x = b`; a singular `a` raises `ValueError`.")
          .takes("a", "b")
          .shape(MatmulRules::solve)
          .costs(MatmulRules.cubic(2.0 / 3))
          .within(sum(16))
          .raises()
          .gradient(MatmulGradients::solve);
}
