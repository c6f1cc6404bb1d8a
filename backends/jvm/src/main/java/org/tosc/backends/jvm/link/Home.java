package org.tosc.backends.jvm.link;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.tosc.rt.device.Buffer;
import org.tosc.rt.device.NativeBuffer;
import org.tosc.rt.device.Scratch;
import org.tosc.rt.device.View;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Raw;
import org.tosc.rt.tensor.Tensor;

/// Where a kernel wants its buffers.
public enum Home {
  /// In Java arrays: class files.
  ARRAYS {
    @Override
    public Buffer of(Tensor tensor) {
      return View.of(tensor);
    }

    @Override
    public Scratch scratch(List<Integer> sizes) {
      return Scratch.arrays(sizes);
    }

    @Override
    public Object allocate(DType dtype, int elements) {
      return Raw.array(Raw.zeros(dtype, new long[] {elements}));
    }

    @Override
    public Buffer callers(DType dtype, int elements, Object memory) {
      if (memory instanceof MemorySegment) {
        throw new IllegalArgumentException("class files work on Java arrays, found memory");
      }
      return super.callers(dtype, elements, memory);
    }
  },

  /// Wherever they are: machine code. Its own memory is outside of the JVM's heap.
  ANYWHERE {
    @Override
    public Buffer callers(DType dtype, int elements, Object memory) {
      boolean isWhole =
          memory instanceof MemorySegment m && m.byteSize() == dtype.byteSize(elements);
      // Every call brings some; a tensor that is made on the way takes longer than small kernels.
      return isWhole
          ? new NativeBuffer((MemorySegment) memory)
          : super.callers(dtype, elements, memory);
    }
  };

  /// A tensor's elements, shared with it.
  public Buffer of(Tensor tensor) {
    return new NativeBuffer(Raw.memory(tensor));
  }

  /// A kernel's own memory.
  public Scratch scratch(List<Integer> sizes) {
    return Scratch.outside(sizes);
  }

  /// Memory of zeros for a caller: a Java array, or a [MemorySegment].
  public Object allocate(DType dtype, int elements) {
    return NativeBuffer.zeros(dtype, elements).segment();
  }

  /// Memory of zeros as a buffer.
  public Buffer zeros(DType dtype, int elements) {
    return callers(dtype, elements, allocate(dtype, elements));
  }

  /// A caller's Java array, or memory, as a buffer.
  ///
  /// @throws IllegalArgumentException where it is of another type or size, or nothing that the
  ///   kernel can work on
  public Buffer callers(DType dtype, int elements, Object memory) {
    return of(Raw.adopt(dtype, new long[] {elements}, memory));
  }
}
