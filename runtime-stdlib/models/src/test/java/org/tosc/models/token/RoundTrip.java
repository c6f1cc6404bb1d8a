package org.tosc.models.token;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What has to hold for any text with any tokenizer that forgets nothing.
final class RoundTrip {
  private RoundTrip() {}

  /// What is wrong with a text, or null: tokens are those of the vocabulary, none is a control
  /// token, and they give the text back, at once and one by one.
  static @Nullable String fault(Tokenizer tokenizer, String text) {
    int[] ids = tokenizer.encode(text, EncodeOptions.PLAIN);
    for (int id : ids) {
      if (tokenizer.vocabulary().kind(id) == TokenKind.CONTROL) {
        return "control token " + id;
      }
    }
    String expected = replaced(text);
    String decoded = tokenizer.decode(ids);
    if (!decoded.equals(expected)) {
      return "comes back as «" + decoded + "»";
    }
    return streamed(tokenizer, ids).equals(decoded) ? null : "comes back otherwise in a stream";
  }

  static String streamed(Tokenizer tokenizer, int[] ids) {
    TokenStream stream = tokenizer.stream();
    StringBuilder text = new StringBuilder();
    for (int id : ids) {
      text.append(stream.accept(id));
    }
    return text.append(stream.finish()).toString();
  }

  /// The text with U+FFFD for halves of surrogate pairs, by way of UTF-32, which knows none.
  static String replaced(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints().forEach(c -> out.appendCodePoint(c >= 0xD800 && c < 0xE000 ? 0xFFFD : c));
    return new String(out.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
