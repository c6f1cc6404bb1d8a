package org.tosc.models.token;

/// Tokens as text, one after the other, as a model says them.
///
/// All pieces together are what [Tokenizer#decode] says of all ids. Not for several threads.
public final class TokenStream {
  private final Tokenizer tokenizer;
  private final boolean showsControl;
  private final Utf8Stream utf8 = new Utf8Stream();
  private boolean isAtStart = true;

  TokenStream(Tokenizer tokenizer, boolean showsControl) {
    this.tokenizer = tokenizer;
    this.showsControl = showsControl;
  }

  /// The text that this token completes; empty where it ends within a character.
  ///
  /// @throws IndexOutOfBoundsException where the vocabulary has no such token
  public String accept(int id) {
    byte[] bytes = tokenizer.piece(id, showsControl);
    if (bytes.length == 0) {
      return "";
    }
    String text = utf8.accept(bytes);
    if (isAtStart && !text.isEmpty()) {
      isAtStart = false;
      return tokenizer.dropsLeadingSpace() && text.startsWith(" ") ? text.substring(1) : text;
    }
    return text;
  }

  /// What is left when there are no more tokens: U+FFFD for a character that was begun.
  public String finish() {
    isAtStart = true;
    return utf8.finish();
  }
}
