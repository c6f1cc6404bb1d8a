package org.tosc.models.token.subword;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tosc.models.token.Ids;
import org.tosc.models.token.TokenKind;
import org.tosc.models.token.Vocabulary;

/// The best cut against all cuts of short texts.
final class UnigramTest {
  private static final int VOCABULARIES = 200;
  private static final int TEXTS = 50;
  private static final String LETTERS = "abx"; // no token has an x

  @Test
  void cutIsTheMostLikelyOfAll() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < VOCABULARIES; i++) {
      List<String> tokens = new ArrayList<>(List.of("<unk>", "a", "b"));
      for (String token : List.of("aa", "ab", "ba", "bb", "aab", "bab", "abba")) {
        if (random.nextBoolean()) {
          tokens.add(token);
        }
      }
      float[] scores = new float[tokens.size()];
      for (int id = 1; id < scores.length; id++) {
        scores[id] = -(float) random.nextDouble(1, 10);
      }
      check(random, tokens, scores);
    }
  }

  private static void check(SplittableRandom random, List<String> tokens, float[] scores) {
    List<TokenKind> kinds = new ArrayList<>(Collections.nCopies(tokens.size(), TokenKind.NORMAL));
    kinds.set(0, TokenKind.UNKNOWN);
    Vocabulary vocabulary = Vocabulary.of(tokens, kinds, scores, IllegalStateException::new);
    Unigram unigram = new Unigram(vocabulary, ByteFallback.toUnknown(0, false));
    float least = 0;
    for (float score : scores) {
      least = Math.min(least, score);
    }
    for (int t = 0; t < TEXTS; t++) {
      StringBuilder text = new StringBuilder();
      for (int length = 1 + random.nextInt(9); length > 0; length--) {
        text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
      }
      Ids ids = new Ids();
      unigram.into(ids).accept(text.toString());
      double found = 0;
      for (int id : ids.toArray()) {
        found += id == 0 ? least - 10 : scores[id];
      }
      assertEquals(
          best(text.toString(), tokens, scores, least - 10),
          found,
          1e-9,
          () -> text + " " + tokens + " " + Arrays.toString(scores));
    }
  }

  /// The highest score of all cuts; a letter may be unknown where it is no token.
  private static double best(String text, List<String> tokens, float[] scores, double unknown) {
    if (text.isEmpty()) {
      return 0;
    }
    double best =
        tokens.contains(text.substring(0, 1))
            ? Double.NEGATIVE_INFINITY
            : unknown + best(text.substring(1), tokens, scores, unknown);
    for (int id = 1; id < scores.length; id++) {
      String token = tokens.get(id);
      if (text.startsWith(token)) {
        String rest = text.substring(token.length());
        best = Math.max(best, scores[id] + best(rest, tokens, scores, unknown));
      }
    }
    return best;
  }
}
