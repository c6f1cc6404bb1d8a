package org.tosc.rt.error;

import org.jspecify.annotations.Nullable;
import org.tosc.rt.ops.Show;
import org.tosc.rt.value.ErrorValue;

/// A guest program's error on its way up the Java stack. It carries the thrown guest [#value]: an
/// [ErrorValue] for run-time errors and `error(...)`, or whatever a `throw` statement threw.
///
/// Errors that the runtime raises look for the compiled code that stands nearest on the stack and
/// take its source position ([CompiledCode]); errors that a `throw` statement raises know theirs.
/// None keeps a Java stack trace.
public final class GuestError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable Object value;
  private transient @Nullable Place place;

  private GuestError(@Nullable Object value) {
    super(null, null, false, false);
    this.value = value;
    this.place = value instanceof ErrorValue error ? error.place() : null;
  }

  /// An error whose position is that of the code that runs.
  public static GuestError traced(@Nullable Object value) {
    return CompiledCode.locate(new GuestError(value));
  }

  /// An error for `throw` statements: the place is given.
  public static GuestError thrown(@Nullable Object value, Place place) {
    return new GuestError(value).at(place);
  }

  /// The thrown guest value, as it was thrown.
  public @Nullable Object value() {
    return value;
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

  /// Sets the place unless one is known already: the innermost place wins.
  public GuestError at(Place raised) {
    if (place == null) {
      place = raised;
    }
    if (value instanceof ErrorValue error) {
      error.locate(raised);
    }
    return this;
  }

  /// The kind of the error as text: the kind of an [ErrorValue], otherwise `Error`.
  public String kind() {
    return value instanceof ErrorValue error ? error.kind() : "Error";
  }

  @Override
  public String getMessage() {
    return value instanceof ErrorValue error ? error.message() : Show.text(value);
  }

  @Override
  public String toString() {
    return kind() + ": " + getMessage();
  }
}
