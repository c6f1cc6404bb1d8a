package org.tosc.models.generate;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/// Chooses tokens by a [Sampling]. The same seed and logits give the same tokens. For one text.
public final class Sampler {
  private final Sampling sampling;
  private final SplittableRandom random;

  /// Numbers that were drawn for tokens to come.
  private final Deque<Double> drawn = new ArrayDeque<>();

  public Sampler(Sampling sampling) {
    this.sampling = sampling;
    this.random = new SplittableRandom(sampling.seed());
  }

  /// A token that may come next.
  private record Candidate(int id, double logit) {}

  /// The next token.
  ///
  /// @param logits one for each token; they are not changed
  /// @param before the tokens that are there already
  public int next(float[] logits, int[] before) {
    if (sampling.temperature() == 0) {
      return greatest(punished(logits, before));
    }
    int token = chosen(logits, before, number(0));
    drawn.remove();
    return token;
  }

  /// What would be the next token if the logits were these, with the random number that the token
  /// will be chosen with: where another model's logits are nearly right, so is the guess.
  ///
  /// @param ahead how many tokens come before it
  int guess(float[] logits, int[] before, int ahead) {
    return sampling.temperature() == 0
        ? greatest(punished(logits, before))
        : chosen(logits, before, number(ahead));
  }

  /// The random number, from 0 to 1, of a token to come.
  private double number(int ahead) {
    while (drawn.size() <= ahead) {
      drawn.add(random.nextDouble());
    }
    return drawn.stream().skip(ahead).findFirst().orElseThrow();
  }

  private int chosen(float[] logits, int[] before, double number) {
    Candidate[] candidates = mostLikely(punished(logits, before));
    double[] weights = weights(candidates);
    return candidates[place(weights, considered(weights), number)].id;
  }

  /// The first of the greatest numbers; NaN is never the greatest.
  static int greatest(float[] logits) {
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      if (logits[i] > logits[best] || Float.isNaN(logits[best])) {
        best = i;
      }
    }
    return best;
  }

  private float[] punished(float[] logits, int[] before) {
    if (sampling.repetitionPenalty() == 1) {
      return logits;
    }
    float[] out = logits.clone();
    int from = Math.max(0, before.length - sampling.penaltyWindow());
    Arrays.stream(before, from, before.length)
        .distinct()
        .forEach(
            id -> {
              double penalty = sampling.repetitionPenalty();
              out[id] = (float) (out[id] > 0 ? out[id] / penalty : out[id] * penalty);
            });
    return out;
  }

  /// The `topK` most likely, the most likely first, and of equal ones the first.
  private Candidate[] mostLikely(float[] logits) {
    int count = sampling.topK() == 0 ? logits.length : Math.min(sampling.topK(), logits.length);
    Comparator<Candidate> order =
        Comparator.comparingDouble(Candidate::logit)
            .thenComparing(Comparator.comparingInt(Candidate::id).reversed());
    PriorityQueue<Candidate> kept = new PriorityQueue<>(order);
    for (int id = 0; id < logits.length; id++) {
      double logit = Float.isNaN(logits[id]) ? Double.NEGATIVE_INFINITY : logits[id];
      Candidate candidate = new Candidate(id, logit);
      if (kept.size() < count) {
        kept.add(candidate);
      } else if (order.compare(candidate, kept.peek()) > 0) {
        kept.poll();
        kept.add(candidate);
      }
    }
    Candidate[] sorted = kept.toArray(Candidate[]::new);
    Arrays.sort(sorted, order.reversed());
    return sorted;
  }

  /// Probabilities, that of the most likely being 1.
  private double[] weights(Candidate[] candidates) {
    double greatest = candidates[0].logit;
    return Arrays.stream(candidates)
        .mapToDouble(c -> Math.exp((c.logit - greatest) / sampling.temperature()))
        .toArray();
  }

  /// How many of the candidates are considered.
  private int considered(double[] weights) {
    double all = Arrays.stream(weights).sum();
    double sum = 0;
    int count = 0;
    while (count < weights.length && (count == 0 || sum < sampling.topP() * all)) {
      if (count > 0 && weights[count] < sampling.minP()) {
        break;
      }
      sum += weights[count++];
    }
    return count;
  }

  private static int place(double[] weights, int count, double number) {
    double all = Arrays.stream(weights, 0, count).sum();
    double left = number * all;
    for (int i = 0; i < count - 1; i++) {
      left -= weights[i];
      if (left < 0) {
        return i;
      }
    }
    return count - 1;
  }
}
