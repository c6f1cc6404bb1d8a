package org.tosc.models.token;

/// A part of a prompt.
///
/// @param isControl whether the text may be read as control tokens: it comes from a template and
///   not from a user
public record Segment(String text, boolean isControl) {
  /// What a template says.
  public static Segment control(String text) {
    return new Segment(text, true);
  }

  /// What a user or a model said.
  public static Segment content(String text) {
    return new Segment(text, false);
  }
}
