package org.tosc.backends.x86.asm;

import java.util.Arrays;

/// Bytes that grow at the end, little-endian. There is a bound, so that a fault of a code generator
/// ends in an error and not in all of the memory.
final class CodeBuffer {
  /// The most bytes of one assembly.
  static final int MOST = 1 << 24;

  private byte[] bytes = new byte[1024];
  private int size;

  int size() {
    return size;
  }

  /// Makes room for so many bytes.
  ///
  /// @throws IllegalStateException where they would be more than [#MOST]
  void ensure(int more) {
    if (more > bytes.length - size) {
      if (more > MOST - size) {
        throw new IllegalStateException("more than " + MOST + " bytes of code");
      }
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }

  void put8(int value) {
    bytes[size++] = (byte) value;
  }

  void put16(int value) {
    put8(value);
    put8(value >> 8);
  }

  void put32(int value) {
    put16(value);
    put16(value >> 16);
  }

  void put64(long value) {
    put32((int) value);
    put32((int) (value >> 32));
  }

  void copy(CodeBuffer from, int start, int end) {
    ensure(end - start);
    System.arraycopy(from.bytes, start, bytes, size, end - start);
    size += end - start;
  }

  void set32(int at, int value) {
    for (int i = 0; i < 4; i++) {
      bytes[at + i] = (byte) (value >> (8 * i));
    }
  }

  byte[] toArray() {
    return Arrays.copyOf(bytes, size);
  }
}
