package org.tosc.models.gguf;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes the fields of a header.
final class HeaderWriter {
  private final OutputStream out;
  private final ByteBuffer number = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);

  HeaderWriter(OutputStream out) {
    this.out = out;
  }

  /// The lowest `bytes` bytes of a number.
  private void number(long value, int bytes) throws IOException {
    out.write(number.putLong(0, value).array(), 0, bytes);
  }

  void u32(int value) throws IOException {
    number(value, 4);
  }

  void u64(long value) throws IOException {
    number(value, 8);
  }

  void string(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    u64(bytes.length);
    out.write(bytes);
  }

  void metadata(Metadata metadata) throws IOException {
    for (String key : metadata.keys()) {
      @Nullable MetadataValue value = metadata.find(key);
      if (value != null) {
        string(key);
        value(value);
      }
    }
  }

  private void value(MetadataValue value) throws IOException {
    switch (value) {
      case MetadataValue.Whole(MetadataType type, long whole) -> {
        u32(type.code());
        number(whole, type.bytes());
      }
      case MetadataValue.Real(MetadataType type, double real) -> {
        u32(type.code());
        number(bits(type, real), type.bytes());
      }
      case MetadataValue.Flag(boolean flag) -> {
        u32(MetadataType.BOOL.code());
        number(flag ? 1 : 0, 1);
      }
      case MetadataValue.Text(String text) -> {
        u32(MetadataType.STRING.code());
        string(text);
      }
      case MetadataValue.Numbers numbers -> {
        array(numbers.type(), numbers.size());
        out.write(numbers.bytes());
      }
      case MetadataValue.Texts(List<String> texts) -> {
        array(MetadataType.STRING, texts.size());
        for (String text : texts) {
          string(text);
        }
      }
    }
  }

  private static long bits(MetadataType type, double real) {
    return type == MetadataType.F32
        ? Float.floatToRawIntBits((float) real)
        : Double.doubleToRawLongBits(real);
  }

  private void array(MetadataType type, long size) throws IOException {
    u32(MetadataType.ARRAY.code());
    u32(type.code());
    u64(size);
  }
}
