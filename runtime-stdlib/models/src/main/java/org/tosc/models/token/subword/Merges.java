package org.tosc.models.token.subword;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.tosc.models.token.TokenKind;
import org.tosc.models.token.Vocabulary;

/// Which pairs of symbols become one, and in which order.
///
/// A symbol is a token, or, from [Vocabulary#size] on, a character or a byte that is no token.
public final class Merges {
  static final int NONE = LongIndex.NONE;

  private final LongIndex pairs = new LongIndex();
  private int[] ranks = new int[1024];
  private int[] results = new int[1024];

  private Merges() {}

  /// Merges in the order of a list (`merges.txt`, `tokenizer.ggml.merges`). Those that would make a
  /// control token are left out, so that no text can become one.
  ///
  /// @param merges for each merge its two sides
  /// @param fault makes the error of a merge, by its number, and a reason
  public static Merges of(Vocabulary vocabulary, List<Pair> merges, MergeFault fault) {
    Merges table = new Merges();
    for (int rank = 0; rank < merges.size(); rank++) {
      Pair merge = merges.get(rank);
      int left = require(vocabulary, merge.left(), rank, fault);
      int right = require(vocabulary, merge.right(), rank, fault);
      int result = require(vocabulary, merge.left() + merge.right(), rank, fault);
      if (vocabulary.kind(result) != TokenKind.CONTROL) {
        table.add(left, right, rank, result);
      }
    }
    return table;
  }

  /// The two sides of a merge, as the vocabulary writes them.
  public record Pair(String left, String right) {
    /// Both, as `merges.txt` and `.gguf` files write them.
    public String text() {
      return left + " " + right;
    }
  }

  /// Makes the error of a merge.
  public interface MergeFault {
    RuntimeException of(int merge, String reason);
  }

  private static int require(Vocabulary vocabulary, String text, int rank, MergeFault fault) {
    int id = vocabulary.find(text);
    if (id == Vocabulary.NONE) {
      throw fault.of(rank, "merge %d is of `%s`, which is no token".formatted(rank, text));
    }
    return id;
  }

  /// Merges by the tokens that they make: each token is the merge of any two texts that it can be
  /// cut into, where both are tokens or single characters.
  ///
  /// @param order tokens in the order in which they are made: those of one rank are made from left
  ///   to right. Negative where a token is never made
  private static Merges of(Vocabulary vocabulary, int[] order) {
    Merges table = new Merges();
    for (int id = 0; id < vocabulary.size(); id++) {
      String text = vocabulary.text(id);
      if (order[id] < 0) {
        continue;
      }
      for (int cut = next(text, 0); cut < text.length(); cut = next(text, cut)) {
        int left = symbol(vocabulary, text.substring(0, cut));
        int right = symbol(vocabulary, text.substring(cut));
        if (left != NONE && right != NONE) {
          table.add(left, right, order[id], id);
        }
      }
    }
    return table;
  }

  private static int next(String text, int at) {
    return at < text.length() ? text.offsetByCodePoints(at, 1) : at;
  }

  /// A text as a symbol: its token, or the character that it is.
  private static int symbol(Vocabulary vocabulary, String text) {
    int id = vocabulary.findText(text);
    if (id != Vocabulary.NONE) {
      return id;
    }
    int first = text.codePointAt(0);
    return Character.charCount(first) == text.length() ? vocabulary.size() + first : NONE;
  }

  /// Merges of SentencePiece: the token with the highest score is made first.
  public static Merges ofScores(Vocabulary vocabulary) {
    Integer[] byScore =
        IntStream.range(0, vocabulary.size())
            .filter(id -> vocabulary.kind(id).isText() && !vocabulary.text(id).isEmpty())
            .boxed()
            .toArray(Integer[]::new);
    Function<Integer, Float> score = vocabulary::score;
    Arrays.sort(byScore, (a, b) -> Float.compare(score.apply(b), score.apply(a)));
    int[] order = new int[vocabulary.size()];
    Arrays.fill(order, NONE);
    int rank = 0;
    for (int i = 0; i < byScore.length; i++) {
      // -0.0 and 0.0 are one score.
      boolean isLower = i > 0 && vocabulary.score(byScore[i]) < vocabulary.score(byScore[i - 1]);
      rank = isLower ? i : rank;
      order[byScore[i]] = rank;
    }
    return of(vocabulary, order);
  }

  /// Merges of tiktoken: the token with the lowest id is made first.
  public static Merges ofIds(Vocabulary vocabulary) {
    int[] order = new int[vocabulary.size()];
    Arrays.setAll(order, id -> vocabulary.kind(id) == TokenKind.NORMAL ? id : NONE);
    return of(vocabulary, order);
  }

  private void add(int left, int right, int rank, int result) {
    int at = pairs.size();
    if (pairs.add(key(left, right)) != at) {
      return; // The first of equal merges counts.
    }
    if (at == ranks.length) {
      ranks = Arrays.copyOf(ranks, Math.multiplyExact(at, 2));
      results = Arrays.copyOf(results, ranks.length);
    }
    ranks[at] = rank;
    results[at] = result;
  }

  /// Where the merge of two symbols is in the table, or [#NONE].
  int find(int left, int right) {
    return pairs.find(key(left, right));
  }

  /// When a merge is done: the lowest first.
  int rank(int at) {
    return ranks[at];
  }

  /// The token that a merge makes.
  int result(int at) {
    return results[at];
  }

  private static long key(int left, int right) {
    return ((long) left << Integer.SIZE) | right;
  }
}
