package org.tosc.backends.snitch.elf;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Bytes with the low one first.
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
    return u8(value, value >> 8);
  }

  Output u32(int... values) {
    for (int value : values) {
      u16(value).u16(value >> 16);
    }
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

  /// Fills with zeros up to a multiple of a power of two.
  Output align(int multiple) {
    while ((bytes.size() & (multiple - 1)) != 0) {
      bytes.write(0);
    }
    return this;
  }
}
