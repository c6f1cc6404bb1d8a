package org.tosc.frontend.pseudocode.format;

import java.util.Set;
import org.tosc.grammar.PseudocodeLexer;

/// Whether a space stands between two neighbours on a line.
final class Spacing {
  private static final Set<Integer> TIGHT_AFTER =
      Set.of(
          PseudocodeLexer.LPAREN,
          PseudocodeLexer.LAMBDA_LPAREN,
          PseudocodeLexer.LBRACK,
          PseudocodeLexer.LBRACE,
          PseudocodeLexer.DOT,
          PseudocodeLexer.DOTDOT);

  private static final Set<Integer> TIGHT_BEFORE =
      Set.of(
          PseudocodeLexer.RPAREN,
          PseudocodeLexer.RBRACK,
          PseudocodeLexer.RBRACE,
          PseudocodeLexer.COMMA,
          PseudocodeLexer.COLON,
          PseudocodeLexer.CONFIG_COLON,
          PseudocodeLexer.DOT,
          PseudocodeLexer.DOTDOT);

  private final Structure structure;

  Spacing(Structure structure) {
    this.structure = structure;
  }

  /// The text between two neighbours.
  String between(Item left, Item right) {
    if (right.comment() && right.type() == PseudocodeLexer.LINE_COMMENT) {
      return "  ";
    }
    return isTight(left, right) ? "" : " ";
  }

  private boolean isTight(Item left, Item right) {
    if (left.type() == PseudocodeLexer.COMMA) {
      return isClosing(right);
    }
    boolean dots = right.type() == PseudocodeLexer.ELLIPSIS;
    return dots
        || TIGHT_AFTER.contains(left.type())
        || TIGHT_BEFORE.contains(right.type())
        || structure.isTightAfter(left.index())
        || structure.isTightBefore(right.firstIndex());
  }

  private static boolean isClosing(Item item) {
    return switch (item.type()) {
      case PseudocodeLexer.RPAREN, PseudocodeLexer.RBRACK, PseudocodeLexer.RBRACE -> true;
      default -> false;
    };
  }
}
