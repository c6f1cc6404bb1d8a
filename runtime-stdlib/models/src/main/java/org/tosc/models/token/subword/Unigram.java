package org.tosc.models.token.subword;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.tosc.models.token.Ids;
import org.tosc.models.token.TokenKind;
import org.tosc.models.token.Vocabulary;

/// The cut of a text into tokens with the highest probability, which is the product of theirs
/// (Kudo, Subword Regularization, 2018; Viterbi's algorithm). `unigram` of SentencePiece.
public final class Unigram implements Subwords {
  /// What an unknown character costs more than the least likely token (`kUnkPenalty`, sentencepiece
  /// `src/unigram_model.cc`).
  private static final double UNKNOWN_PENALTY = 10;

  private final Vocabulary vocabulary;
  private final Trie trie = new Trie();
  private final ByteFallback fallback;
  private final double unknownScore;

  public Unigram(Vocabulary vocabulary, ByteFallback fallback) {
    this.vocabulary = vocabulary;
    this.fallback = fallback;
    double least = 0;
    for (int id = 0; id < vocabulary.size(); id++) {
      if (vocabulary.kind(id).isText() && !vocabulary.text(id).isEmpty()) {
        trie.add(vocabulary.text(id), id);
        least = Math.min(least, vocabulary.score(id));
      }
    }
    this.unknownScore = least - UNKNOWN_PENALTY;
  }

  @Override
  public Consumer<String> into(Ids ids) {
    return text -> new Cut(text).add(ids);
  }

  /// Tokens of user-defined text are preferred to all others, whose scores are negative.
  private double score(int id) {
    return vocabulary.kind(id) == TokenKind.USER_DEFINED ? 0 : vocabulary.score(id);
  }

  /// The best cut of a text. Index `i` of an array is for the text's first i characters.
  private final class Cut {
    private final String text;
    private final double[] scores;

    /// The last token of the best cut, or NONE where it is an unknown character.
    private final int[] tokens;

    /// Where that token begins.
    private final int[] begins;

    Cut(String text) {
      this.text = text;
      this.scores = new double[text.length() + 1];
      this.tokens = new int[text.length() + 1];
      this.begins = new int[text.length() + 1];
      Arrays.fill(scores, 1, scores.length, Double.NEGATIVE_INFINITY);
      for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
        reach(at);
      }
    }

    /// Tries all tokens that begin at a place.
    private void reach(int at) {
      int character = at + Character.charCount(text.codePointAt(at));
      boolean isKnown = false;
      int node = Trie.ROOT;
      for (int end = at; end < text.length(); ) {
        node = trie.child(node, text.charAt(end++));
        if (node == Trie.NO_NODE) {
          break;
        }
        int token = trie.value(node);
        if (token != Vocabulary.NONE) {
          isKnown |= end == character;
          offer(at, end, token, scores[at] + score(token));
        }
      }
      if (!isKnown) {
        offer(at, character, Vocabulary.NONE, scores[at] + unknownScore);
      }
    }

    private void offer(int begin, int end, int token, double score) {
      if (score > scores[end]) {
        scores[end] = score;
        tokens[end] = token;
        begins[end] = begin;
      }
    }

    void add(Ids ids) {
      int[] ends = ends();
      boolean isAfterUnknown = false;
      for (int end : ends) {
        boolean isUnknown = tokens[end] == Vocabulary.NONE;
        if (isUnknown) {
          String character = text.substring(begins[end], end);
          fallback.add(character.getBytes(StandardCharsets.UTF_8), isAfterUnknown, ids);
        } else {
          ids.add(tokens[end]);
        }
        isAfterUnknown = isUnknown;
      }
    }

    /// Where the tokens of the best cut end, from left to right.
    private int[] ends() {
      int count = 0;
      for (int end = text.length(); end > 0; end = begins[end]) {
        count++;
      }
      int[] ends = new int[count];
      for (int end = text.length(); end > 0; end = begins[end]) {
        ends[--count] = end;
      }
      return ends;
    }
  }
}
