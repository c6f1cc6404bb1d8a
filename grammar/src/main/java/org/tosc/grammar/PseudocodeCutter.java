package org.tosc.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/// Cuts Pseudocode, whose strings may hold expressions.
final class PseudocodeCutter extends TokenCutter {
  PseudocodeCutter(String text, Faults faults) {
    super(text, faults);
  }

  @Override
  Spelling spelling() {
    return new PseudocodeSpelling(faults);
  }

  @Override
  Attempt attempt(Set<Integer> cutShort) {
    PseudocodeLexer lexer = new PseudocodeLexer(new SourceChars(text));
    lexer.removeErrorListeners();
    List<CommonToken> tokens = new ArrayList<>(text.length() / 2 + 16);
    List<CommonToken> longStrings = new ArrayList<>();
    List<CommonToken> open = new ArrayList<>();
    while (true) {
      CommonToken token = (CommonToken) lexer.nextToken();
      int type = token.getType();
      if (type == PseudocodeLexer.STRING || type == PseudocodeLexer.STRING_OPEN) {
        if (cutShort.contains(token.getStartIndex())) {
          shorten(token, lexer);
        } else if (type == PseudocodeLexer.STRING_OPEN) {
          open.add(token);
        } else if (spansLines(token.getStartIndex(), token.getStopIndex())) {
          longStrings.add(token);
        }
      } else if (type == PseudocodeLexer.STRING_CLOSE) {
        CommonToken opener = open.removeLast();
        if (spansLines(opener.getStartIndex(), token.getStopIndex())) {
          longStrings.add(opener);
        }
      }
      tokens.add(token);
      if (type == Token.EOF || tokens.size() >= Limits.TOKENS) {
        CommonToken unclosed = open.isEmpty() ? null : open.getFirst();
        boolean tooMany = type != Token.EOF;
        return new Attempt(tokens, longStrings, unclosed, lexer.unterminatedComment(), tooMany);
      }
    }
  }

  /// Makes the string's token reach to the end of its line, and the lexer go on there.
  private void shorten(CommonToken token, PseudocodeLexer lexer) {
    boolean open = token.getType() == PseudocodeLexer.STRING_OPEN;
    int end = shorten(token, PseudocodeLexer.STRING);
    if (open) {
      lexer.leaveString(end);
    } else {
      lexer._input.seek(end);
    }
  }
}
