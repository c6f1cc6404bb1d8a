package org.tosc.rt.tensor.kernel;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Shapes;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorFault;

/// One application of an operation: its name, operands and attributes, read with checks.
public final class Call {
  private final String op;
  private final @Nullable Object[] args;
  private final Map<String, Object> attrs;

  public Call(String op, @Nullable Object[] args, Map<String, Object> attrs) {
    this.op = op;
    this.args = args;
    this.attrs = attrs;
  }

  public String op() {
    return op;
  }

  // Operands
  // ---------------------------------------------------------------------------------------

  /// Whether operand `i` was given; an optional operand may also be null.
  boolean has(int i) {
    return i < args.length && args[i] != null;
  }

  /// Operand `i` as given: a tensor or a Java number.
  Object operand(int i) {
    Object value = i < args.length ? args[i] : null;
    if (value == null) {
      throw TensorFault.value("`" + op + "` takes an operand " + (i + 1) + ", which is missing");
    }
    return value;
  }

  /// Operand `i` as a tensor; a number becomes one without axes.
  Tensor tensor(int i) {
    return toTensor(operand(i));
  }

  @Nullable Tensor tensorOrNull(int i) {
    return has(i) ? tensor(i) : null;
  }

  private Tensor toTensor(Object value) {
    if (value instanceof Tensor t) {
      return t;
    }
    if (value instanceof Number || value instanceof Boolean) {
      return Tensor.scalar(DType.ofScalar(value), value);
    }
    throw TensorFault.dtype("`" + op + "` takes tensors and numbers, found `" + value + "`");
  }

  /// All operands as tensors, given one by one or as one list.
  List<Tensor> tensors() {
    if (args.length == 1 && args[0] instanceof List<?> list) {
      return list.stream().map(this::toTensor).toList();
    }
    return Arrays.stream(args).map(value -> toTensor(nonNull(value))).toList();
  }

  private Object nonNull(@Nullable Object value) {
    if (value == null) {
      throw TensorFault.value("`" + op + "` takes tensors, found nil");
    }
    return value;
  }

  /// Operand `i`, which must be a float tensor; block formats count as `f32`.
  Tensor floatTensor(int i) {
    Tensor t = tensor(i);
    if (!t.dtype().isFloat() && !t.dtype().isBlock()) {
      throw TensorFault.dtype(
          "`" + op + "` takes float tensors, found " + t.dtype() + "; cast it first");
    }
    return t;
  }

  /// Operand `i`, which must be an integer tensor.
  Tensor integerTensor(int i) {
    Tensor t = tensor(i);
    if (!t.dtype().isInteger()) {
      throw TensorFault.dtype(
          "`" + op + "` takes integer indexes as operand " + (i + 1) + ", found " + t.dtype());
    }
    return t;
  }

  /// Operand `i`, which must be one integer.
  long integerOperand(int i) {
    Tensor t = integerTensor(i);
    if (t.size() != 1) {
      throw TensorFault.shape(
          "`"
              + op
              + "` takes one integer as operand "
              + (i + 1)
              + ", found shape "
              + Shapes.text(t.shape()));
    }
    return t.getLong(0);
  }

  /// The float dtype to compute a function of `t` in: its own, or `f32`.
  static DType floatOf(DType dtype) {
    return dtype.isFloat() ? dtype : DType.F32;
  }

  /// The dtype of arithmetic on elements of one dtype: booleans count as the `i64` 0 and 1.
  static DType numberOf(DType dtype) {
    return dtype.isBool() ? DType.I64 : dtype.isBlock() ? DType.F32 : dtype;
  }

  // Attributes
  // -------------------------------------------------------------------------------------

  boolean given(String name) {
    return attrs.get(name) != null;
  }

  private Object required(String name) {
    Object value = attrs.get(name);
    if (value == null) {
      throw TensorFault.value("`" + op + "` takes the attribute `" + name + "`, which is missing");
    }
    return value;
  }

  long integer(String name) {
    return toInteger(name, required(name));
  }

  long integer(String name, long absent) {
    return given(name) ? integer(name) : absent;
  }

  private long toInteger(String name, @Nullable Object value) {
    return switch (value) {
      case Long n -> n;
      case Integer n -> n;
      case Double d when d == Math.rint(d) && !Double.isInfinite(d) -> DType.I64.toInteger(d);
      case Tensor t when t.size() == 1 && t.dtype().isInteger() -> t.getLong(0);
      case null, default -> throw wrongAttribute(name, "an integer", value);
    };
  }

  double number(String name, double absent) {
    Object value = attrs.get(name);
    return switch (value) {
      case null -> absent;
      case Number n -> n.doubleValue();
      case Tensor t when t.size() == 1 -> t.getDouble(0);
      default -> throw wrongAttribute(name, "a number", value);
    };
  }

  boolean flag(String name, boolean absent) {
    Object value = attrs.get(name);
    return switch (value) {
      case null -> absent;
      case Boolean b -> b;
      default -> throw wrongAttribute(name, "a boolean", value);
    };
  }

  /// A word out of a closed set; the first is the default.
  String word(String name, String... allowed) {
    Object value = attrs.get(name);
    if (value == null) {
      return allowed[0];
    }
    String word = value.toString();
    if (!Arrays.asList(allowed).contains(word)) {
      throw TensorFault.value(
          "`"
              + name
              + "` of `"
              + op
              + "` is one of "
              + String.join(", ", allowed)
              + ", found `"
              + word
              + "`");
    }
    return word;
  }

  DType dtype(DType absent) {
    return dtype("dtype", absent);
  }

  DType dtype(String name, DType absent) {
    Object value = attrs.get(name);
    return switch (value) {
      case null -> absent;
      case DType d -> d;
      default -> DType.parse(value.toString());
    };
  }

  @Nullable Object raw(String name) {
    return attrs.get(name);
  }

  /// A list of integers; a single integer is a list of one.
  long[] integers(String name) {
    Object value = required(name);
    return switch (value) {
      case long[] list -> list.clone();
      case int[] list -> Arrays.stream(list).asLongStream().toArray();
      case List<?> list -> list.stream().mapToLong(item -> toInteger(name, item)).toArray();
      default -> new long[] {toInteger(name, value)};
    };
  }

  /// One integer for both of two axes, or two.
  int[] pair(String name, long absent) {
    long[] given = given(name) ? integers(name) : new long[] {absent};
    if (given.length > 2 || given.length == 0) {
      throw wrongAttribute(name, "one or two integers", Arrays.toString(given));
    }
    int first = positive(name, given[0]);
    return new int[] {first, given.length == 2 ? positive(name, given[1]) : first};
  }

  private int positive(String name, long value) {
    if (value < 1 || value > Shapes.MAX_SIZE) {
      throw wrongAttribute(name, "a positive size", value);
    }
    return (int) value;
  }

  TensorFault wrongAttribute(String name, String wanted, @Nullable Object found) {
    return TensorFault.value(
        "`" + name + "` of `" + op + "` is " + wanted + ", found `" + found + "`");
  }

  /// The attribute `axis` of an operation along one axis.
  int axis(long[] shape, long absent) {
    return Shapes.axis(op, integer("axis", absent), shape);
  }
}
