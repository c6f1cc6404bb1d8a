package org.tosc.models.token.subword;

import java.util.function.Consumer;
import org.tosc.models.token.Ids;
import org.tosc.models.token.Vocabulary;

/// Byte-pair encoding: a word is cut into bytes or characters, and pairs merge until none does
/// (Sennrich et al., Neural Machine Translation of Rare Words with Subword Units, 2016). GPT-2,
/// Llama and most others; SentencePiece's `bpe` is the same with characters and merges by score.
public final class BytePairs implements Subwords {
  private final Vocabulary vocabulary;
  private final Alphabet alphabet;
  private final Merges merges;
  private final boolean prefersWholeWords;

  /// @param prefersWholeWords whether a word that is a token is that token, whatever the merges say
  ///   (`ignore_merges`, Llama 3)
  public BytePairs(
      Vocabulary vocabulary, Alphabet alphabet, Merges merges, boolean prefersWholeWords) {
    this.vocabulary = vocabulary;
    this.alphabet = alphabet;
    this.merges = merges;
    this.prefersWholeWords = prefersWholeWords;
  }

  @Override
  public Consumer<String> into(Ids ids) {
    return new Encoder(ids);
  }

  private final class Encoder implements Consumer<String> {
    private final Ids ids;
    private final Merger merger = new Merger(merges);
    private boolean isAfterUnknown;

    Encoder(Ids ids) {
      this.ids = ids;
    }

    @Override
    public void accept(String word) {
      if (prefersWholeWords) {
        int whole = vocabulary.findText(written(word));
        if (whole != Vocabulary.NONE) {
          ids.add(whole);
          return;
        }
      }
      merger.clear();
      alphabet.symbols(word, merger::add);
      isAfterUnknown = false;
      merger.finish(this::add);
    }

    private void add(int symbol) {
      boolean isToken = symbol < vocabulary.size();
      if (isToken) {
        ids.add(symbol);
      } else {
        alphabet.fallBack(symbol, isAfterUnknown, ids);
      }
      isAfterUnknown = !isToken;
    }
  }

  /// A word as the vocabulary writes it.
  private String written(String word) {
    return switch (alphabet) {
      case ByteAlphabet bytes -> ByteLetters.letters(word);
      case CharacterAlphabet characters -> word;
    };
  }
}
