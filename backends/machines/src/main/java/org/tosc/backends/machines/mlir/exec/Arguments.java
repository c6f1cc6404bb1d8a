package org.tosc.backends.machines.mlir.exec;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.tosc.backends.machines.mlir.ir.Type;

/// Between bytes outside and views inside.
final class Arguments {
  private Arguments() {}

  /// @throws IllegalArgumentException if the bytes are too few for the type
  static View view(Type type, Argument.Elements given, int position) {
    String where = "argument " + (position + 1);
    if (!(type instanceof Type.Tensor) && !(type instanceof Type.MemRef)) {
      throw new IllegalArgumentException(where + " is a `" + type + "`, which takes no elements");
    }
    Type.Shaped shaped = (Type.Shaped) type;
    Cell cell = Cell.of(shaped.element());
    long bytes = given.bytes().byteSize();
    long[] sizes = Constants.sizes(shaped);
    for (int i = 0; i < sizes.length; i++) {
      if (sizes[i] == Type.DYNAMIC) {
        boolean isSaid = i < given.sizes().size();
        boolean isAlone = sizes.length == 1;
        if (!isSaid && !isAlone) {
          throw new IllegalArgumentException("the extents of " + where + " are not said");
        }
        sizes[i] = isSaid ? given.sizes().get(i) : bytes / cell.size();
      }
    }
    long needed = Math.multiplyExact(View.count(sizes), (long) cell.size());
    if (bytes < needed) {
      throw new IllegalArgumentException(
          where + " is a `" + type + "` of " + needed + " bytes, here are " + bytes);
    }
    return View.dense(Buffer.of(given.bytes()), sizes, cell);
  }

  /// @throws IllegalArgumentException if the type is none of a scalar
  static long scalar(Type type, long bits, int position) {
    return switch (type) {
      case Type.Int i -> bits & IntMeaning.mask(Cell.width(type));
      case Type.Index i -> bits;
      case Type.Floating f -> bits & IntMeaning.mask(Cell.width(type));
      case Type _ ->
          throw new IllegalArgumentException(
              "argument " + (position + 1) + " is a `" + type + "`, which is no number");
    };
  }

  static Argument elements(View view) {
    long size = Math.multiplyExact(view.count(), (long) view.cell().size());
    MemorySegment bytes = MemorySegment.ofArray(new byte[Math.toIntExact(size)]);
    view.copy(Buffer.of(bytes));
    List<Long> sizes = new ArrayList<>();
    for (long extent : view.sizes()) {
      sizes.add(extent);
    }
    return new Argument.Elements(bytes, sizes);
  }

  static Argument lanes(long[] lanes, Type.Vector type) {
    Cell cell = Cell.of(type.element());
    MemorySegment bytes = MemorySegment.ofArray(new byte[lanes.length * cell.size()]);
    Buffer buffer = Buffer.of(bytes);
    for (int i = 0; i < lanes.length; i++) {
      buffer.store((long) i * cell.size(), cell.bytes(), lanes[i]);
    }
    return new Argument.Elements(bytes, type.shape());
  }
}
