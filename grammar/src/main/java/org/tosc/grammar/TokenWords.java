package org.tosc.grammar;

import org.antlr.v4.runtime.Token;

/// Tokens in the words of a user.
final class TokenWords {
  private TokenWords() {}

  /// What stands at a token's place.
  static String found(Token token) {
    return switch (token.getType()) {
      case Token.EOF -> "end of file";
      case PseudocodeLexer.NEWLINE -> "end of line";
      default -> token.getText();
    };
  }
}
