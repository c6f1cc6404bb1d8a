package org.tosc.rt.ops;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.ErrorKind;
import org.tosc.rt.error.Errors;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.session.Session;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorFault;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.Missing;

/// The bridge to tensors: dynamic code's tensor operations go to the session's engine, and its
/// faults come back as guest errors.
public final class Tensors {
  private Tensors() {}

  public static boolean is(@Nullable Object value) {
    return value instanceof Tensor;
  }

  /// Whether an operator on the two is a tensor operation: one is a tensor, the other is a tensor,
  /// a number or a boolean.
  static boolean isOperand(@Nullable Object a, @Nullable Object b) {
    return (a instanceof Tensor && isElement(b)) || (b instanceof Tensor && isElement(a));
  }

  private static boolean isElement(@Nullable Object value) {
    return value instanceof Tensor || Arithmetic.isNumber(value) || value instanceof Boolean;
  }

  static String kind(Object value) {
    return switch (value) {
      case Tensor _ -> "tensor";
      case DType _ -> "dtype";
      default -> value.getClass().getSimpleName();
    };
  }

  /// Applies an operation without attributes.
  public static @Nullable Object apply(String op, @Nullable Object... args) {
    return apply(op, args, Map.of());
  }

  /// Applies an operation of the engine; several results come as a list.
  public static @Nullable Object apply(
      String op, @Nullable Object[] args, Map<String, Object> attrs) {
    try {
      Object result = Session.current().apply(op, args, attrs);
      return result instanceof List<?> several ? ListValue.ofAll(several) : result;
    } catch (TensorFault fault) {
      throw fault(fault);
    }
  }

  /// The guest error for a fault of a tensor operation.
  public static GuestError fault(TensorFault fault) {
    ErrorKind kind =
        switch (fault.kind()) {
          case SHAPE -> ErrorKind.SHAPE;
          case DTYPE -> ErrorKind.DTYPE;
          case VALUE -> ErrorKind.VALUE;
          case INDEX -> ErrorKind.INDEX;
          case OVERFLOW -> ErrorKind.OVERFLOW;
          case ZERO_DIVISION -> ErrorKind.ZERO_DIVISION;
        };
    return Errors.of(kind, fault.text());
  }

  static boolean contains(Tensor t, @Nullable Object element) {
    for (long i = 0; i < t.size(); i++) {
      if (Compare.same(t.get(i), element)) {
        return true;
      }
    }
    return false;
  }

  static @Nullable Object member(Object value, String name) {
    if (!(value instanceof Tensor t)) {
      return Missing.VALUE;
    }
    return switch (name) {
      case "shape" -> ListValue.ofLongs(t.shape());
      case "dtype" -> t.dtype();
      case "ndim", "rank" -> (long) t.rank();
      case "size" -> t.size();
      case "length" -> rowCount(t);
      case "T" -> apply("transpose", t);
      default -> Missing.VALUE;
    };
  }

  private static long rowCount(Tensor t) {
    if (t.rank() == 0) {
      throw Errors.type("a tensor without axes has no length");
    }
    return t.dim(0);
  }

  /// The rows of a tensor: numbers for one axis, tensors for more.
  static ListValue rows(Tensor t) {
    ListValue rows = new ListValue();
    for (long i = 0; i < rowCount(t); i++) {
      rows.add(TensorIndexing.get(t, i));
    }
    return rows;
  }

  /// A tensor's elements as nested lists; the number itself for a tensor without axes.
  public static @Nullable Object toNestedList(Tensor t) {
    return nested(t, 0, 0, t.size());
  }

  private static @Nullable Object nested(Tensor t, int axis, long from, long size) {
    if (axis == t.rank()) {
      return t.get(from);
    }
    ListValue list = new ListValue();
    long n = t.dim(axis);
    for (long i = 0; i < n; i++) {
      list.add(nested(t, axis + 1, from + i * (size / n), size / n));
    }
    return list;
  }

  /// Attributes from alternating names and values, without those whose value is nil.
  public static Map<String, Object> attrs(@Nullable Object... namesAndValues) {
    Map<String, Object> attrs = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      Object value = namesAndValues[i + 1];
      if (value != null) {
        attrs.put(String.valueOf(namesAndValues[i]), value);
      }
    }
    return attrs;
  }

  /// A guest list of integers, or one integer, as the engine takes shapes and axes.
  public static long[] longs(@Nullable Object value, String what) {
    if (value instanceof Long number) {
      return new long[] {number};
    }
    if (value instanceof ListValue list) {
      long[] all = new long[list.size()];
      Arrays.setAll(all, list::getLong);
      return all;
    }
    throw Errors.type(what + " is an int or a list of ints, found " + Kind.withArticle(value));
  }
}
