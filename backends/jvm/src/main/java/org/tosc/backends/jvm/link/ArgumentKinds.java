package org.tosc.backends.jvm.link;

import java.util.Objects;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;

/// What a version of a part depends on: element types and shapes of tensors, which arguments are
/// numbers of which type, or which number where that decides, and nothing of others.
@SuppressWarnings("ArrayRecordComponent") // never compared
record ArgumentKinds(Object[] kinds) {
  private enum Kind {
    INT,
    REAL,
    BOOL,
    OTHER
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Shaped(DType dtype, long[] shape) {}

  /// One number, truth or nil.
  private record Exactly(@Nullable Object value) {}

  /// @param decisive which arguments decide by their number
  static ArgumentKinds of(@Nullable Object[] arguments, IntPredicate decisive) {
    Object[] kinds = new Object[arguments.length];
    for (int i = 0; i < kinds.length; i++) {
      boolean exact = decisive.test(i) && isConstant(arguments[i]);
      kinds[i] = exact ? new Exactly(arguments[i]) : kind(arguments[i]);
    }
    return new ArgumentKinds(kinds);
  }

  /// Whether an argument may be a constant of a version.
  static boolean isConstant(@Nullable Object argument) {
    return argument == null || plain(argument) != Kind.OTHER;
  }

  private static Object kind(@Nullable Object argument) {
    return argument instanceof Tensor t ? new Shaped(t.dtype(), t.shape()) : plain(argument);
  }

  private static Kind plain(@Nullable Object argument) {
    return switch (argument) {
      case Long _ -> Kind.INT;
      case Double _ -> Kind.REAL;
      case Boolean _ -> Kind.BOOL;
      case null, default -> Kind.OTHER;
    };
  }

  boolean fit(@Nullable Object[] arguments) {
    for (int i = 0; i < arguments.length; i++) {
      if (!fits(kinds[i], arguments[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean fits(Object kind, @Nullable Object argument) {
    if (kind instanceof Exactly(Object value)) {
      return Objects.equals(value, argument);
    }
    if (!(argument instanceof Tensor tensor)) {
      return kind == plain(argument);
    }
    return kind instanceof Shaped(DType dtype, long[] shape)
        && tensor.dtype() == dtype
        && hasShape(tensor, shape);
  }

  private static boolean hasShape(Tensor tensor, long[] shape) {
    boolean same = tensor.rank() == shape.length;
    for (int axis = 0; same && axis < shape.length; axis++) {
      same = tensor.dim(axis) == shape[axis];
    }
    return same;
  }
}
