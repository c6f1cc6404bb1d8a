package org.tosc.models.token.subword;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.IntConsumer;
import org.tosc.models.token.Ids;
import org.tosc.models.token.Vocabulary;

/// Bytes of UTF-8. A byte that the vocabulary has no token for is the unknown token, or is left out
/// where there is none.
public final class ByteAlphabet implements Alphabet {
  private final int[] symbols = new int[256];
  private final int unknown;

  /// @param unknown the unknown token, or [Vocabulary#NONE]
  public ByteAlphabet(Vocabulary vocabulary, int unknown) {
    this.unknown = unknown;
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
      out.accept(symbols[b & 0xFF]);
    }
  }

  @Override
  public void fallBack(int symbol, boolean isAfterUnknown, Ids out) {
    if (unknown != Vocabulary.NONE) {
      out.add(unknown);
    }
  }
}
