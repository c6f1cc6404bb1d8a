package org.tosc.rt.device;

import java.util.List;
import java.util.stream.Stream;
import org.tosc.rt.tensor.DType;

/// Memory of a kernel's own, kept from call to call: buffers of `f32`, which hold zeros at first.
/// Large ones begin at a cache line, as far as that can be had.
///
/// Not for several threads at once.
public sealed interface Scratch permits ArrayScratch, Scratch.Native {
  /// Java arrays of so many elements each.
  static Scratch arrays(List<Integer> sizes) {
    return new ArrayScratch(sizes, CacheLines::before);
  }

  /// The same outside of the JVM's heap.
  static Scratch outside(List<Integer> sizes) {
    Stream<NativeBuffer> buffers = sizes.stream().map(size -> NativeBuffer.zeros(DType.F32, size));
    return new Native(buffers.toList());
  }

  /// Bytes of all buffers.
  long bytes();

  /// Writes the buffers, as they lie now, from a place of `target` on.
  void into(Buffer[] target, int from);

  /// Scratch that stays where it is.
  record Native(List<NativeBuffer> buffers) implements Scratch {
    public Native {
      buffers = List.copyOf(buffers);
    }

    @Override
    public long bytes() {
      return buffers.stream().mapToLong(b -> b.segment().byteSize()).sum();
    }

    @Override
    public void into(Buffer[] target, int from) {
      for (int i = 0; i < buffers.size(); i++) {
        target[from + i] = buffers.get(i);
      }
    }
  }
}
