package org.tosc.models.token.subword;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import org.tosc.models.token.Ids;
import org.tosc.models.token.Vocabulary;

/// Characters, as SentencePiece has them. One that the vocabulary has no token for becomes the
/// tokens of its bytes, where the vocabulary has those, and the unknown token otherwise.
public final class CharacterAlphabet implements Alphabet {
  private static final int PLANE = 0x10000;

  private final int size;
  private final int[] basic = new int[PLANE];
  private final Map<Integer, Integer> others = new HashMap<>();
  private final ByteFallback fallback;

  public CharacterAlphabet(Vocabulary vocabulary, ByteFallback fallback) {
    this.size = vocabulary.size();
    this.fallback = fallback;
    Arrays.setAll(basic, c -> size + c);
    for (int id = 0; id < size; id++) {
      String text = vocabulary.text(id);
      boolean isCharacter = !text.isEmpty() && text.codePointCount(0, text.length()) == 1;
      if (isCharacter && vocabulary.kind(id).isText()) {
        put(text.codePointAt(0), id);
      }
    }
  }

  private void put(int c, int id) {
    if (c < PLANE) {
      basic[c] = id;
    } else {
      others.put(c, id);
    }
  }

  @Override
  public void symbols(String word, IntConsumer out) {
    word.codePoints()
        .map(c -> c < PLANE ? basic[c] : others.getOrDefault(c, size + c))
        .filter(symbol -> symbol < size || !fallback.isNothing())
        .forEach(out);
  }

  @Override
  public void fallBack(int symbol, boolean isAfterUnknown, Ids out) {
    byte[] bytes = Character.toString(symbol - size).getBytes(StandardCharsets.UTF_8);
    fallback.add(bytes, isAfterUnknown, out);
  }
}
