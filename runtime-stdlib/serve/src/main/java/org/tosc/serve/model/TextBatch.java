package org.tosc.serve.model;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tosc.models.generate.Answer;
import org.tosc.models.generate.Request;

/// Several answers in the making. For one thread, but for [Running#cancel].
public interface TextBatch {
  /// One of them.
  interface Running {
    /// What was said; null until it is done.
    @Nullable Answer answer();

    /// Ends it at the next step. Any thread may ask.
    void cancel();
  }

  /// Takes part from the next step on.
  ///
  /// @param listener hears each piece in [#step]
  Running join(Request request, Consumer<String> listener);

  /// Computes what comes next of each.
  void step();

  /// Bytes of keys and values.
  long cacheBytes();
}
