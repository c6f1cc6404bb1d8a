package org.tosc.models.generate;

/// What a language model said.
///
/// @param text without the text that ended it
/// @param promptTokens how many tokens were asked
/// @param tokens how many came
/// @param promptSeconds from the request until the first token
/// @param seconds from the first token until the last
/// @param drafted how well a draft did
public record Answer(
    String text,
    End end,
    int promptTokens,
    int tokens,
    double promptSeconds,
    double seconds,
    Drafted drafted) {
  /// Why it ended.
  public enum End {
    /// The model said that this is all, or said a text that ends it.
    STOP,
    /// It is as long as was asked for, or as the model's context.
    LENGTH,
    /// Who listened did not want more.
    CANCELLED,
    /// There is no most likely token: all logits are NaN. Weights may be so, or keys and values be
    /// beyond the 65,504 that `f16` holds.
    NO_NUMBERS
  }
}
