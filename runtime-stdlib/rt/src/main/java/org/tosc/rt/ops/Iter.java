package org.tosc.rt.ops;

import org.jspecify.annotations.Nullable;

/// The state of a running `for`. [#next] may be called only after [#hasNext] said true.
public abstract class Iter {
  protected Iter() {}

  public abstract boolean hasNext();

  public abstract @Nullable Object next();
}
