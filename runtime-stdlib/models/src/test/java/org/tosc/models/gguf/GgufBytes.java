package org.tosc.models.gguf;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Writes the fields of a `.gguf` file one by one, right or wrong, by the words of `docs/gguf.md`
/// and without the writer that is tested.
public final class GgufBytes {
  /// A number in the file, of a count, a length, a type, an offset or a value.
  public record Field(int at, int width) {}

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<Field> fields = new ArrayList<>();

  /// The first fields of a file.
  public static GgufBytes header(int version, long weights, long entries) {
    return new GgufBytes().ascii("GGUF").u32(version).u64(weights).u64(entries);
  }

  public static GgufBytes of(byte[] bytes) {
    GgufBytes out = new GgufBytes();
    out.out.writeBytes(bytes);
    return out;
  }

  public GgufBytes ascii(String text) {
    out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  public GgufBytes u8(int value) {
    out.write(value);
    return this;
  }

  public GgufBytes u16(int value) {
    return u8(value).u8(value >> 8);
  }

  public GgufBytes u32(long value) {
    fields.add(new Field(out.size(), 4));
    return number(value, 4);
  }

  private GgufBytes number(long value, int width) {
    byte[] bytes = new byte[8];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(value);
    out.write(bytes, 0, width);
    return this;
  }

  public GgufBytes u64(long value) {
    fields.add(new Field(out.size(), 8));
    return number(value, 8);
  }

  public GgufBytes f32(float value) {
    return u32(Float.floatToRawIntBits(value));
  }

  public GgufBytes f64(double value) {
    return u64(Double.doubleToRawLongBits(value));
  }

  public GgufBytes string(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    u64(bytes.length);
    out.writeBytes(bytes);
    return this;
  }

  /// A key and the code of the value's type.
  public GgufBytes key(String key, int type) {
    return string(key).u32(type);
  }

  /// A line of the table of weights, its extents with the fastest first, as in the file.
  public GgufBytes weight(String name, int type, long offset, long... extents) {
    string(name).u32(extents.length);
    for (long extent : extents) {
      u64(extent);
    }
    return u32(type).u64(offset);
  }

  /// Zeros up to the next multiple of `unit`.
  public GgufBytes pad(int unit) {
    while (out.size() % unit != 0) {
      u8(0);
    }
    return this;
  }

  public GgufBytes zeros(int count) {
    out.writeBytes(new byte[count]);
    return this;
  }

  /// The bytes 0, 1, 2 …
  public GgufBytes counted(int count) {
    for (int i = 0; i < count; i++) {
      u8(i);
    }
    return this;
  }

  /// The numbers of 4 and 8 bytes that were written so far.
  public List<Field> fields() {
    return List.copyOf(fields);
  }

  public int size() {
    return out.size();
  }

  public byte[] bytes() {
    return out.toByteArray();
  }

  public GgufFile read() {
    return GgufFile.of("test.gguf", MemorySegment.ofArray(bytes()));
  }
}
