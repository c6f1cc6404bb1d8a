package org.tosc.models.token;

/// A token that is looked for in the text itself, before anything else.
///
/// @param isControl whether only a template may write it
/// @param stripsLeft whether it takes the white space before it along
/// @param stripsRight whether it takes the white space behind it along
public record AddedToken(
    int id, String text, boolean isControl, boolean stripsLeft, boolean stripsRight) {
  /// A token that takes no white space along.
  public static AddedToken of(int id, String text, boolean isControl) {
    return new AddedToken(id, text, isControl, false, false);
  }
}
