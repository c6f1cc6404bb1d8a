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
  private int line;
  private int column;

  private GuestError(@Nullable Object value) {
    super(null, null, false, false);
    this.value = value;
    if (value instanceof ErrorValue error) {
      line = error.line();
      column = error.column();
    }
  }

  /// An error whose position is that of the code that runs.
  public static GuestError traced(@Nullable Object value) {
    return CompiledCode.locate(new GuestError(value));
  }

  /// An error for `throw` statements: the position is given.
  public static GuestError thrown(@Nullable Object value, int line, int column) {
    return new GuestError(value).withPosition(line, column);
  }

  /// The thrown guest value, as it was thrown.
  public @Nullable Object value() {
    return value;
  }

  /// Line of the source position, from 1; 0 while unknown.
  public int line() {
    return line;
  }

  /// Column of the source position, from 1; 0 while unknown.
  public int column() {
    return column;
  }

  /// Sets the position unless one is known already: the innermost position wins.
  public GuestError withPosition(int atLine, int atColumn) {
    if (line == 0) {
      line = atLine;
      column = atColumn;
    }
    if (value instanceof ErrorValue error) {
      error.locate(atLine, atColumn);
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
