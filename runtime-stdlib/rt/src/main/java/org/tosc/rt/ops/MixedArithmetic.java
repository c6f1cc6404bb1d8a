package org.tosc.rt.ops;

import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.ErrorKind;
import org.tosc.rt.error.Errors;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.value.ErrorValue;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.Text;

/// Operators on what are not two numbers: strings, lists, caught errors, tensors; and their errors.
final class MixedArithmetic {
  private MixedArithmetic() {}

  static @Nullable Object add(@Nullable Object a, @Nullable Object b) {
    if (a instanceof ListValue x && b instanceof ListValue y) {
      ListValue joined = x.copy();
      joined.addAll(y);
      return joined;
    }
    if (a instanceof ErrorValue error && b instanceof Text y) {
      return Text.of(error.message()).concat(y);
    }
    if (a instanceof Text x && b instanceof ErrorValue error) {
      return x.concat(Text.of(error.message()));
    }
    return apply("add", "+", a, b);
  }

  static @Nullable Object mul(@Nullable Object a, @Nullable Object b) {
    if (b instanceof Long count) {
      if (a instanceof Text text) {
        return repeat(text, count);
      }
      if (a instanceof ListValue list) {
        return Arithmetic.repeat(list, count);
      }
    }
    if (a instanceof Long count) {
      if (b instanceof Text text) {
        return repeat(text, count);
      }
      if (b instanceof ListValue list) {
        return Arithmetic.repeat(list, count);
      }
    }
    return apply("mul", "*", a, b);
  }

  static Text repeat(Text text, long count) {
    if (count <= 0) {
      return Text.EMPTY;
    }
    String s = text.toString();
    if (!s.isEmpty() && count > (Integer.MAX_VALUE - 16) / s.length()) {
      throw Errors.of(ErrorKind.OUT_OF_MEMORY, "the repeated string would be too long");
    }
    return s.isEmpty() ? Text.EMPTY : Text.of(s.repeat((int) count));
  }

  static @Nullable Object neg(@Nullable Object a) {
    if (Tensors.is(a)) {
      return Tensors.apply("neg", a);
    }
    throw Errors.type("`-` needs a number or a tensor, found " + Kind.withArticle(a));
  }

  /// An operator that only tensors have beyond numbers.
  static @Nullable Object apply(String op, String sign, @Nullable Object a, @Nullable Object b) {
    if (Tensors.isOperand(a, b)) {
      return Tensors.apply(op, a, b);
    }
    throw mismatch(sign, a, b);
  }

  static @Nullable Object bits(String sign, @Nullable Object a, @Nullable Object b) {
    if (Tensors.isOperand(a, b)) {
      return Tensors.apply(bitName(sign), a, b);
    }
    String hint =
        a instanceof Boolean && b instanceof Boolean
            ? "; for booleans write `" + (sign.equals("|") ? "or" : "and") + "`"
            : "";
    throw Errors.type(
        "`" + sign + "` needs two ints, found " + Kind.of(a) + " and " + Kind.of(b) + hint);
  }

  private static String bitName(String sign) {
    return switch (sign) {
      case "&" -> "bitand";
      case "|" -> "bitor";
      case "^" -> "bitxor";
      case "<<" -> "shl";
      default -> "shr";
    };
  }

  static GuestError mismatch(String sign, @Nullable Object a, @Nullable Object b) {
    String message = "`" + sign + "` does not work on " + Kind.of(a) + " and " + Kind.of(b);
    if (sign.equals("+") && a instanceof Text && isPlain(b)) {
      message += "; convert with `str(" + Show.quoted(b) + ")`";
    } else if (sign.equals("+") && b instanceof Text && isPlain(a)) {
      message += "; convert with `str(" + Show.quoted(a) + ")`";
    } else if (a instanceof Boolean || b instanceof Boolean) {
      message += "; booleans are not numbers, convert with `int(...)`";
    }
    return Errors.type(message);
  }

  private static boolean isPlain(@Nullable Object value) {
    return value == null || value instanceof Boolean || Arithmetic.isNumber(value);
  }
}
