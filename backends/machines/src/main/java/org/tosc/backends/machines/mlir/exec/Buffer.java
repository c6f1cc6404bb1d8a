package org.tosc.backends.machines.mlir.exec;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.mlir.ir.Operation;

/// Bytes that views show: little endian, freed at some time, perhaps not written yet.
final class Buffer {
  /// What reads of unwritten floats give is a NaN that is easy to recognise.
  private static final byte FILL = (byte) 0xFF;

  private final MemorySegment bytes;
  private final @Nullable Operation where;
  private final boolean isConstant;
  private final @Nullable BitSet written;
  private boolean isFreed;

  private Buffer(
      MemorySegment bytes,
      @Nullable Operation where,
      boolean isConstant,
      @Nullable BitSet written) {
    this.bytes = bytes;
    this.where = where;
    this.isConstant = isConstant;
    this.written = written;
  }

  static Buffer of(MemorySegment bytes) {
    return new Buffer(bytes, null, false, null);
  }

  static Buffer constant(MemorySegment bytes) {
    return new Buffer(bytes, null, true, null);
  }

  static Buffer unwritten(long size, @Nullable Operation where) {
    byte[] bytes = new byte[Math.toIntExact(size)];
    Arrays.fill(bytes, FILL);
    return new Buffer(MemorySegment.ofArray(bytes), where, false, new BitSet());
  }

  MemorySegment bytes() {
    return bytes;
  }

  boolean isFreed() {
    return isFreed;
  }

  void free() {
    isFreed = true;
  }

  private void check() {
    if (isFreed) {
      throw new Stop(
          "this memory is freed already"
              + (where == null ? "" : "; it was allocated at " + where.span().from()));
    }
  }

  /// An element of 1, 2, 4 or 8 bytes, zeros above it.
  long load(long address, int size) {
    check();
    return switch (size) {
      case 1 -> bytes.get(ValueLayout.JAVA_BYTE, address) & 0xFF;
      case 2 -> bytes.get(ValueLayout.JAVA_SHORT_UNALIGNED, address) & 0xFFFF;
      case 4 -> bytes.get(ValueLayout.JAVA_INT_UNALIGNED, address) & 0xFFFF_FFFFL;
      default -> bytes.get(ValueLayout.JAVA_LONG_UNALIGNED, address);
    };
  }

  void store(long address, int size, long value) {
    check();
    if (isConstant) {
      throw new Stop("this memory is constant and cannot be written");
    }
    switch (size) {
      case 1 -> bytes.set(ValueLayout.JAVA_BYTE, address, (byte) value);
      case 2 -> bytes.set(ValueLayout.JAVA_SHORT_UNALIGNED, address, (short) value);
      case 4 -> bytes.set(ValueLayout.JAVA_INT_UNALIGNED, address, (int) value);
      default -> bytes.set(ValueLayout.JAVA_LONG_UNALIGNED, address, value);
    }
    if (written != null) {
      written.set((int) address, (int) address + size);
    }
  }

  boolean isWritten(long address) {
    return written == null || written.get((int) address);
  }

  /// The element is as if nobody had written it.
  ///
  /// @return whether it can be: memory from outside holds something always
  boolean forget(long address, int size) {
    if (written == null) {
      return false;
    }
    written.clear((int) address, (int) address + size);
    return true;
  }
}
