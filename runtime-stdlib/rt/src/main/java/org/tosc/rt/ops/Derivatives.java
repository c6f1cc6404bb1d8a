package org.tosc.rt.ops;

import org.jspecify.annotations.Nullable;
import org.tosc.rt.session.Session;
import org.tosc.rt.tensor.Tensor;

/// What code that computes on tensors without the session's engine owes to derivatives: to ask
/// whether one is being computed, and to say what its result stands for.
public final class Derivatives {
  private Derivatives() {}

  /// Whether a derivative is being computed that depends on the value.
  public static boolean follows(@Nullable Object value) {
    return value instanceof Tensor tensor && Session.current().engine().follows(tensor);
  }

  /// The tensor `value`; derivatives take it for `formula`, a tensor of its shape that the
  /// session's engine computed.
  public static Object standIn(@Nullable Object value, @Nullable Object formula) {
    if (!(value instanceof Tensor computed) || !(formula instanceof Tensor meant)) {
      throw new IllegalArgumentException(Kind.of(value) + " for " + Kind.of(formula));
    }
    return Session.current().engine().standIn(computed, meant);
  }
}
