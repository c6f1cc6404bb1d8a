package org.tosc.rt.value;

import org.jspecify.annotations.Nullable;

/// A run-time error as a guest value: what `catch e` binds and `error(kind, message)` makes. Its
/// position is filled in once, by the innermost place that knows it.
public final class ErrorValue {
  private final String kind;
  private final String message;
  private final @Nullable Object attached;
  private int line;
  private int column;

  public ErrorValue(String kind, String message) {
    this(kind, message, null);
  }

  public ErrorValue(String kind, String message, @Nullable Object attached) {
    this.kind = kind;
    this.message = message;
    this.attached = attached;
  }

  public String kind() {
    return kind;
  }

  public String message() {
    return message;
  }

  /// The value given along with the error, or nil.
  public @Nullable Object attached() {
    return attached;
  }

  public int line() {
    return line;
  }

  public int column() {
    return column;
  }

  /// Sets the position unless it is known already.
  public void locate(int atLine, int atColumn) {
    if (line == 0) {
      line = atLine;
      column = atColumn;
    }
  }

  @Override
  public String toString() {
    return kind + ": " + message;
  }
}
