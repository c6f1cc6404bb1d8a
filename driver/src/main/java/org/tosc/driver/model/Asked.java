package org.tosc.driver.model;

import org.jspecify.annotations.Nullable;
import org.tosc.driver.tensor.WithoutDropout;
import org.tosc.rt.ops.Calls;
import org.tosc.rt.session.Session;
import org.tosc.rt.tensor.TensorEngine;

/// Models of a program that are asked, by `infer` or behind a port: nothing is dropped as in
/// training.
final class Asked {
  private static final String[] NO_NAMES = {};

  private Asked() {}

  /// What a model gives for an input.
  static @Nullable Object of(@Nullable Object model, @Nullable Object input) {
    Session session = Session.current();
    TensorEngine engine = session.engine();
    session.replaceEngine(new WithoutDropout(engine));
    try {
      return Calls.call(model, new Object[] {input}, NO_NAMES);
    } finally {
      session.replaceEngine(engine);
    }
  }
}
