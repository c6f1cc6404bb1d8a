package org.tosc.models.token;

import org.jspecify.annotations.Nullable;

/// What a token is for, as `tokenizer.ggml.token_type` of GGUF files and
/// `sentencepiece_model.proto` have it.
public enum TokenKind {
  /// Text.
  NORMAL(1),
  /// What stands for text that the vocabulary has no token for: `<unk>`.
  UNKNOWN(2),
  /// A mark for the model, such as `<s>` or `<|im_end|>`. Text of a user is never made into one.
  CONTROL(3),
  /// Text that is one token wherever it stands, such as a run of spaces or `<table>`.
  USER_DEFINED(4),
  /// A place that is kept free.
  UNUSED(5),
  /// One byte, `<0x0A>`: what text falls back to where there is no token for it.
  BYTE(6);

  private final int number;

  TokenKind(int number) {
    this.number = number;
  }

  /// The number of this kind in files.
  public int number() {
    return number;
  }

  /// The kind of a number; 0, "undefined", is text. Null where there is none.
  public static @Nullable TokenKind of(long number) {
    for (TokenKind kind : values()) {
      if (kind.number == number) {
        return kind;
      }
    }
    return number == 0 ? NORMAL : null;
  }

  /// Whether text of a user may become such a token by way of merges and pieces.
  public boolean isText() {
    return switch (this) {
      case NORMAL, USER_DEFINED, UNUSED -> true;
      case UNKNOWN, CONTROL, BYTE -> false;
    };
  }
}
