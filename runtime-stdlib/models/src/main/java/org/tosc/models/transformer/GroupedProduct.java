package org.tosc.models.transformer;

import java.util.Set;
import org.tosc.models.blocks.Grouping;
import org.tosc.models.graph.Graph;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;

/// Rows times the transpose of a weight that is held as integers, scales and minimums.
///
/// The graph says what the numbers of the weight are, and then multiplies by them; they are not
/// rounded anew, and rows not at all. A kernel makes the numbers where it needs them.
record GroupedProduct(Piece.Builder piece, Grouping grouping) {
  /// Added to a weight's name: those of its parts.
  static final String INTEGERS = ".integers";

  static final String SCALES = ".scales";
  static final String MINIMUMS = ".minimums";
  static final Set<String> PARTS = Set.of(INTEGERS, SCALES, MINIMUMS);

  /// Rows that are each multiplied by numbers made for it: with 8192 x 3072 numbers on a Xeon that
  /// takes 3.7 ms for one row, 17.7 for 8 and 53 for 32, while making them once for all rows takes
  /// 16, 20 and 28 ms. Few rows have the same bits then as each has alone, which answers with a
  /// draft need.
  private static final long FEW = 8;

  /// The product of rows `[n, in]` with a weight `[out, in]`.
  Value of(Value rows, String weight) {
    Graph g = piece.g;
    Value integers = piece.weight(weight + INTEGERS);
    Value scales = piece.weight(weight + SCALES);
    Value numbers = g.mul(g.cast(integers, Scalar.F32), scales);
    if (grouping.hasMinimums()) {
      numbers = g.sub(numbers, piece.weight(weight + MINIMUMS));
    }
    long count = Graph.extent(rows, 0);
    long in = Graph.extent(rows, 1);
    if (count <= FEW) {
      Value grouped = g.reshape(rows, count, 1, grouping.groups(in), grouping.size());
      return g.sumLast(g.mul(grouped, numbers), 2);
    }
    return g.matmul(rows, g.turn(g.reshape(numbers, Graph.extent(integers, 0), in)));
  }
}
