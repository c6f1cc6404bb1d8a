package org.tosc.backends.x86.elf;

import java.util.Arrays;

/// The bytes of a section.
///
/// @param alignment a power of two, at most a page: linkers may not give more
@SuppressWarnings("ArrayRecordComponent") // copied on the way in and out, compared by contents
public record Contents(byte[] bytes, int alignment) {
  private static final int MOST = 4096;

  public Contents {
    bytes = bytes.clone();
    Check.that(
        Integer.bitCount(alignment) == 1 && alignment > 0 && alignment <= MOST,
        "an alignment is a power of two up to %d, not %d",
        MOST,
        alignment);
  }

  @Override
  public byte[] bytes() {
    return bytes.clone();
  }

  public int size() {
    return bytes.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Contents c && alignment == c.alignment && Arrays.equals(bytes, c.bytes);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(bytes) + alignment;
  }

  @Override
  public String toString() {
    return "%d bytes at multiples of %d".formatted(bytes.length, alignment);
  }
}
