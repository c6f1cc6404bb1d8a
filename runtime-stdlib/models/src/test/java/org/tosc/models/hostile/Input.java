package org.tosc.models.hostile;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Bytes that are changed in place: one array for millions of inputs.
final class Input {
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes = new byte[1 << 13];
  private final MemorySegment all = MemorySegment.ofArray(bytes);
  private int length;

  void set(byte[] from) {
    System.arraycopy(from, 0, bytes, 0, from.length);
    length = from.length;
  }

  int length() {
    return length;
  }

  /// The bytes as a reader gets them.
  MemorySegment segment() {
    return all.asSlice(0, length);
  }

  byte[] copy() {
    return Arrays.copyOf(bytes, length);
  }

  int get(int at) {
    return bytes[at] & 0xFF;
  }

  void put(int at, int value) {
    bytes[at] = (byte) value;
  }

  /// A number of 4 or 8 bytes.
  long number(int at, int width) {
    return width == 4 ? all.get(INT, at) & 0xFFFF_FFFFL : all.get(LONG, at);
  }

  void putNumber(int at, int width, long value) {
    if (width == 4) {
      all.set(INT, at, (int) value);
    } else {
      all.set(LONG, at, value);
    }
  }

  /// Cuts the end off, or adds zeros.
  void resize(int newLength) {
    int limited = Math.min(newLength, bytes.length);
    if (limited > length) {
      Arrays.fill(bytes, length, limited, (byte) 0);
    }
    length = limited;
  }

  /// Replaces `removed` bytes by others.
  void splice(int at, int removed, byte[] inserted) {
    int gone = Math.min(removed, length - at);
    int tail = length - at - gone;
    if (at + inserted.length + tail > bytes.length) {
      return;
    }
    System.arraycopy(bytes, at + gone, bytes, at + inserted.length, tail);
    System.arraycopy(inserted, 0, bytes, at, inserted.length);
    length = at + inserted.length + tail;
  }
}
