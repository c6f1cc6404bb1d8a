package org.tosc.frontend.pseudocode.format;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.tosc.grammar.PseudocodeLexer;

/// The visible pieces of a text in its order.
final class Items {
  private Items() {}

  static List<Item> of(List<Token> tokens) {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (isComment(token)) {
        items.add(item(token, i, token.getStopIndex() + 1, true));
      } else if (token.getType() == PseudocodeLexer.STRING_OPEN) {
        i = closingQuote(tokens, i);
        items.add(item(token, i, tokens.get(i).getStopIndex() + 1, false));
      } else if (isVisible(token)) {
        items.add(item(token, i, token.getStopIndex() + 1, false));
      }
    }
    return items;
  }

  private static Item item(Token token, int last, int end, boolean comment) {
    return new Item(
        token.getType(), token.getTokenIndex(), last, token.getStartIndex(), end, comment);
  }

  /// Tokens that have text and that the parser sees.
  static boolean isVisible(Token token) {
    return token.getChannel() == Token.DEFAULT_CHANNEL
        && token.getType() != Token.EOF
        && token.getType() != PseudocodeLexer.NEWLINE
        && token.getStopIndex() >= token.getStartIndex();
  }

  static boolean isComment(Token token) {
    return token.getType() == PseudocodeLexer.LINE_COMMENT
        || token.getType() == PseudocodeLexer.BLOCK_COMMENT;
  }

  private static int closingQuote(List<Token> tokens, int opening) {
    int depth = 0;
    for (int i = opening; i < tokens.size(); i++) {
      switch (tokens.get(i).getType()) {
        case PseudocodeLexer.STRING_OPEN -> depth++;
        case PseudocodeLexer.STRING_CLOSE -> {
          depth--;
          if (depth == 0) {
            return i;
          }
        }
        default -> {}
      }
    }
    return opening;
  }
}
