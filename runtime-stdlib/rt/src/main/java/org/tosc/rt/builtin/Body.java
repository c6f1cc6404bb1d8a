package org.tosc.rt.builtin;

import org.jspecify.annotations.Nullable;
import org.tosc.rt.session.Session;

/// The code of a built-in. The arguments are full: one per parameter of the row, defaults filled
/// in, collected ones as a list.
@FunctionalInterface
public interface Body {
  @Nullable Object call(Session session, @Nullable Object[] args);
}
