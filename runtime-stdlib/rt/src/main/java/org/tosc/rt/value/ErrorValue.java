package org.tosc.rt.value;

import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.Place;

/// A run-time error as a guest value: what `catch e` binds and `error(kind, message)` makes. Its
/// position is filled in once, by the innermost place that knows it.
public final class ErrorValue {
  private final String kind;
  private final String message;
  private final @Nullable Object attached;
  private @Nullable Place place;

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

  /// Where it was raised; null while unknown.
  public @Nullable Place place() {
    return place;
  }

  /// Line of its place, from 1; 0 while unknown.
  public int line() {
    return place == null ? 0 : place.line();
  }

  /// Column of its place, from 1; 0 while unknown.
  public int column() {
    return place == null ? 0 : place.column();
  }

  /// Sets the place unless it is known already.
  public void locate(Place at) {
    if (place == null) {
      place = at;
    }
  }

  @Override
  public String toString() {
    return kind + ": " + message;
  }
}
