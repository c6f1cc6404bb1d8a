package org.tosc.models.token.subword;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.IntConsumer;
import org.tosc.models.token.Ids;
import org.tosc.models.token.Vocabulary;

/// Bytes of UTF-8, which the vocabulary writes as [ByteLetters].
public final class ByteAlphabet implements Alphabet {
  private static final byte[] NO_BYTES = {};

  private final int[] symbols = new int[256];
  private final int size;
  private final ByteFallback fallback;

  /// The bytes of a vocabulary.
  ///
  /// @param fallback what stands for a byte that is no token
  public ByteAlphabet(Vocabulary vocabulary, ByteFallback fallback) {
    this.size = vocabulary.size();
    this.fallback = fallback;
    Arrays.setAll(
        symbols,
        b -> {
          int id = vocabulary.findText(String.valueOf(ByteLetters.letter((byte) b)));
          return id == Vocabulary.NONE ? vocabulary.size() + b : id;
        });
  }

  @Override
  public void symbols(String word, IntConsumer out) {
    for (byte b : word.getBytes(StandardCharsets.UTF_8)) {
      int symbol = symbols[b & 0xFF];
      if (symbol < size || !fallback.isNothing()) {
        out.accept(symbol);
      }
    }
  }

  @Override
  public void fallBack(int symbol, boolean isAfterUnknown, Ids out) {
    fallback.add(NO_BYTES, isAfterUnknown, out);
  }
}
