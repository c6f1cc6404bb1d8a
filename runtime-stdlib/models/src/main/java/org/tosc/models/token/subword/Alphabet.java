package org.tosc.models.token.subword;

import java.util.function.IntConsumer;
import org.tosc.models.token.Ids;
import org.tosc.models.token.Vocabulary;

/// What a word is before anything is merged. A symbol from [Vocabulary#size] on is no token.
public sealed interface Alphabet permits ByteAlphabet, CharacterAlphabet {
  /// Gives the symbols of a word.
  void symbols(String word, IntConsumer out);

  /// Adds what stands for a symbol that is no token.
  ///
  /// @param isAfterUnknown whether the last thing that was added stands for such a symbol
  void fallBack(int symbol, boolean isAfterUnknown, Ids out);
}
