package org.tosc.models.transformer;

import org.jspecify.annotations.Nullable;

/// What tells one transformer from another, beside its weights. Parts that a file has or has not,
/// such as biases, are found by their weights' names.
///
/// @param family as GGUF names it: `llama`, `qwen2`, `gemma2`, …
/// @param width numbers of a token's row between layers
/// @param heads of queries
/// @param kvHeads of keys and values, which `heads / kvHeads` heads of queries share
/// @param headSize features of a head
/// @param feedForward width of the feed-forward network's middle
/// @param context the most tokens that it was made for
/// @param rotary how positions turn queries and keys; null where positions are added to rows
/// @param activation of the feed-forward network
/// @param isGated whether the activation multiplies a second product (Shazeer, "GLU Variants
///   Improve Transformer", 2020)
/// @param normsAfter whether a layer normalises sums and not what is computed from them: BERT
/// @param embeddingScale multiplies the rows of tokens
/// @param logitCap keeps logits below it (Gemma 2); 0 for none
/// @param isCausal whether a token sees only those before it
/// @param pooling how an encoder's rows become one
public record Architecture(
    String family,
    int layers,
    int width,
    int heads,
    int kvHeads,
    int headSize,
    int feedForward,
    int vocabulary,
    int context,
    Normalization norm,
    @Nullable Rotary rotary,
    Attention attention,
    Activation activation,
    boolean isGated,
    boolean normsAfter,
    double embeddingScale,
    double logitCap,
    boolean isCausal,
    Pooling pooling) {
  /// How rows are normalised.
  ///
  /// @param eps is added to the mean square, or to the variance
  public record Normalization(Kind kind, double eps) {
    public enum Kind {
      RMS,
      LAYER
    }
  }

  /// How scores become what is attended to.
  ///
  /// @param scale multiplies scores
  /// @param cap keeps scores below it; 0 for none
  /// @param window how many tokens, itself among them, a token sees in layers with a window; 0 for
  ///   all
  /// @param windowEvery which layers have a window: those whose number is a multiple of it
  public record Attention(double scale, double cap, int window, int windowEvery) {
    /// The window of a layer; 0 for none.
    int window(int layer) {
      return window > 0 && layer % windowEvery == 0 ? window : 0;
    }

    /// The first position that a token sees in a layer.
    int first(int layer, int position) {
      int window = window(layer);
      return window == 0 ? 0 : Math.max(0, position - window + 1);
    }
  }

  /// The function in the middle of a feed-forward network.
  public enum Activation {
    SILU,
    /// By `tanh`.
    GELU,
    /// By `erf`.
    GELU_EXACT,
    RELU
  }

  /// Which row stands for a whole text.
  public enum Pooling {
    /// None: there is a row for each token.
    NONE,
    /// The mean of all.
    MEAN,
    /// The first, which is that of the token `[CLS]`.
    FIRST,
    /// The last.
    LAST
  }

  /// Heads of queries for each head of keys.
  public int group() {
    return heads / kvHeads;
  }

  /// The same with other positions.
  public Architecture withRotary(@Nullable Rotary other) {
    return new Architecture(
        family,
        layers,
        width,
        heads,
        kvHeads,
        headSize,
        feedForward,
        vocabulary,
        context,
        norm,
        other,
        attention,
        activation,
        isGated,
        normsAfter,
        embeddingScale,
        logitCap,
        isCausal,
        pooling);
  }
}
