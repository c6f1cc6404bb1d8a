package org.tosc.rt.ops;

import org.jspecify.annotations.Nullable;
import org.tosc.rt.value.ListValue;

/// The state of a running `for k, v in …`. [#advance] steps to the next pair, after which [#key]
/// and [#value] give its halves without making a list; [#next] does both and gives the pair as a
/// list.
public abstract class PairIter extends Iter {
  protected @Nullable Object key;
  protected @Nullable Object value;

  protected PairIter() {}

  /// Steps to the next pair; allowed only after [#hasNext] said true.
  public abstract void advance();

  public final @Nullable Object key() {
    return key;
  }

  public final @Nullable Object value() {
    return value;
  }

  @Override
  public final @Nullable Object next() {
    advance();
    return ListValue.of(key, value);
  }
}
