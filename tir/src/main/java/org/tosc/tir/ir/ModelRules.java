package org.tosc.tir.ir;

import java.util.List;
import org.tosc.tir.ir.TypeRule.Mismatch;
import org.tosc.tir.ir.TypeRule.Mismatch.Place;
import org.tosc.tir.ir.TypeRule.Mismatch.Rule;

/// Shape rules of the layers that models are made of.
final class ModelRules {
  private ModelRules() {}

  /// `layernorm` and `rmsnorm`: over the last axis, with vectors of its extent to scale and shift
  /// by.
  static Type norm(TensorCall call) throws Mismatch {
    call.requireRankAtLeast(0, 1, "a tensor");
    for (int i = 1; i < call.operands().size(); i++) {
      call.requireRank(i, 1, "a vector to scale or shift by");
      int last = call.x().rank() - 1;
      call.agree(0, last, i, 0, "axis " + last + " of the tensor and axis 0 of the vector");
    }
    return BroadcastRules.elementary(call);
  }

  /// Rotary positions of `[…, sequence, features]`: an even number of features.
  static Type rope(TensorCall call) throws Mismatch {
    call.requireRankAtLeast(0, 2, "a tensor");
    call.requireFloat(0);
    int last = call.x().rank() - 1;
    long features = Dims.known(call.x().shape().get(last));
    if (features >= 0 && features % 2 != 0) {
      throw call.fault(
          Rule.EXTENT,
          new Place(0, last),
          "turns pairs of features, but axis %d of shape %s has %d",
          last,
          call.x().shapeText(),
          features);
    }
    return BroadcastRules.elementary(call);
  }

  static Type dropout(TensorCall call) throws Mismatch {
    double p = call.attributes().number("p", 0.5);
    if (!(p >= 0 && p <= 1)) {
      throw call.fault(Rule.ATTRIBUTE, "needs a probability p from 0 to 1, found %s", p);
    }
    return ofFloats(call);
  }

  /// The operand's own type, which must be a float.
  private static Type ofFloats(TensorCall call) throws Mismatch {
    call.requireFloat(0);
    return BroadcastRules.elementary(call);
  }

  static Type collective(TensorCall call) throws Mismatch {
    String kind = call.attributes().string("kind");
    if (!List.of("all_reduce", "broadcast").contains(kind)) {
      throw call.fault(Rule.ATTRIBUTE, "knows the kinds all_reduce and broadcast, found %s", kind);
    }
    return call.x();
  }
}
