package org.tosc.grammar;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.IntStream;
import org.antlr.v4.runtime.Lexer;

/// What the lexer's rules need besides regular expressions: which `}` ends an interpolation, and
/// how far a comment without its end reaches.
abstract class PseudocodeLexerBase extends Lexer {
  private int[] openBraces = new int[8];
  private int interpolations;
  private int unterminatedComment = -1;

  PseudocodeLexerBase(CharStream input) {
    super(input);
  }

  /// Offset of the first comment that never ends, or -1.
  int unterminatedComment() {
    return unterminatedComment;
  }

  int interpolationDepth() {
    return interpolations;
  }

  boolean insideString() {
    return !_modeStack.isEmpty();
  }

  final void openInterpolation() {
    if (interpolations == openBraces.length) {
      openBraces = java.util.Arrays.copyOf(openBraces, 2 * interpolations);
    }
    openBraces[interpolations++] = 0;
  }

  final void openBrace() {
    if (interpolations > 0) {
      openBraces[interpolations - 1]++;
    }
  }

  final void closeBrace() {
    if (interpolations == 0) {
      return;
    }
    if (openBraces[interpolations - 1] > 0) {
      openBraces[interpolations - 1]--;
      return;
    }
    interpolations--;
    setType(PseudocodeLexer.INTERPOLATION_CLOSE);
    popMode();
  }

  /// Lets the comment reach to the end of its line only, so that the rest is still read.
  final void openComment() {
    unterminatedComment = unterminatedComment < 0 ? _tokenStartCharIndex : unterminatedComment;
    int next = _input.LA(1);
    while (next != '\n' && next != '\r' && next != IntStream.EOF) {
      _input.consume();
      next = _input.LA(1);
    }
  }

  /// Continues at `offset` as if the string that is open there had ended.
  final void leaveString(int offset) {
    _input.seek(offset);
    if (!_modeStack.isEmpty()) {
      popMode();
    }
  }
}
