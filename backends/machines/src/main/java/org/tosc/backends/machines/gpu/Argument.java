package org.tosc.backends.machines.gpu;

import java.util.List;
import org.tosc.backends.machines.gpu.tile.Buffer;
import org.tosc.backends.machines.gpu.tile.ElementType;

/// What a kernel is called with.
public sealed interface Argument {
  /// The address of an element of a buffer.
  ///
  /// @param type of the elements as the kernel sees them
  /// @param element how many elements behind the beginning
  record Pointer(Buffer buffer, ElementType type, long element) implements Argument {
    public static Pointer of(Buffer buffer) {
      return new Pointer(buffer, buffer.type(), 0);
    }
  }

  /// A tensor, row by row from the beginning of a buffer; kernels get its address.
  ///
  /// @param shape its extents
  record Tensor(Buffer buffer, List<Long> shape) implements Argument {
    public Tensor {
      shape = List.copyOf(shape);
    }
  }

  record Whole(long value) implements Argument {}

  record Real(double value) implements Argument {}

  record Truth(boolean value) implements Argument {}

  record Text(String value) implements Argument {}

  /// A type of elements, `tl.float16`.
  record Type(ElementType type) implements Argument {}

  /// `None`.
  record Nothing() implements Argument {}

  record Tuple(List<Argument> items) implements Argument {
    public Tuple {
      items = List.copyOf(items);
    }
  }

  /// A descriptor of a tensor, for a kernel that takes one.
  ///
  /// @param block the extents of the parts that are loaded
  record Descriptor(Pointer base, List<Long> shape, List<Long> strides, List<Integer> block)
      implements Argument {
    public Descriptor {
      shape = List.copyOf(shape);
      strides = List.copyOf(strides);
      block = List.copyOf(block);
    }
  }
}
