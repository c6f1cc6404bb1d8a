package org.tosc.grammar;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.IntStream;
import org.antlr.v4.runtime.Lexer;

/// What the lexer's rules need besides regular expressions: comments that nest.
abstract class NeuroLangLexerBase extends Lexer {
  private int unterminatedComment = -1;

  NeuroLangLexerBase(CharStream input) {
    super(input);
  }

  /// Offset of the first comment that never ends, or -1.
  int unterminatedComment() {
    return unterminatedComment;
  }

  /// Reads the rest of a comment after its `/*`. One that never ends reaches to the end of its line
  /// only, so that what follows is still read.
  final void blockComment() {
    int start = _input.index();
    int depth = 1;
    while (depth > 0) {
      int c = _input.LA(1);
      if (c == IntStream.EOF) {
        openComment(start);
        return;
      }
      boolean opens = c == '/' && _input.LA(2) == '*';
      boolean closes = c == '*' && _input.LA(2) == '/';
      _input.consume();
      if (opens || closes) {
        _input.consume();
        depth += opens ? 1 : -1;
      }
    }
  }

  private void openComment(int start) {
    unterminatedComment = unterminatedComment < 0 ? _tokenStartCharIndex : unterminatedComment;
    _input.seek(start);
    int next = _input.LA(1);
    while (next != '\n' && next != '\r' && next != IntStream.EOF) {
      _input.consume();
      next = _input.LA(1);
    }
  }
}
