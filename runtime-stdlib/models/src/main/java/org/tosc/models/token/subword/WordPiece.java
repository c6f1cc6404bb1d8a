package org.tosc.models.token.subword;

import java.util.function.Consumer;
import org.tosc.models.token.Ids;
import org.tosc.models.token.Vocabulary;

/// Words as their longest beginnings that are tokens: `unhappy` as `un`, `##happy`. A word that
/// cannot be cut so is the unknown token as a whole (Devlin et al., BERT, 2018: `tokenization.py`).
public final class WordPiece implements Subwords {
  private final Trie beginnings = new Trie();
  private final Trie continuations = new Trie();
  private final int[] lengths;
  private final int unknown;
  private final int longestWord;

  /// How a vocabulary tells words' beginnings from the rest: by a mark before the one or the other.
  public enum Marks {
    /// `un`, `##happy`, as BERT's own files have it.
    CONTINUATIONS("##"),
    /// `▁un`, `happy`, as GGUF files have it.
    BEGINNINGS("▁");

    private final String mark;

    Marks(String mark) {
      this.mark = mark;
    }

    public String mark() {
      return mark;
    }
  }

  /// @param longestWord words with more characters are unknown
  public WordPiece(Vocabulary vocabulary, Marks marks, int unknown, int longestWord) {
    this.unknown = unknown;
    this.longestWord = longestWord;
    this.lengths = new int[vocabulary.size()];
    for (int id = 0; id < vocabulary.size(); id++) {
      String text = vocabulary.text(id);
      if (vocabulary.kind(id).isText() && !text.isEmpty()) {
        add(text, id, marks);
      }
    }
  }

  private void add(String text, int id, Marks marks) {
    boolean isMarked = text.startsWith(marks.mark()) && text.length() > marks.mark().length();
    String plain = isMarked ? text.substring(marks.mark().length()) : text;
    boolean isBeginning = isMarked == (marks == Marks.BEGINNINGS);
    lengths[id] = plain.length();
    (isBeginning ? beginnings : continuations).add(plain, id);
  }

  @Override
  public Consumer<String> into(Ids ids) {
    return word -> add(word, ids);
  }

  private void add(String word, Ids ids) {
    if (word.codePointCount(0, word.length()) > longestWord) {
      ids.add(unknown);
      return;
    }
    Ids pieces = new Ids();
    int at = 0;
    while (at < word.length()) {
      Trie trie = at == 0 ? beginnings : continuations;
      int id = trie.longest(word, at, word.length());
      if (id == Vocabulary.NONE) {
        ids.add(unknown);
        return;
      }
      pieces.add(id);
      at += lengths[id];
    }
    ids.addAll(pieces.toArray());
  }
}
