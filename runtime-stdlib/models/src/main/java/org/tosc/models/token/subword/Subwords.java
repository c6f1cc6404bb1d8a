package org.tosc.models.token.subword;

import java.util.function.Consumer;
import org.tosc.models.token.Ids;

/// A way to make words into tokens.
public sealed interface Subwords permits BytePairs, Unigram, WordPiece {
  /// Takes words, one after the other, and adds their tokens to `ids`. Not for several threads.
  Consumer<String> into(Ids ids);
}
