package org.tosc.tir.interp;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.ArrayType;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.CellType;
import org.tosc.tir.ir.CodeType;
import org.tosc.tir.ir.HostType;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.SlotType;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.TileType;
import org.tosc.tir.ir.TupleType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.VectorType;

/// The meaning of operations on tuples and arrays, which are `Object[]`s that nobody changes.
final class Aggregates {
  private Aggregates() {}

  static @Nullable Object zero(Type type, HostRuntime host) {
    return switch (type) {
      case Scalar _ -> Interpreter.zero(type);
      case HostType _ -> host.text("");
      case TileType tile -> Tile.zeros(tile);
      case VectorType vector -> Interpreter.zero(vector);
      case TupleType(var items) -> items.stream().map(item -> zero(item, host)).toArray();
      case ArrayType(Type element, long length) -> filled(zero(element, host), length);
      case TensorType _, BufferType _, CodeType _, SlotType _, CellType _ ->
          throw new IllegalStateException("a zero of " + type);
    };
  }

  static @Nullable Object item(Operation o, Object tuple) {
    return parts(tuple)[(int) o.attributes().integer("index")];
  }

  static Object withItem(Operation o, Object tuple, @Nullable Object item) {
    return with(tuple, (int) o.attributes().integer("index"), item);
  }

  static Object splat(Operation o, @Nullable Object value) {
    return filled(value, ((ArrayType) o.result().type()).length());
  }

  static @Nullable Object element(Object array, Object index) {
    return parts(array)[checked(array, index)];
  }

  static Object withElement(Object array, Object index, @Nullable Object value) {
    return with(array, checked(array, index), value);
  }

  private static Object filled(@Nullable Object value, long length) {
    @Nullable Object[] all = new @Nullable Object[Math.toIntExact(length)];
    Arrays.fill(all, value);
    return all;
  }

  private static @Nullable Object[] parts(Object value) {
    return (@Nullable Object[]) value;
  }

  private static Object with(Object value, int index, @Nullable Object item) {
    @Nullable Object[] copy = parts(value).clone();
    copy[index] = item;
    return copy;
  }

  private static int checked(Object array, Object number) {
    long index = (Long) number;
    int length = parts(array).length;
    if (index < 0 || index >= length) {
      throw KernelFaults.element(index, length);
    }
    return (int) index;
  }
}
