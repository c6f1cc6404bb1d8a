package org.tosc.passes.fuse;

import org.jspecify.annotations.Nullable;
import org.tosc.passes.fuse.Node.Part;
import org.tosc.passes.fuse.Reason.Refused;
import org.tosc.tir.ir.Cost;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.TypeRule;
import org.tosc.tir.ir.Value;

/// Plans for element-wise operations on less than the shape of a group, such as `bias * 2`: they
/// are computed again wherever they are repeated, so they must be cheap, and nobody else may ask
/// for their result.
final class SmallPlans {
  /// The most operations for an element that are computed again.
  static final double CHEAP = 4;

  private static final int MOST = 4;

  private SmallPlans() {}

  static Plan plan(Unit small, Unit group) {
    Refused edges =
        Edges.first(
            small, group, (p, c) -> takes(p, c) ? null : Reason.SHAPES.because(shapes(p, c)));
    if (edges != null) {
      return new Plan.Apart(edges);
    }
    double cost = 0;
    for (Node member : small.members) {
      cost += flops(member);
    }
    if (cost > CHEAP || small.members.size() > MOST) {
      return Plan.apart(Reason.AGAIN_BROADCAST, Math.round(cost));
    }
    return small.isUsedOnlyIn(group)
        ? new Plan.Join(Rule.SMALL_PRODUCER, group, small, Part.SMALL)
        : Plan.apart(Reason.USED_OUTSIDE);
  }

  private static boolean takes(Node p, Node c) {
    return p.part != Part.RESULT && c.role == Role.ELEMENT;
  }

  static String shapes(Node p, Node c) {
    return RowPlans.both(p.shape(), c.shape());
  }

  /// Arithmetic operations for each element of the result.
  static double flops(Node node) {
    return node.operation.op() instanceof TensorOp op ? each(op, node) : 0;
  }

  private static double each(TensorOp op, Node node) {
    @Nullable Cost cost = cost(op, node);
    double elements = Cost.elements(node.result().type());
    return cost == null || !(elements > 0) || Double.isNaN(cost.flops())
        ? 1
        : cost.flops() / elements;
  }

  private static @Nullable Cost cost(TensorOp op, Node node) {
    try {
      return op.cost(Value.types(node.operation.operands()), node.operation.attributes());
    } catch (TypeRule.Mismatch refused) {
      return null; // extents known only when the program runs
    }
  }
}
