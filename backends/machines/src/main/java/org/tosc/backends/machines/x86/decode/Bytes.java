package org.tosc.backends.machines.x86.decode;

/// The bytes of one instruction. Reading beyond the end gives zeros and is remembered.
final class Bytes {
  private final byte[] code;
  private final int start;
  private final int limit;
  private int at;
  private boolean out;

  Bytes(byte[] code, int start, int limit) {
    this.code = code;
    this.start = start;
    this.limit = Math.min(limit, start + Decoder.LONGEST);
    this.at = start;
  }

  /// The next byte, 0 to 255.
  int next() {
    if (at >= limit) {
      out = true;
      return 0;
    }
    return code[at++] & 0xFF;
  }

  /// A number of 1 to 8 bytes, the lowest first, sign extended.
  long number(int bytes) {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (long) next() << (8 * i);
    }
    int above = 64 - 8 * bytes;
    return bytes == 0 ? 0 : value << above >> above;
  }

  int length() {
    return at - start;
  }

  boolean ranOut() {
    return out;
  }

  /// Whether it is 15 bytes that were not enough.
  boolean tooLong() {
    return limit == start + Decoder.LONGEST;
  }
}
