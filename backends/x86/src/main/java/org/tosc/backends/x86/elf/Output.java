package org.tosc.backends.x86.elf;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Bytes in the order of x86-64, the low one first.
final class Output {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  int size() {
    return bytes.size();
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }

  Output u8(int... values) {
    for (int value : values) {
      bytes.write(value);
    }
    return this;
  }

  Output u16(int value) {
    return number(value, 2);
  }

  Output u32(int value) {
    return number(value, 4);
  }

  Output u64(long value) {
    return number(value, 8);
  }

  private Output number(long value, int size) {
    for (int i = 0; i < size; i++) {
      bytes.write((int) (value >> (8 * i)));
    }
    return this;
  }

  /// Seven bits in each byte, the top bit where more follow (DWARF, section 7.6).
  Output unsigned(long value) {
    long rest = value;
    while (rest > 0x7f) {
      bytes.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    bytes.write((int) rest);
    return this;
  }

  /// The same with a sign, which bit 6 of the last byte repeats.
  Output signed(long value) {
    long rest = value;
    while (rest < -0x40 || rest > 0x3f) {
      bytes.write((int) ((rest & 0x7f) | 0x80));
      rest >>= 7;
    }
    bytes.write((int) rest & 0x7f);
    return this;
  }

  Output string(String text) {
    bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    bytes.write(0);
    return this;
  }

  Output bytes(byte[] more) {
    bytes.writeBytes(more);
    return this;
  }

  /// Fills up to a multiple of a power of two.
  Output align(int multiple, int filler) {
    while ((bytes.size() & (multiple - 1)) != 0) {
      bytes.write(filler);
    }
    return this;
  }
}
