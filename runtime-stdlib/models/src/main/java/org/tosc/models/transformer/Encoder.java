package org.tosc.models.transformer;

import java.util.Arrays;
import org.tosc.models.transformer.Architecture.Pooling;

/// A transformer whose tokens see the whole text: texts in, rows of numbers out. For one thread at
/// a time.
///
/// @param transformer whose architecture is not causal
public record Encoder(Transformer transformer) {
  public Encoder {
    if (transformer.architecture().isCausal()) {
      throw new IllegalArgumentException(
          "`" + transformer.architecture().family() + "` is no encoder");
    }
  }

  /// The row of each token, `[tokens][width]`.
  ///
  /// @param text ids of at least one token, and no more than the context
  public float[][] rows(int... text) {
    return transformer.rows(text);
  }

  /// The one row that stands for a text.
  ///
  /// @throws IllegalArgumentException where the model says of none how it is made
  public float[] embedding(int... text) {
    Pooling pooling = transformer.architecture().pooling();
    float[][] rows = rows(text);
    return switch (pooling) {
      case NONE -> throw new IllegalArgumentException("the model has a row for each token only");
      case MEAN -> mean(rows);
      case FIRST -> rows[0];
      case LAST -> rows[rows.length - 1];
    };
  }

  private static float[] mean(float[][] rows) {
    float[] mean = new float[rows[0].length];
    for (int j = 0; j < mean.length; j++) {
      int column = j;
      mean[j] = (float) Arrays.stream(rows).mapToDouble(row -> row[column]).average().orElse(0);
    }
    return mean;
  }
}
