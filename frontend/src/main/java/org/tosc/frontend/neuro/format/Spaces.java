package org.tosc.frontend.neuro.format;

import org.antlr.v4.runtime.Token;
import org.tosc.grammar.NeuroLangLexer;

/// Whether a space stands between two tokens of a line.
final class Spaces {
  private Spaces() {}

  static boolean isBetween(Token left, Token right, Marks marks) {
    boolean signs =
        left.getType() == NeuroLangLexer.MINUS && right.getType() == NeuroLangLexer.MINUS;
    boolean item = marks.items.get(right.getTokenIndex());
    return signs || item || !touches(left, right, marks);
  }

  private static boolean touches(Token left, Token right, Marks marks) {
    return touchesLeft(right, marks)
        || touchesRight(left, marks)
        || opensDirectly(left, right, marks)
        || isRange(left, right)
        || isShift(left, right);
  }

  /// Signs that stand directly behind what precedes them.
  private static boolean touchesLeft(Token token, Marks marks) {
    return switch (token.getType()) {
      case NeuroLangLexer.COMMA, NeuroLangLexer.SEMI, NeuroLangLexer.COLON -> true;
      case NeuroLangLexer.DOT, NeuroLangLexer.PATH_SEP -> true;
      case NeuroLangLexer.LT, NeuroLangLexer.GT -> marks.angles.get(token.getTokenIndex());
      default -> false;
    };
  }

  /// Signs behind which the next token stands directly.
  private static boolean touchesRight(Token token, Marks marks) {
    return switch (token.getType()) {
      case NeuroLangLexer.DOT, NeuroLangLexer.PATH_SEP, NeuroLangLexer.AT -> true;
      case NeuroLangLexer.LT -> marks.angles.get(token.getTokenIndex());
      case NeuroLangLexer.MINUS, NeuroLangLexer.BANG -> marks.unary.get(token.getTokenIndex());
      default -> false;
    };
  }

  /// `f(`, `a[`, `fn(`.
  private static boolean opensDirectly(Token left, Token right, Marks marks) {
    int type = right.getType();
    if (type != NeuroLangLexer.LPAREN && type != NeuroLangLexer.LBRACK) {
      return false;
    }
    return switch (left.getType()) {
      case NeuroLangLexer.IDENT, NeuroLangLexer.INT, NeuroLangLexer.FLOAT -> true;
      case NeuroLangLexer.STRING, NeuroLangLexer.RPAREN, NeuroLangLexer.RBRACK -> true;
      case NeuroLangLexer.FN -> true;
      case NeuroLangLexer.GT -> marks.angles.get(left.getTokenIndex());
      default -> false;
    };
  }

  private static boolean isRange(Token left, Token right) {
    boolean before = isRange(right);
    boolean after = isRange(left);
    if (after) {
      return switch (right.getType()) {
        case NeuroLangLexer.ASSIGN, NeuroLangLexer.EQ, NeuroLangLexer.BODY_LBRACE -> false;
        case NeuroLangLexer.FAT_ARROW, NeuroLangLexer.RBRACE -> false;
        default -> !isRange(right);
      };
    }
    return before && endsOperand(left.getType());
  }

  private static boolean isRange(Token token) {
    return token.getType() == NeuroLangLexer.DOTDOT || token.getType() == NeuroLangLexer.DOTDOT_EQ;
  }

  private static boolean endsOperand(int type) {
    return switch (type) {
      case NeuroLangLexer.IDENT, NeuroLangLexer.INT, NeuroLangLexer.FLOAT -> true;
      case NeuroLangLexer.STRING, NeuroLangLexer.RPAREN, NeuroLangLexer.RBRACK -> true;
      case NeuroLangLexer.TRUE, NeuroLangLexer.FALSE, NeuroLangLexer.RBRACE -> true;
      default -> false;
    };
  }

  /// The two halves of `>>`.
  private static boolean isShift(Token left, Token right) {
    return left.getType() == NeuroLangLexer.GT
        && right.getType() == NeuroLangLexer.GT
        && left.getStopIndex() + 1 == right.getStartIndex();
  }
}
