package org.tosc.tir.ir;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.tosc.tir.ir.TypeRule.Mismatch;
import org.tosc.tir.ir.TypeRule.Mismatch.Place;
import org.tosc.tir.ir.TypeRule.Mismatch.Rule;

/// Shape and element type rules of element-wise operations: NumPy's broadcasting, aligned at the
/// last axis.
final class BroadcastRules {
  private BroadcastRules() {}

  /// `a + b`: the promoted type; booleans count as 0 and 1.
  static Type arithmetic(TensorCall call) throws Mismatch {
    return new TensorType(broadcast(call, 0, 1), Promotion.number(promoted(call)));
  }

  /// `min` and `max`, which booleans have too.
  static Type ordered(TensorCall call) throws Mismatch {
    return new TensorType(broadcast(call, 0, 1), promoted(call));
  }

  /// `a / b`: always a float.
  static Type division(TensorCall call) throws Mismatch {
    return new TensorType(broadcast(call, 0, 1), Promotion.toFloat(promoted(call)));
  }

  static Type comparison(TensorCall call) throws Mismatch {
    return new TensorType(broadcast(call, 0, 1), Scalar.I1);
  }

  /// `and`, `or`, `xor`: logical on booleans, bitwise on integers.
  static Type bitwise(TensorCall call) throws Mismatch {
    Scalar element = promoted(call);
    if (element.isFloat()) {
      throw call.fault(
          Rule.DTYPE,
          Stream.of(new Place(0, -1), new Place(1, -1)),
          "needs booleans or integers, found %s and %s",
          call.tensor(0).element(),
          call.tensor(1).element());
    }
    return new TensorType(broadcast(call, 0, 1), element);
  }

  /// `where(condition, a, b)`.
  static Type where(TensorCall call) throws Mismatch {
    List<Dim> choices = broadcast(call, 1, 2);
    Scalar element = Promotion.of(call.tensor(1).element(), call.tensor(2).element());
    TensorType both = new TensorType(choices, element);
    TensorCall outer = new TensorCall(call.op(), List.of(call.x(), both), call.attributes());
    return new TensorType(broadcast(outer, 0, 1), element);
  }

  /// The operand's own type; booleans count as 0 and 1.
  static Type numeric(TensorCall call) {
    return new TensorType(call.x().shape(), Promotion.number(call.x().element()));
  }

  /// `exp` and its kin: floats, `f32` of integers.
  static Type elementary(TensorCall call) {
    return new TensorType(call.x().shape(), Promotion.toFloat(call.x().element()));
  }

  /// `gelu`, whose form is an attribute.
  static Type gelu(TensorCall call) throws Mismatch {
    String form = call.attributes().string("approximate", "tanh");
    if (!form.equals("tanh") && !form.equals("none")) {
      throw call.fault(Rule.ATTRIBUTE, "knows approximate=\"tanh\" and \"none\", found %s", form);
    }
    return elementary(call);
  }

  /// `clip`: the operand's type; a fractional bound makes integers `f32`.
  static Type clip(TensorCall call) {
    Scalar own = Promotion.arithmetic(call.x().element());
    if (Stream.of("min", "max").anyMatch(b -> call.attributes().get(b) instanceof Attribute.Real)) {
      return new TensorType(call.x().shape(), Promotion.toFloat(own));
    }
    return numeric(call);
  }

  static Type not(TensorCall call) throws Mismatch {
    Scalar element = call.x().element();
    if (element != Scalar.I1 && !element.isInteger()) {
      throw call.fault(
          Rule.DTYPE, new Place(0, -1), "needs booleans or integers, found %s", element);
    }
    return call.x();
  }

  /// The shape that operands `a` and `b` broadcast to.
  static List<Dim> broadcast(TensorCall call, int a, int b) throws Mismatch {
    return broadcast(call, a, call.tensor(a).shape(), b, call.tensor(b).shape());
  }

  /// The shape that leading parts of two operands' shapes broadcast to.
  static List<Dim> broadcast(TensorCall call, int a, List<Dim> left, int b, List<Dim> right)
      throws Mismatch {
    List<Dim> out = new ArrayList<>();
    for (int i = 1; i <= Math.max(left.size(), right.size()); i++) {
      int axisA = left.size() - i;
      int axisB = right.size() - i;
      if (axisA < 0 || axisB < 0) {
        out.add(axisA < 0 ? right.get(axisB) : left.get(axisA));
        continue;
      }
      Dim both = Dims.broadcast(left.get(axisA), right.get(axisB));
      if (both == null) {
        throw call.fault(
            Rule.BROADCAST,
            Stream.of(new Place(a, axisA), new Place(b, axisB)),
            "cannot broadcast shapes %s and %s: axis %d of the left (%s) and axis %d of the right"
                + " (%s) differ and neither is 1",
            call.tensor(a).shapeText(),
            call.tensor(b).shapeText(),
            axisA,
            left.get(axisA),
            axisB,
            right.get(axisB));
      }
      out.add(both);
    }
    Collections.reverse(out);
    return out;
  }

  private static Scalar promoted(TensorCall call) {
    return call.tensors().stream()
        .map(TensorType::element)
        .map(Promotion::arithmetic)
        .reduce(Promotion::of)
        .orElseThrow();
  }
}
