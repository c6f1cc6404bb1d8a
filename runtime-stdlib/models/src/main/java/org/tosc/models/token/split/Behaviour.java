package org.tosc.models.token.split;

/// What becomes of the matches of a pattern, with the text `a-b` and the pattern `-` as example.
/// The names are those of `tokenizer.json`.
public enum Behaviour {
  /// `a`, `b`.
  REMOVED,
  /// `a`, `-`, `b`.
  ISOLATED,
  /// `a-`, `b`.
  MERGED_WITH_PREVIOUS,
  /// `a`, `-b`.
  MERGED_WITH_NEXT,
  /// `a`, `-`, `b`, where matches side by side are one.
  CONTIGUOUS
}
