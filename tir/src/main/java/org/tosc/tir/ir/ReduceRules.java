package org.tosc.tir.ir;

import java.util.ArrayList;
import java.util.List;
import org.tosc.tir.ir.TypeRule.Mismatch;
import org.tosc.tir.ir.TypeRule.Mismatch.Place;
import org.tosc.tir.ir.TypeRule.Mismatch.Rule;

/// Shape rules of reductions, scans, sorting and losses.
final class ReduceRules {
  private ReduceRules() {}

  /// Sums and products; those of integers and booleans are `i64`.
  static Type sum(TensorCall call) throws Mismatch {
    return reduced(call, Promotion.accumulator(call.x().element()));
  }

  static Type norm(TensorCall call) throws Mismatch {
    call.requireFloat(0);
    return mean(call);
  }

  static Type mean(TensorCall call) throws Mismatch {
    return reduced(call, Promotion.toFloat(call.x().element()));
  }

  /// `max` and `min`, which an empty axis does not have.
  static Type extreme(TensorCall call) throws Mismatch {
    requireElements(call);
    return reduced(call, Promotion.arithmetic(call.x().element()));
  }

  static Type logical(TensorCall call) throws Mismatch {
    return reduced(call, Scalar.I1);
  }

  /// `argmax`, `argmin`: positions along one axis, or in the flattened tensor.
  static Type position(TensorCall call) throws Mismatch {
    if (call.integers("axis").size() > 1) {
      throw call.fault(
          Rule.ATTRIBUTE, "takes one axis or none, found axis=%s", call.integers("axis"));
    }
    requireElements(call);
    return reduced(call, Scalar.I64);
  }

  private static void requireElements(TensorCall call) throws Mismatch {
    List<Dim> shape = call.x().shape();
    List<Integer> axes = call.axes("axis");
    for (int i = 0; i < shape.size(); i++) {
      if (Dims.isZero(shape.get(i)) && !axes.contains(i)) {
        return; // the result is empty, too
      }
    }
    for (int axis : axes) {
      if (Dims.isZero(shape.get(axis))) {
        throw call.fault(
            Rule.VALUE,
            new Place(0, axis),
            "needs at least one element, found shape %s, whose axis %d is empty",
            call.x().shapeText(),
            axis);
      }
    }
  }

  private static Type reduced(TensorCall call, Scalar element) throws Mismatch {
    List<Integer> axes = call.axes("axis");
    boolean keep = call.attributes().flag("keepdims", false);
    List<Dim> out = new ArrayList<>();
    for (int i = 0; i < call.x().rank(); i++) {
      if (!axes.contains(i)) {
        out.add(call.x().shape().get(i));
      } else if (keep) {
        out.add(Dim.of(1));
      }
    }
    return new TensorType(out, element);
  }

  /// Softmax and its logarithm: the shape of the operand.
  static Type softmax(TensorCall call) throws Mismatch {
    call.axis("axis", -1);
    return BroadcastRules.elementary(call);
  }

  static Type cumsum(TensorCall call) throws Mismatch {
    call.axis("axis", -1);
    return new TensorType(call.x().shape(), Promotion.accumulator(call.x().element()));
  }

  static Type sort(TensorCall call) throws Mismatch {
    call.axis("axis", -1);
    return new TensorType(call.x().shape(), Promotion.arithmetic(call.x().element()));
  }

  /// Values and positions of the k largest, largest first.
  static List<Type> topk(TensorCall call) throws Mismatch {
    int axis = call.axis("axis", -1);
    long k = call.attributes().integer("k");
    long size = Dims.known(call.x().shape().get(axis));
    if (k < 0 || (size >= 0 && k > size)) {
      throw call.fault(
          Rule.VALUE,
          new Place(0, axis),
          "cannot take %d of axis %d of shape %s, which has %s elements",
          k,
          axis,
          call.x().shapeText(),
          call.x().shape().get(axis));
    }
    List<Dim> out = Dims.with(call.x().shape(), axis, Dim.of(k));
    return List.of(
        new TensorType(out, Promotion.arithmetic(call.x().element())),
        new TensorType(out, Scalar.I64));
  }

  /// The mean square difference; both operands have one shape.
  static Type meanSquare(TensorCall call) throws Mismatch {
    requireSameShape(call);
    return scalar(Promotion.of(call.tensor(0).element(), call.tensor(1).element()));
  }

  /// The mean cross entropy of logits `[…, classes]` and integer classes `[…]` or probabilities of
  /// the logits' shape.
  static Type crossEntropy(TensorCall call) throws Mismatch {
    call.requireRankAtLeast(0, 1, "logits");
    call.requireFloat(0);
    TensorType targets = call.tensor(1);
    if (!targets.element().isInteger()) {
      requireSameShape(call);
      return scalar(call.x().element());
    }
    if (targets.rank() != call.x().rank() - 1) {
      throw call.fault(
          Rule.RANK,
          new Place(1, -1),
          "needs one class per row: logits of shape %s take classes with %s, found shape %s",
          call.x().shapeText(),
          TensorCall.count(call.x().rank() - 1),
          targets.shapeText());
    }
    for (int i = 0; i < targets.rank(); i++) {
      call.agree(0, i, 1, i, "axis " + i + " of the logits and of the classes");
    }
    return scalar(call.x().element());
  }

  private static void requireSameShape(TensorCall call) throws Mismatch {
    if (call.tensor(0).rank() != call.tensor(1).rank()) {
      throw call.fault(
          Rule.RANK,
          "needs two tensors of one shape, found %s and %s",
          call.tensor(0).shapeText(),
          call.tensor(1).shapeText());
    }
    for (int i = 0; i < call.x().rank(); i++) {
      call.agree(0, i, 1, i, "axis " + i + " of the left and of the right");
    }
  }

  private static TensorType scalar(Scalar element) {
    return new TensorType(List.of(), Promotion.toFloat(element));
  }
}
