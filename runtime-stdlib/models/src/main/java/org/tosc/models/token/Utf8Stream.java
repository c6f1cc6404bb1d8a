package org.tosc.models.token;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Bytes as text as soon as they are whole characters. What is no UTF-8 becomes U+FFFD, once for
/// each longest run of bytes that begins a character (Unicode 16, section 3.9, U+FFFD Substitution
/// of Maximal Subparts), however the bytes are cut.
final class Utf8Stream {
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);

  /// The begin of a character, at most three bytes, ready to be read.
  private ByteBuffer pending = ByteBuffer.allocate(0);

  /// The text that these bytes complete.
  String accept(byte[] bytes) {
    return decode(bytes, false);
  }

  /// What is left at the end: nothing, or U+FFFD for a character that was not completed.
  String finish() {
    return decode(new byte[0], true);
  }

  private String decode(byte[] bytes, boolean isEnd) {
    ByteBuffer in = ByteBuffer.allocate(pending.remaining() + bytes.length);
    in.put(pending).put(bytes).flip();
    // A byte is at most one character, and the decoder may have to flush one more.
    CharBuffer out = CharBuffer.allocate(in.remaining() + 1);
    decoder.decode(in, out, isEnd);
    if (isEnd) {
      decoder.flush(out);
      decoder.reset();
    }
    pending = in.slice();
    return out.flip().toString();
  }
}
