package org.tosc.passes.kernelize;

import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Region;
import org.tosc.tir.source.Span;

/// Makes kernels of groups.
public final class Kernelize {
  /// What became of a group.
  public sealed interface Outcome {
    record Made(Function kernel) implements Outcome {}

    /// The group stays on the tensor engine.
    ///
    /// @param why in words
    record Refused(String why) implements Outcome {}
  }

  private Kernelize() {}

  /// The kernel of a group whose operations are a region that takes the inputs and yields the
  /// results.
  public static Outcome kernel(String symbol, Region group, Span span) {
    try {
      return new Outcome.Made(KernelMaker.make(symbol, group, span));
    } catch (Refusal refusal) {
      return new Outcome.Refused(refusal.why());
    }
  }
}
