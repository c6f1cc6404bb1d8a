package org.tosc.passes.canonical;

import java.util.List;
import org.tosc.passes.Work;
import org.tosc.passes.rewrite.Rewriter;
import org.tosc.passes.rewrite.Topic;
import org.tosc.tir.ir.Module;

/// Brings computations into one form, so that later passes have fewer forms to know, and drops what
/// computes nothing. All rules are exact: results keep every bit, and errors their place and words.
public final class Canonicalise {
  private Canonicalise() {}

  public static Module run(Module module, Work work) {
    return Rewriter.run(module, topics(), work);
  }

  public static List<Topic> topics() {
    return List.of(
        ArithmeticRules.topic(),
        LogicRules.topic(),
        ControlRules.topic(),
        LayoutRules.topic(),
        TensorRules.topic());
  }
}
