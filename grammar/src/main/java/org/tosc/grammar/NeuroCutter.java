package org.tosc.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/// Cuts Neuro-Lang. A string is one token; one without its end is only its quote.
final class NeuroCutter extends TokenCutter {
  NeuroCutter(String text, Faults faults) {
    super(text, faults);
  }

  @Override
  Spelling spelling() {
    return new NeuroSpelling(faults);
  }

  @Override
  Attempt attempt(Set<Integer> cutShort) {
    NeuroLangLexer lexer = new NeuroLangLexer(new SourceChars(text));
    lexer.removeErrorListeners();
    List<CommonToken> tokens = new ArrayList<>(text.length() / 3 + 16);
    List<CommonToken> longStrings = new ArrayList<>();
    CommonToken open = null;
    while (true) {
      CommonToken token = (CommonToken) lexer.nextToken();
      int type = token.getType();
      if (type == NeuroLangLexer.STRING || type == NeuroLangLexer.STRING_OPEN) {
        if (cutShort.contains(token.getStartIndex())) {
          lexer._input.seek(shorten(token, NeuroLangLexer.STRING));
        } else if (type == NeuroLangLexer.STRING_OPEN) {
          open = firstOf(open, token);
        } else if (spansLines(token.getStartIndex(), token.getStopIndex())) {
          longStrings.add(token);
        }
      }
      tokens.add(token);
      if (type == Token.EOF || tokens.size() >= Limits.TOKENS) {
        boolean tooMany = type != Token.EOF;
        return new Attempt(tokens, longStrings, open, lexer.unterminatedComment(), tooMany);
      }
    }
  }

  private static CommonToken firstOf(@Nullable CommonToken earlier, CommonToken later) {
    return earlier == null ? later : earlier;
  }
}
