package org.tosc.tir.interp;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Operation;

/// The meaning of the `kernel` family's memory operations.
final class Buffers {
  /// Memory with extents and one boxed element per place.
  private static final class Buffer {
    final long[] shape;
    final @Nullable Object[] elements;

    Buffer(long[] shape, @Nullable Object[] elements) {
      this.shape = shape;
      this.elements = elements;
    }
  }

  private Buffers() {}

  static @Nullable Object[] apply(KernelOp op, Operation o, @Nullable Object[] operands) {
    return switch (op) {
      case ALLOC -> new @Nullable Object[] {alloc((BufferType) o.result().type())};
      case LOAD -> {
        Buffer buffer = (Buffer) java.util.Objects.requireNonNull(operands[0]);
        yield new @Nullable Object[] {buffer.elements[offset(buffer, operands, 1)]};
      }
      case STORE -> {
        Buffer buffer = (Buffer) java.util.Objects.requireNonNull(operands[0]);
        buffer.elements[offset(buffer, operands, 2)] = operands[1];
        yield new @Nullable Object[0];
      }
      case EXTENT -> {
        Buffer buffer = (Buffer) java.util.Objects.requireNonNull(operands[0]);
        long axis = (Long) java.util.Objects.requireNonNull(operands[1]);
        if (axis < 0 || axis >= buffer.shape.length) {
          throw new GuestFault(
              "IndexError", "axis " + axis + " of a buffer of rank " + buffer.shape.length);
        }
        yield new @Nullable Object[] {buffer.shape[(int) axis]};
      }
      case FREE,
          ATOMIC_ADD,
          SLICE,
          TRANSPOSE,
          COPY,
          FROM_TENSOR,
          TO_TENSOR,
          TILE_LOAD,
          TILE_STORE,
          TILE_ATOMIC_ADD,
          TILE_SPLAT,
          TILE_GET,
          TILE_RESHAPE,
          PROGRAM_ID,
          NUM_PROGRAMS,
          BARRIER,
          LAUNCH,
          NEST,
          INDEX ->
          throw new IllegalStateException(op + " is not interpreted yet");
    };
  }

  private static Buffer alloc(BufferType type) {
    long[] shape = type.shape().stream().mapToLong(d -> ((Dim.Known) d).size()).toArray();
    long count = 1;
    for (long extent : shape) {
      count = Math.multiplyExact(count, extent);
    }
    @Nullable Object[] elements = new @Nullable Object[Math.toIntExact(count)];
    Arrays.fill(elements, Interpreter.zero(type.element()));
    return new Buffer(shape, elements);
  }

  private static int offset(Buffer buffer, @Nullable Object[] operands, int first) {
    long at = 0;
    for (int axis = 0; axis < buffer.shape.length; axis++) {
      long index = (Long) java.util.Objects.requireNonNull(operands[first + axis]);
      if (index < 0 || index >= buffer.shape[axis]) {
        throw new GuestFault(
            "IndexError",
            "index "
                + index
                + " on axis "
                + axis
                + " of a buffer "
                + Arrays.toString(buffer.shape));
      }
      at = at * buffer.shape[axis] + index;
    }
    return (int) at;
  }
}
