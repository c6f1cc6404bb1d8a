package org.tosc.models.transformer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One token of each of several texts through a model together: each weight is read once for all of
/// them, which is what a step costs. Each text attends to its own cache.
///
/// ```java
/// SeveralTexts texts = new SeveralTexts(transformer);
/// float[][] logits = texts.logits(List.of(one, another), next);
/// ```
///
/// For one thread at a time, the transformer's.
public final class SeveralTexts {
  /// Rows that go through a layer together; where there are fewer texts, the rest is empty. Each is
  /// a set of kernels.
  private static final int[] SIZES = {4, 8, 16, 32, 64};

  /// The most texts of a step.
  public static final int MOST = SIZES[SIZES.length - 1];

  private final Transformer transformer;
  private final Map<Integer, RowBatch> batches = new HashMap<>();

  public SeveralTexts(Transformer transformer) {
    this.transformer = transformer;
  }

  /// Appends a token to each text and gives the logits of what comes after it, text by text.
  ///
  /// @param caches of different texts, at most [#MOST]
  /// @param tokens one for each
  public float[][] logits(List<Cache> caches, int[] tokens) {
    if (caches.isEmpty() || caches.size() > MOST || caches.size() != tokens.length) {
      throw new IllegalArgumentException(caches.size() + " texts, " + tokens.length + " tokens");
    }
    if (tokens.length == 1) {
      return new float[][] {transformer.logits(caches.getFirst(), tokens)};
    }
    int size = 0;
    while (SIZES[size] < tokens.length) {
      size++;
    }
    int[] positions = caches.stream().mapToInt(Cache::length).toArray();
    return batches
        .computeIfAbsent(SIZES[size], rows -> new RowBatch(transformer, rows))
        .run(caches, positions, tokens);
  }
}
