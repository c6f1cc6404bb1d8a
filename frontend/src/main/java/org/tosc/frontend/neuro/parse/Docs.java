package org.tosc.frontend.neuro.parse;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;
import org.tosc.grammar.NeuroLangLexer;

/// Finds the `///` lines before a token.
final class Docs {
  private static final int SLASHES = 3;

  private final List<? extends Token> tokens;

  Docs(List<? extends Token> tokens) {
    this.tokens = tokens;
  }

  /// The text of the lines, without slashes and the space after them, or null if there are none.
  @Nullable String before(@Nullable Token token) {
    if (token == null) {
      return null;
    }
    Deque<String> lines = new ArrayDeque<>();
    int index = Math.min(token.getTokenIndex(), tokens.size()) - 1;
    while (index >= 0 && tokens.get(index).getChannel() != Token.DEFAULT_CHANNEL) {
      Token comment = tokens.get(index);
      if (comment.getType() == NeuroLangLexer.DOC_COMMENT) {
        lines.push(text(comment.getText()));
      }
      index--;
    }
    return lines.isEmpty() ? null : String.join("\n", lines);
  }

  private static String text(String comment) {
    int from = comment.startsWith(" ", SLASHES) ? SLASHES + 1 : SLASHES;
    return comment.substring(from).stripTrailing();
  }
}
