package org.tosc.passes.canonical;

import java.util.List;
import org.tosc.passes.Work;
import org.tosc.passes.rewrite.Rewriter;
import org.tosc.passes.rewrite.Topic;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.TensorOp;

/// Brings computations into one form, so that later passes have fewer forms to know, and drops what
/// computes nothing. All rules are exact: results keep every bit, and errors their place and words.
public final class Canonicalise {
  private Canonicalise() {}

  public static Module run(Module module, Work work) {
    return Rewriter.run(module, topics(), work);
  }

  /// The tables. They name their rules without loading them.
  public static List<Topic> topics() {
    return List.of(
        Topic.of("arithmetic", CoreOp.class, ArithmeticRules::starts, ArithmeticRules::rules),
        Topic.of("logic", CoreOp.class, LogicRules::starts, LogicRules::rules),
        Topic.of("control", CoreOp.class, ControlRules::starts, ControlRules::rules),
        Topic.of("boxes", HostOp.class, ControlRules::boxStarts, ControlRules::boxRules),
        Topic.of("layout", TensorOp.class, LayoutRules::starts, LayoutRules::rules),
        Topic.of("element-wise", TensorOp.class, TensorRules::starts, TensorRules::rules));
  }
}
