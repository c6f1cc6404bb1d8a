package org.tosc.models.token.subword;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tosc.models.token.TokenKind;
import org.tosc.models.token.Vocabulary;

/// Merging with a queue against merging by the book: look at all pairs, merge the first of the
/// best, and begin anew.
final class MergerTest {
  private static final int VOCABULARIES = 300;
  private static final int WORDS = 100;

  @Test
  void queueMergesAsTheBookDoes() {
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < VOCABULARIES; i++) {
      List<String> tokens = new ArrayList<>(List.of("a", "b", "c"));
      List<Merges.Pair> merges = merges(random, tokens);
      Vocabulary vocabulary = vocabulary(tokens);
      Merges table =
          Merges.of(vocabulary, merges, (merge, reason) -> new IllegalStateException(reason));
      for (int w = 0; w < WORDS; w++) {
        check(random, tokens, merges, table);
      }
    }
  }

  private static List<Merges.Pair> merges(SplittableRandom random, List<String> tokens) {
    List<Merges.Pair> merges = new ArrayList<>();
    while (merges.size() < 12) {
      String left = tokens.get(random.nextInt(tokens.size()));
      String right = tokens.get(random.nextInt(tokens.size()));
      Merges.Pair merge = new Merges.Pair(left, right);
      if (!merges.contains(merge)) {
        merges.add(merge);
        if (!tokens.contains(left + right)) {
          tokens.add(left + right);
        }
      }
    }
    Collections.shuffle(merges, new java.util.Random(random.nextInt()));
    return merges;
  }

  private static Vocabulary vocabulary(List<String> tokens) {
    List<TokenKind> kinds = Collections.nCopies(tokens.size(), TokenKind.NORMAL);
    return Vocabulary.of(tokens, kinds, IllegalStateException::new);
  }

  private static void check(
      SplittableRandom random, List<String> tokens, List<Merges.Pair> merges, Merges table) {
    List<String> word = new ArrayList<>();
    Merger merger = new Merger(table);
    for (int i = random.nextInt(20); i >= 0; i--) {
      int letter = random.nextInt(3);
      word.add(tokens.get(letter));
      merger.add(letter);
    }
    String text = String.join("", word);
    List<String> merged = new ArrayList<>();
    merger.finish(symbol -> merged.add(tokens.get(symbol)));
    assertEquals(byTheBook(word, merges), merged, () -> text + " with " + merges);
  }

  private static List<String> byTheBook(List<String> word, List<Merges.Pair> merges) {
    for (Merges.Pair merge : merges) {
      for (int i = 1; i < word.size(); i++) {
        if (word.get(i - 1).equals(merge.left()) && word.get(i).equals(merge.right())) {
          List<String> next = new ArrayList<>(word.subList(0, i - 1));
          next.add(merge.left() + merge.right());
          next.addAll(word.subList(i + 1, word.size()));
          return byTheBook(next, merges);
        }
      }
    }
    return word;
  }
}
