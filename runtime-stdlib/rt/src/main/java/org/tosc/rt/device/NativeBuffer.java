package org.tosc.rt.device;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.tosc.rt.tensor.DType;

/// Memory as code outside of the JVM is given it: its own, or a Java array where it lies.
///
/// Own memory begins at a cache line, as a vector of 64 bytes that lies across two lines is two
/// accesses. A Java array does not, and may be handed out by critical calls alone
/// ([java.lang.foreign.Linker.Option#critical]), which the garbage collector waits for.
///
/// @param segment from the first element on
public record NativeBuffer(MemorySegment segment) implements Buffer {
  /// New memory of zeros, given back when nobody can reach it any more.
  public static NativeBuffer zeros(DType dtype, int elements) {
    return zeros(dtype.byteSize(elements));
  }

  /// So many bytes of it.
  public static NativeBuffer zeros(long bytes) {
    return new NativeBuffer(Arena.ofAuto().allocate(bytes, CacheLines.BYTES));
  }

  /// A part of it.
  public NativeBuffer slice(long from, long bytes) {
    return new NativeBuffer(segment.asSlice(from, bytes));
  }

  /// Whether none of so many buffers is a Java array.
  public static boolean areOutside(Buffer[] buffers) {
    for (Buffer buffer : buffers) {
      if (buffer instanceof NativeBuffer(MemorySegment memory) && !memory.isNative()) {
        return false;
      }
    }
    return true;
  }
}
