package org.tosc.models.transformer;

import java.util.ArrayList;
import java.util.List;
import org.tosc.models.weights.Weight;
import org.tosc.models.weights.Weights;

/// Adapters of low rank beside a model's matrices: `W + B · A` in the place of `W` (Hu et al.,
/// "LoRA: Low-Rank Adaptation of Large Language Models", 2021).
///
/// `A [rank, in]` has the name of its matrix and [#A], `B [out, rank]` that and [#B].
public final class Adapters {
  public static final String A = ".lora_a";
  public static final String B = ".lora_b";

  private static final String LAYER = "blk.";

  private Adapters() {}

  /// The matrices that adapters are made for: those of the layers, in attention and in the
  /// feed-forward network.
  public static List<Weight> adapted(Weights weights) {
    List<Weight> found = new ArrayList<>();
    for (Weight weight : weights.all()) {
      if (weight.name().startsWith(LAYER) && weight.shape().length == 2) {
        found.add(weight);
      }
    }
    return found;
  }

  /// A matrix `[out, in]` with what its adapter adds, in binary64 and then rounded.
  ///
  /// @param w its numbers
  /// @param a `[rank, in]`
  /// @param b `[out, rank]`
  public static float[] merged(float[] w, float[] a, float[] b, int rank) {
    int in = a.length / rank;
    int out = b.length / rank;
    float[] merged = new float[w.length];
    double[] row = new double[in];
    for (int i = 0; i < out; i++) {
      for (int j = 0; j < in; j++) {
        row[j] = w[i * in + j];
      }
      for (int r = 0; r < rank; r++) {
        double share = b[i * rank + r];
        for (int j = 0; j < in; j++) {
          row[j] += share * a[r * in + j];
        }
      }
      for (int j = 0; j < in; j++) {
        merged[i * in + j] = (float) row[j];
      }
    }
    return merged;
  }
}
