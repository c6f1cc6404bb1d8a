package org.tosc.models.token;

/// The tokens that a model expects before and behind a text, such as `<s>` or `[CLS]` and `[SEP]`.
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Frame(int[] before, int[] after) {
  public static final Frame EMPTY = new Frame(new int[0], new int[0]);

  public Frame {
    before = before.clone();
    after = after.clone();
  }

  @Override
  public int[] before() {
    return before.clone();
  }

  @Override
  public int[] after() {
    return after.clone();
  }
}
