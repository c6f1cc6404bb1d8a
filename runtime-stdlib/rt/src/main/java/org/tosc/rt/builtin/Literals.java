package org.tosc.rt.builtin;

import org.jspecify.annotations.Nullable;
import org.tosc.rt.value.Missing;
import org.tosc.rt.value.Text;

/// The literals that defaults of built-in rows are written in; `absent` stays [Missing], for
/// built-ins that treat a left-out argument unlike nil.
final class Literals {
  private Literals() {}

  static @Nullable Object value(String literal) {
    return switch (literal) {
      case "nil" -> null;
      case "absent" -> Missing.VALUE;
      case "true" -> true;
      case "false" -> false;
      default -> {
        if (literal.startsWith("\"")) {
          String inner = literal.substring(1, literal.length() - 1);
          yield Text.of(inner.replace("\\n", "\n"));
        }
        boolean fraction = literal.indexOf('.') >= 0 || literal.indexOf('e') >= 0;
        yield fraction ? (Object) Double.valueOf(literal) : Long.valueOf(literal);
      }
    };
  }
}
