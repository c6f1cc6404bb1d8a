package org.tosc.passes.fuse;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.fuse.Node.Part;
import org.tosc.passes.fuse.Reason.Refused;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.FusedOp.Kind;
import org.tosc.tir.ir.TensorOp;

/// Finds `softmax(q @ k …) @ v`: two products, and between them a softmax of rows (the operation,
/// or `exp` and a sum written out) with element-wise operations before and after it.
///
/// The match is closed: nothing outside uses the scores or what follows of them, or they would have
/// to be stored. So nothing outside can lie between its operations either.
final class AttentionMatch {
  /// The most operations between the two products.
  private static final int MOST = 64;

  /// What was found: the products, what lies between, or why it is no attention.
  record Found(Node scores, Map<Node, Part> between, @Nullable Refused refused) {}

  private final Node last;
  private final Set<Node> reached = new HashSet<>();
  private @Nullable Node scores;
  private final Map<Node, Part> parts = new LinkedHashMap<>();

  private AttentionMatch(Node last) {
    this.last = last;
  }

  /// The attention that ends with a product; null where nothing resembles one.
  static @Nullable Found of(Node last) {
    boolean product = last.role == Role.CONTRACTION && last.operation.op() == TensorOp.MATMUL;
    Node weights = product ? last.operands.getFirst() : null;
    if (weights == null || last.operandShape(0).size() < 2) {
      return null;
    }
    boolean computed = weights.role == Role.ELEMENT || weights.role == Role.ROW;
    return computed ? new AttentionMatch(last).match(weights) : null;
  }

  private @Nullable Found match(Node weights) {
    if (!reach(weights) || scores == null || !isSoftmax()) {
      return null;
    }
    Map<Integer, Node> between = new TreeMap<>();
    follow(scores, between);
    parts.put(scores, Part.FULL);
    Refused refused = outside(scores, between);
    for (Node node : between.values()) {
      if (refused == null) {
        refused = node.raises ? Reason.TWO_ERRORS.because() : outside(node, between);
      }
      if (refused == null) {
        refused = place(node, scores);
      }
    }
    parts.remove(scores);
    return new Found(scores, parts, refused);
  }

  /// Everything behind the weights, back to the products.
  private boolean reach(Node weights) {
    Deque<Node> open = new ArrayDeque<>(List.of(weights));
    List<Dim> space = weights.shape();
    while (!open.isEmpty()) {
      Node node = open.remove();
      if (node.role == Role.CONTRACTION && node.shape().equals(space)) {
        if (scores != null && scores != node) {
          return false;
        }
        scores = node;
      } else if ((node.role == Role.ELEMENT || node.role == Role.ROW) && reached.add(node)) {
        node.operands.stream().filter(p -> p != null).forEach(open::add);
      }
      if (reached.size() > MOST) {
        return false;
      }
    }
    return scores != null
        && scores.operation.op() == TensorOp.MATMUL
        && scores.unit.is(Kind.CONTRACTION);
  }

  private boolean isSoftmax() {
    boolean exp = false;
    boolean sum = false;
    for (Node node : reached) {
      if (node.operation.op() == TensorOp.SOFTMAX) {
        return true;
      }
      exp |= node.operation.op() == TensorOp.EXP;
      sum |= node.operation.op() == TensorOp.REDUCE_SUM;
    }
    return exp && sum;
  }

  /// What depends on the scores.
  private void follow(Node from, Map<Integer, Node> between) {
    for (Node user : from.users) {
      if (reached.contains(user) && between.put(user.index, user) == null) {
        follow(user, between);
      }
    }
  }

  private @Nullable Refused outside(Node node, Map<Integer, Node> between) {
    for (Node user : node.users) {
      boolean weights = user == last && last.operands.lastIndexOf(node) == 0;
      if (!weights && !between.containsKey(user.index)) {
        return Reason.SCORES_USED.because(user.name());
      }
    }
    return null;
  }

  /// Holds one operation against the rows of the scores, and gives it its part.
  private @Nullable Refused place(Node node, Node product) {
    RowSpace rows = new RowSpace(product.shape(), 1);
    Part part = node.role == Role.ROW ? node.part : rows.part(node.shape());
    boolean same = node.role != Role.ROW || node.unit.rows().equals(rows);
    if (part == null || !same) {
      List<Dim> other = same ? node.shape() : node.unit.space;
      return Reason.OTHER_ROWS.because(RowPlans.both(rows.shape(), other));
    }
    for (Node p : node.operands) {
      Part made = p == null ? null : parts.get(p);
      Refused refused = made == null ? null : RowPlans.edge(rows, p, made, node, part);
      if (refused != null) {
        return refused;
      }
    }
    parts.put(node, part);
    return null;
  }
}
