package org.tosc.backends.jvm.link;

import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.Errors;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.error.Place;

/// Throwing and catching in compiled code.
public final class Raise {
  private Raise() {}

  /// The throwable of a `throw` statement.
  public static Throwable thrown(@Nullable Object value, String file, int line, int column) {
    return GuestError.thrown(value, new Place(file, line, column));
  }

  /// What a handler gets. Errors that the JVM raised, such as a stack overflow, know no position
  /// and take the handler's.
  public static @Nullable Object caught(Throwable thrown) {
    return Errors.caught(thrown);
  }

  public static Throwable unreachable() {
    return new IllegalStateException("reached core.unreachable");
  }

  /// Throws any throwable; the return type lets callers write `throw Raise.again(t)`.
  @SuppressWarnings("unchecked")
  static <T extends Throwable> RuntimeException again(Throwable thrown) throws T {
    throw (T) thrown;
  }
}
