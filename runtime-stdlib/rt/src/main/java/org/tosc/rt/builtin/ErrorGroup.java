package org.tosc.rt.builtin;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.ErrorKind;
import org.tosc.rt.error.Errors;
import org.tosc.rt.ops.Show;
import org.tosc.rt.ops.Truth;
import org.tosc.rt.session.Session;
import org.tosc.rt.value.ErrorValue;
import org.tosc.rt.value.Missing;

/// Errors and assertions.
final class ErrorGroup {
  private ErrorGroup() {}

  static List<Builtin> rows() {
    return List.of(
        Builtin.of(
            "error(kind_or_message, message=absent, value=nil)",
            "an error value to throw; with two arguments the first is its kind",
            ErrorGroup::error),
        Builtin.of(
            "assert(condition, message=\"the assertion does not hold\")",
            "raises AssertionError unless the condition holds",
            ErrorGroup::check),
        Builtin.of(
            "fail(message)",
            "raises AssertionError",
            (_, a) -> {
              throw Errors.of(ErrorKind.ASSERTION, Show.text(a[0]));
            }));
  }

  private static Object error(Session session, @Nullable Object[] a) {
    return a[1] == Missing.VALUE
        ? new ErrorValue("Error", Show.text(a[0]), a[2])
        : new ErrorValue(Show.text(a[0]), Show.text(a[1]), a[2]);
  }

  private static @Nullable Object check(Session session, @Nullable Object[] a) {
    if (!Truth.of(a[0])) {
      throw Errors.of(ErrorKind.ASSERTION, Show.text(a[1]));
    }
    return null;
  }
}
