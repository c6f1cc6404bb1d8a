package org.tosc.backends.jvm.link;

import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.ops.Calls;
import org.tosc.rt.ops.TypeChecks;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.value.DictValue;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.RangeValue;
import org.tosc.rt.value.Text;

/// From `any` to a typed value: `TypeError` if it is something else. `what` says what the value is,
/// for the message; it may be empty.
public final class Unbox {
  private Unbox() {}

  public static long toLong(@Nullable Object value, String what) {
    if (value instanceof Long number) {
      return number;
    }
    throw wrong("an int", value, what);
  }

  public static double toDouble(@Nullable Object value, String what) {
    if (value instanceof Double number) {
      return number;
    }
    throw wrong("a float", value, what);
  }

  public static boolean toBoolean(@Nullable Object value, String what) {
    if (value instanceof Boolean bool) {
      return bool;
    }
    throw wrong("a bool", value, what);
  }

  public static Text toText(@Nullable Object value, String what) {
    if (value instanceof Text text) {
      return text;
    }
    throw wrong("a string", value, what);
  }

  public static ListValue toList(@Nullable Object value, String what) {
    if (value instanceof ListValue list) {
      return list;
    }
    throw wrong("a list", value, what);
  }

  public static DictValue toDict(@Nullable Object value, String what) {
    if (value instanceof DictValue dict) {
      return dict;
    }
    throw wrong("a dict", value, what);
  }

  public static RangeValue toRange(@Nullable Object value, String what) {
    if (value instanceof RangeValue range) {
      return range;
    }
    throw wrong("a range", value, what);
  }

  /// Whatever can be called.
  public static Object toFunction(@Nullable Object value, String what) {
    if (value != null && Calls.isCallable(value)) {
      return value;
    }
    throw wrong("a function", value, what);
  }

  public static Tensor toTensor(@Nullable Object value, String what) {
    if (value instanceof Tensor tensor) {
      return tensor;
    }
    throw wrong("a tensor", value, what);
  }

  private static GuestError wrong(String expected, @Nullable Object found, String what) {
    return TypeChecks.mismatch(what, expected, found);
  }
}
