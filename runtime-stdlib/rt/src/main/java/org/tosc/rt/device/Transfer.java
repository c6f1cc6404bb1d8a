package org.tosc.rt.device;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Raw;
import org.tosc.rt.tensor.Tensor;

/// Copies between views, and between views and tensors.
public final class Transfer {
  private Transfer() {}

  static View toDevice(Tensor tensor) {
    DType dtype = tensor.dtype();
    int[] extents = Arrays.stream(tensor.shape()).mapToInt(Math::toIntExact).toArray();
    int size = (int) tensor.size();
    if (dtype.isBlock()) {
      return View.rows(Memory.Blocks.of(tensor), dtype, extents);
    }
    View view = View.rows(Memory.zeros(dtype, size), dtype, extents);
    if (size > 0) {
      fill(View.rows(view.memory, dtype, new int[] {size}), tensor, size);
    }
    return view;
  }

  private static void fill(View flat, Tensor tensor, int size) {
    switch (flat.memory) {
      case Memory.Floats(float[] cells) -> System.arraycopy(Raw.floats(tensor), 0, cells, 0, size);
      case Memory.Doubles(double[] cells) ->
          System.arraycopy(Raw.doubles(tensor), 0, cells, 0, size);
      case Memory.Longs(long[] cells) -> System.arraycopy(Raw.longs(tensor), 0, cells, 0, size);
      case Memory.Shorts _, Memory.Bytes _, Memory.Ints _, Memory.Nibbles _, Memory.Blocks _ -> {
        if (tensor.dtype().isFloat()) {
          FloatCells.store(flat, 0, 1, Raw.floats(tensor), 0, size);
        } else {
          for (int i = 0; i < size; i++) {
            Elements.setLong(flat, i, tensor.getLong(i));
          }
        }
      }
    }
  }

  /// The elements as a tensor of the same dtype, in row-major order.
  public static Tensor toTensor(View view) {
    long[] shape = view.shape();
    DType dtype = view.dtype;
    int size = view.size();
    if (view.memory instanceof Memory.Blocks(byte[] bytes, Tensor cells)
        && cells.size() == size
        && view.isContiguous()) {
      return Tensor.ofSegment(dtype, shape, MemorySegment.ofArray(bytes.clone()));
    }
    if (dtype.isBlock()) {
      return Raw.pack(dtype, Raw.adopt(shape, whole(view).floats(view, origin(view))));
    }
    if (size == 0) {
      return Raw.zeros(dtype, shape);
    }
    if (dtype == DType.F64) {
      return Raw.adopt(shape, whole(view).doubles(view, origin(view)));
    }
    if (dtype.isFloat()) {
      return Raw.rounded(dtype, shape, whole(view).floats(view, origin(view)));
    }
    long[] cells = new long[size];
    int i = 0;
    for (Region rows = whole(view).all(view); rows.hasRow(); rows.next()) {
      for (int k = 0; k < rows.length; k++) {
        cells[i++] = Elements.getLong(view, rows.at + k * rows.step);
      }
    }
    return dtype == DType.U64 ? Raw.unsigned(shape, cells) : Raw.checked(dtype, shape, cells);
  }

  private static TileAccess whole(View view) {
    return TileAccess.whole(view.extents);
  }

  private static long[] origin(View view) {
    return new long[view.extents.length];
  }

  /// Copies all elements of one view to another of the same dtype.
  public static void copy(View from, View to) {
    if (!Arrays.equals(from.extents, to.extents)) {
      throw DeviceFaults.copy(from.extents, to.extents);
    }
    if (from.dtype != to.dtype) {
      throw new IllegalStateException("copy of " + from + " to " + to);
    }
    TileAccess whole = whole(from);
    long[] origin = origin(from);
    // Through a tile, so that views of one memory may overlap.
    switch (from.memory) {
      case Memory.Doubles _ -> whole.store(to, whole.doubles(from, origin), origin);
      case Memory.Longs _ -> whole.store(to, whole.longs(from, origin), origin);
      case Memory.Floats _, Memory.Blocks _ -> whole.store(to, whole.floats(from, origin), origin);
      case Memory.Ints _, Memory.Shorts _, Memory.Bytes _, Memory.Nibbles _ -> {
        if (from.dtype.isFloat()) {
          whole.store(to, whole.floats(from, origin), origin);
        } else if (from.dtype.isBool()) {
          whole.store(to, whole.booleans(from, origin), origin);
        } else if (from.dtype == DType.U32) {
          whole.store(to, whole.longs(from, origin), origin);
        } else {
          whole.store(to, whole.ints(from, origin), origin);
        }
      }
    }
  }
}
