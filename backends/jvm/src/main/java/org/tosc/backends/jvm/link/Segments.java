package org.tosc.backends.jvm.link;

import java.lang.foreign.MemorySegment;
import org.tosc.rt.device.Memory;
import org.tosc.rt.device.View;

/// Views as memory, for code outside of the JVM.
public final class Segments {
  private Segments() {}

  /// The memory from a view's first element on, to the end of its array.
  public static MemorySegment of(View view) {
    MemorySegment all =
        switch (view.memory()) {
          case Memory.Floats(float[] cells) -> MemorySegment.ofArray(cells);
          case Memory.Shorts(short[] cells) -> MemorySegment.ofArray(cells);
          case Memory.Bytes(byte[] cells) -> MemorySegment.ofArray(cells);
          case Memory.Blocks(byte[] bytes, _) -> MemorySegment.ofArray(bytes);
          case Memory.Ints(int[] cells) -> MemorySegment.ofArray(cells);
          case Memory.Longs(long[] cells) -> MemorySegment.ofArray(cells);
          case Memory.Doubles(double[] cells) -> MemorySegment.ofArray(cells);
          case Memory.Nibbles _ -> throw new IllegalArgumentException("elements of half a byte");
        };
    return view.offset() == 0 ? all : all.asSlice(view.dtype().byteSize(view.offset()));
  }
}
