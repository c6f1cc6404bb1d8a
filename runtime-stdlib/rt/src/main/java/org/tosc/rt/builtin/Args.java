package org.tosc.rt.builtin;

import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.Errors;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.ops.Arithmetic;
import org.tosc.rt.ops.Calls;
import org.tosc.rt.ops.Iterate;
import org.tosc.rt.ops.Kind;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.value.DictValue;
import org.tosc.rt.value.EnumValue;
import org.tosc.rt.value.FunctionValue;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.RangeValue;
import org.tosc.rt.value.Text;

/// Arguments of built-ins as the kinds they must have; a TypeError that names the built-in and both
/// kinds otherwise.
final class Args {
  private Args() {}

  static Text text(String builtin, @Nullable Object value) {
    if (value instanceof Text text) {
      return text;
    }
    throw wrong(builtin, "a string", value);
  }

  static String string(String builtin, @Nullable Object value) {
    return text(builtin, value).toString();
  }

  static long integer(String builtin, @Nullable Object value) {
    if (value instanceof Long number) {
      return number;
    }
    if (value instanceof Tensor t && t.size() == 1 && t.dtype().isInteger()) {
      return t.getLong(0);
    }
    throw wrong(builtin, "an int", value);
  }

  /// An integer that is used as a count or size: 0 up to what memory can hold.
  static int count(String builtin, @Nullable Object value) {
    long count = integer(builtin, value);
    if (count < 0) {
      throw Errors.value(builtin + "() expects a count of at least 0, found " + count);
    }
    ListValue.checkLength(count);
    return (int) count;
  }

  static double number(String builtin, @Nullable Object value) {
    return switch (value) {
      case Double number -> number;
      case Long number -> number.doubleValue();
      case Tensor t when t.size() == 1 -> t.getDouble(0);
      case null, default -> throw wrong(builtin, "a number", value);
    };
  }

  static void requireNumber(String builtin, @Nullable Object value) {
    if (!Arithmetic.isNumber(value)) {
      throw wrong(builtin, "a number", value);
    }
  }

  static ListValue list(String builtin, @Nullable Object value) {
    if (value instanceof ListValue list) {
      return list;
    }
    throw wrong(builtin, "a list", value);
  }

  /// Whatever `for` goes over, as a list: the list itself where it is one.
  static ListValue elements(String builtin, @Nullable Object value) {
    return switch (value) {
      case ListValue list -> list;
      case RangeValue range -> range.toList();
      case Text text -> Iterate.toList(text);
      case DictValue dict -> Iterate.toList(dict);
      case EnumValue type -> type.values();
      case Tensor tensor when tensor.rank() > 0 -> Iterate.toList(tensor);
      case null, default -> throw wrong(builtin, "a list", value);
    };
  }

  static DictValue dict(String builtin, @Nullable Object value) {
    if (value instanceof DictValue dict) {
      return dict;
    }
    throw wrong(builtin, "a dict", value);
  }

  static FunctionValue function(String builtin, @Nullable Object value) {
    if (Calls.isCallable(value)) {
      return Calls.function(value);
    }
    throw wrong(builtin, "a function", value);
  }

  static GuestError wrong(String builtin, String expected, @Nullable Object found) {
    return Errors.type(builtin + "() expects " + expected + ", found " + Kind.withArticle(found));
  }
}
