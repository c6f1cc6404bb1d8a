package org.tosc.tir.interp;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.VectorType;

/// The meaning of operations on vectors, which are `Object[]`s that nobody changes: lane by lane
/// that of [ScalarMeaning].
final class Lanes {
  private Lanes() {}

  static Object[] splat(int lanes, Object value) {
    Object[] all = new Object[lanes];
    Arrays.fill(all, value);
    return all;
  }

  /// The mask whose lane `k` is `k < n`.
  static Object[] below(Type type, long n) {
    Object[] mask = new Object[((VectorType) type).lanes()];
    for (int k = 0; k < mask.length; k++) {
      mask[k] = k < n;
    }
    return mask;
  }

  /// An operation of the table's arithmetic on vectors.
  static Object[] apply(CoreOp op, Operation o, Object... operands) {
    Scalar from = VectorType.elementOf(o.operand(0).type());
    VectorType to = (VectorType) o.result().type();
    Object[] result = new Object[to.lanes()];
    Object[] in = new Object[operands.length];
    for (int k = 0; k < result.length; k++) {
      for (int i = 0; i < in.length; i++) {
        in[i] = lanes(operands[i])[k];
      }
      result[k] = ScalarMeaning.apply(op, from, to.element(), in);
    }
    return result;
  }

  static Object[] select(Object mask, Object then, Object otherwise) {
    Object[] result = lanes(otherwise).clone();
    for (int k = 0; k < result.length; k++) {
      result[k] = (Boolean) lanes(mask)[k] ? lanes(then)[k] : result[k];
    }
    return result;
  }

  static Object[] shuffle(List<Long> chosen, Object a, Object b) {
    Object[] result = new Object[chosen.size()];
    for (int k = 0; k < result.length; k++) {
      int lane = Math.toIntExact(chosen.get(k));
      result[k] = lane < result.length ? lanes(a)[lane] : lanes(b)[lane - result.length];
    }
    return result;
  }

  /// Adds or compares the upper half to the lower until one lane is left.
  static Object reduce(CoreOp op, Scalar type, Object vector) {
    Object[] left = lanes(vector);
    while (left.length > 1) {
      Object[] half = Arrays.copyOf(left, left.length / 2);
      for (int k = 0; k < half.length; k++) {
        half[k] = ScalarMeaning.binary(op, type, half[k], left[k + half.length]);
      }
      left = half;
    }
    return left[0];
  }

  static Object[] load(
      Buffers buffers,
      Type type,
      View view,
      long at,
      Attributes attributes,
      @Nullable Object maskOrNull) {
    VectorType vector = (VectorType) type;
    Scalar element = view.elements().type();
    int unit = attributes.has("behind") ? element.blockSize() : vector.lanes();
    if (element.kind() == Scalar.Kind.BLOCK && at % unit != 0) {
      throw new IllegalStateException("proved wrongly: " + vector + " at " + at + " of blocks");
    }
    long index = at + attributes.integer("behind", 0);
    Object[] result = Interpreter.zero(vector);
    for (int k = 0; k < vector.lanes(); k++) {
      if (isActive(maskOrNull, k)) {
        Object value = buffers.load(view, index + k);
        boolean isWidened = vector.element().isFloat() && value instanceof Long;
        result[k] = isWidened ? (Object) ((Long) value).doubleValue() : value;
      }
    }
    return result;
  }

  static void store(
      Buffers buffers, View view, Object vector, long index, @Nullable Object maskOrNull) {
    Object[] lanes = lanes(vector);
    for (int k = 0; k < lanes.length; k++) {
      if (isActive(maskOrNull, k)) {
        view.checked(index + k);
      }
    }
    Scalar element = view.elements().type();
    for (int k = 0; k < lanes.length; k++) {
      if (isActive(maskOrNull, k)) {
        Object lane = lanes[k];
        buffers.store(view, held(element, lane), index + k);
      }
    }
  }

  /// What becomes of a lane in an element: floats are rounded, integers of `i8` cut.
  private static Object held(Scalar element, Object lane) {
    return switch (lane) {
      case Double x -> Rounding.round(element, x);
      case Long x when element == Scalar.I8 -> (long) (byte) (long) x;
      default -> lane;
    };
  }

  private static boolean isActive(@Nullable Object mask, int lane) {
    return mask == null || (Boolean) lanes(mask)[lane];
  }

  private static Object[] lanes(Object vector) {
    return (Object[]) vector;
  }
}
