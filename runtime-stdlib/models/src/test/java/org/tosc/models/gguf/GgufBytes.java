package org.tosc.models.gguf;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Writes the fields of a `.gguf` file one by one, right or wrong, by the words of `docs/gguf.md`
/// and without the writer that is tested.
final class GgufBytes {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /// The first fields of a file.
  static GgufBytes header(int version, long weights, long entries) {
    return new GgufBytes().ascii("GGUF").u32(version).u64(weights).u64(entries);
  }

  static GgufBytes of(byte[] bytes) {
    GgufBytes out = new GgufBytes();
    out.out.writeBytes(bytes);
    return out;
  }

  GgufBytes ascii(String text) {
    out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  GgufBytes u8(int value) {
    out.write(value);
    return this;
  }

  GgufBytes u16(int value) {
    return u8(value).u8(value >> 8);
  }

  GgufBytes u32(long value) {
    byte[] bytes = new byte[4];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt((int) value);
    out.writeBytes(bytes);
    return this;
  }

  GgufBytes u64(long value) {
    return u32(value).u32(value >> 32);
  }

  GgufBytes f32(float value) {
    return u32(Float.floatToRawIntBits(value));
  }

  GgufBytes f64(double value) {
    return u64(Double.doubleToRawLongBits(value));
  }

  GgufBytes string(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    u64(bytes.length);
    out.writeBytes(bytes);
    return this;
  }

  /// A key and the code of the value's type.
  GgufBytes key(String key, int type) {
    return string(key).u32(type);
  }

  /// A line of the table of weights, its extents with the fastest first, as in the file.
  GgufBytes weight(String name, int type, long offset, long... extents) {
    string(name).u32(extents.length);
    for (long extent : extents) {
      u64(extent);
    }
    return u32(type).u64(offset);
  }

  /// Zeros up to the next multiple of `unit`.
  GgufBytes pad(int unit) {
    while (out.size() % unit != 0) {
      u8(0);
    }
    return this;
  }

  GgufBytes zeros(int count) {
    out.writeBytes(new byte[count]);
    return this;
  }

  /// The bytes 0, 1, 2 …
  GgufBytes counted(int count) {
    for (int i = 0; i < count; i++) {
      u8(i);
    }
    return this;
  }

  int size() {
    return out.size();
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  GgufFile read() {
    return GgufFile.of("test.gguf", MemorySegment.ofArray(bytes()));
  }
}
