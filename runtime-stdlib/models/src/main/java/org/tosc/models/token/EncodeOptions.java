package org.tosc.models.token;

/// How text becomes tokens.
///
/// @param isFramed whether the tokens that the model expects at the begin and the end of a text are
///   added, as the file says which
/// @param parsesControl whether `<s>` in the text is the control token. Only for text that no user
///   wrote: who can write control tokens can speak for others
public record EncodeOptions(boolean isFramed, boolean parsesControl) {
  /// The text and nothing else.
  public static final EncodeOptions PLAIN = new EncodeOptions(false, false);

  /// A user's text as the begin of what a model reads.
  public static final EncodeOptions FRAMED = new EncodeOptions(true, false);
}
