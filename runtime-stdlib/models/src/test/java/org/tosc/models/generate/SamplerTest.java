package org.tosc.models.generate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// How often each token is chosen, beside the probabilities that the papers' definitions give it.
final class SamplerTest {
  private static final int DRAWS = 200_000;

  /// With a tie, a negative one and one that is hardly likely.
  private static final float[] LOGITS = {0.5f, 2, -1, 1.5f, 2, -8, 0, 0.25f, 1, -0.5f};

  private static final int[] NOTHING = {};

  private static final Sampling ALL = new Sampling(1, 0, 1, 0, 1, 64, 11);

  static List<Sampling> samplings() {
    return List.of(
        ALL,
        ALL.withTemperature(0.5),
        ALL.withTemperature(3),
        ALL.withTopK(4),
        ALL.withTopK(100),
        ALL.withTopP(0.6),
        ALL.withTopP(0.95).withTemperature(2),
        ALL.withMinP(0.2),
        ALL.withMinP(0.2).withTemperature(4),
        Sampling.USUAL,
        ALL.withTopK(6).withTopP(0.9).withMinP(0.15).withTemperature(1.5));
  }

  @ParameterizedTest
  @MethodSource("samplings")
  void tokensComeAsOftenAsTheyAreLikely(Sampling sampling) {
    requireShares(probabilities(LOGITS, sampling), sampling, NOTHING);
  }

  /// CTRL, section 4.1: logits of what was there are divided, negative ones multiplied; once, how
  /// often it may have been there, and not for what lies behind the window.
  @Test
  void whatWasSaidIsLessLikely() {
    Sampling sampling = new Sampling(1, 0, 1, 0, 1.8, 5, 12);
    int[] before = {3, 8, 8, 1, 2, 1, 7};
    float[] punished = LOGITS.clone();
    for (int id : new int[] {8, 1, 7}) {
      punished[id] = (float) (punished[id] / 1.8);
    }
    punished[2] = (float) (punished[2] * 1.8);
    requireShares(probabilities(punished, sampling), sampling, before);
  }

  /// Five standard deviations, which chance exceeds in one of a million; the seeds are fixed.
  private static void requireShares(double[] expected, Sampling sampling, int[] before) {
    int[] counts = new int[LOGITS.length];
    Sampler sampler = new Sampler(sampling);
    for (int i = 0; i < DRAWS; i++) {
      counts[sampler.next(LOGITS, before)]++;
    }
    for (int id = 0; id < counts.length; id++) {
      double share = counts[id] / (double) DRAWS;
      double bound = 5 * Math.sqrt(expected[id] * (1 - expected[id]) / DRAWS);
      assertEquals(expected[id], share, bound, "token " + id);
    }
  }

  /// The steps of [Sampling], each over all tokens, and each by its definition.
  private static double[] probabilities(float[] logits, Sampling sampling) {
    Integer[] order = IntStream.range(0, logits.length).boxed().toArray(Integer[]::new);
    // A stable sort: of equal tokens the first.
    Arrays.sort(order, Comparator.comparingDouble(id -> -logits[id]));
    int top = sampling.topK() == 0 ? logits.length : Math.min(logits.length, sampling.topK());
    double[] all = new double[logits.length];
    for (int i = 0; i < top; i++) {
      all[order[i]] = Math.exp(logits[order[i]] / sampling.temperature());
    }
    double sum = Arrays.stream(all).sum();
    double[] kept = new double[logits.length];
    double before = 0;
    for (int i = 0; i < top; i++) {
      double p = all[order[i]] / sum;
      if (before < sampling.topP() && p >= sampling.minP() * all[order[0]] / sum) {
        kept[order[i]] = p;
      }
      before += p;
    }
    double left = Arrays.stream(kept).sum();
    return Arrays.stream(kept).map(p -> p / left).toArray();
  }

  @Test
  void withoutTemperatureItIsTheMostLikelyAndTheFirstOfEqualOnes() {
    Sampler greedy = new Sampler(Sampling.GREEDY);
    assertEquals(1, greedy.next(LOGITS, NOTHING));
    assertEquals(4, new Sampler(Sampling.GREEDY.withRepetitionPenalty(1.1)).next(LOGITS, ids(1)));
    assertEquals(1, greedy.next(new float[] {Float.NaN, 1, Float.NaN}, NOTHING));
  }

  @Test
  void aSeedSaysWhatComes() {
    int[] first = tokens(ALL);
    assertArrayEquals(first, tokens(ALL));
    Sampling other = new Sampling(1, 0, 1, 0, 1, 64, 13);
    assertFalse(Arrays.equals(first, tokens(other)));
    assertTrue(Arrays.stream(first).distinct().count() > 3);
  }

  private static int[] tokens(Sampling sampling) {
    Sampler sampler = new Sampler(sampling);
    return IntStream.range(0, 50).map(_ -> sampler.next(LOGITS, NOTHING)).toArray();
  }

  private static int[] ids(int... ids) {
    return ids;
  }
}
