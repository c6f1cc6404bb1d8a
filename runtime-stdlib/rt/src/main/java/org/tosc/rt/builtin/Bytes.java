package org.tosc.rt.builtin;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.Errors;
import org.tosc.rt.ops.Show;
import org.tosc.rt.ops.Truth;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.Text;

/// Bytes as guest values: lists of integers 0 to 255.
final class Bytes {
  private Bytes() {}

  /// The bytes of a list, or the UTF-8 of a string.
  static byte[] of(String builtin, @Nullable Object x) {
    if (x instanceof Text text) {
      return text.toString().getBytes(StandardCharsets.UTF_8);
    }
    if (!(x instanceof ListValue list)) {
      throw Args.wrong(builtin, "a string or a list of bytes", x);
    }
    byte[] bytes = new byte[list.size()];
    for (int i = 0; i < bytes.length; i++) {
      if (!(list.get(i) instanceof Long value) || value < 0 || value > 255) {
        throw Errors.value(
            builtin + "() expects bytes, ints 0 to 255, found " + Show.quoted(list.get(i)));
      }
      bytes[i] = (byte) value.longValue();
    }
    return bytes;
  }

  static ListValue toList(byte[] bytes) {
    long[] values = new long[bytes.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = bytes[i] & 0xff;
    }
    return ListValue.ofLongs(values);
  }

  static Text toText(String builtin, byte[] bytes) {
    try {
      return Text.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException _) {
      throw Errors.value(builtin + "() found bytes that are not UTF-8");
    }
  }

  /// Decoded bytes as a string, or raw as a list.
  static Object result(String builtin, byte[] bytes, @Nullable Object raw) {
    return Truth.of(raw) ? toList(bytes) : toText(builtin, bytes);
  }
}
