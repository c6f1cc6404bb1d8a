package org.tosc.models.transformer;

import java.util.Collections;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Several tokens of one text through a model together, with the logits behind each: those that it
/// gets where tokens come one by one, to the last bit. Each weight is read once for all of them.
///
/// For one thread at a time, the transformer's.
public final class SeveralTokens {
  private final RowBatch rows;
  private final int most;

  private SeveralTokens(Transformer transformer, int most) {
    this.rows = new RowBatch(transformer, most);
    this.most = most;
  }

  /// For up to so many tokens, or for fewer where the model's kernels cut the sums of that many
  /// rows otherwise than those of one; null where they do it for any.
  ///
  /// Takes as long as a few tokens, and compiles kernels.
  public static @Nullable SeveralTokens of(Transformer transformer, int most) {
    for (int count = most; count > 1; count--) {
      if (RowAgreement.holds(transformer, count)) {
        return new SeveralTokens(transformer, count);
      }
    }
    return null;
  }

  /// How many tokens go together.
  public int most() {
    return most;
  }

  /// Appends tokens to a text and gives the logits of what comes after each.
  ///
  /// @param tokens 1 to [#most] that the model's context has room for
  public float[][] logits(Cache cache, int... tokens) {
    if (tokens.length == 0 || tokens.length > most) {
      throw new IllegalArgumentException(tokens.length + " tokens, expected 1 to " + most);
    }
    int first = cache.length();
    int[] positions = IntStream.range(first, first + tokens.length).toArray();
    return rows.run(Collections.nCopies(tokens.length, cache), positions, tokens);
  }
}
