package org.tosc.grammar;

import static org.tosc.grammar.NeuroLangLexer.*;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.jspecify.annotations.Nullable;

/// Tokens of Neuro-Lang in the words of a user.
final class NeuroTokenWords {
  private static final int MOST = 6;

  private NeuroTokenWords() {}

  /// What would have been right: what the kind says, or else the parser's set.
  static List<String> expected(FaultKind kind, IntervalSet set) {
    return kind.expected().isEmpty() ? ofSet(set) : kind.expected();
  }

  private static List<String> ofSet(IntervalSet set) {
    if (set.contains(LET)) {
      return List.of("a statement");
    }
    if (set.contains(STRUCT)) {
      return List.of("an item");
    }
    Set<String> words = new LinkedHashSet<>();
    boolean expression = set.contains(INT) && set.contains(LPAREN);
    if (expression) {
      words.add("an expression");
    } else if (set.contains(IDENT)) {
      words.add("a name");
    }
    boolean operators = set.contains(PLUS) && set.contains(AND_AND);
    if (operators) {
      words.add("an operator");
    }
    for (int type : set.toList()) {
      boolean said =
          (expression && NeuroBraces.beginsOperand(type)) || (operators && isOperator(type));
      String word = said ? null : word(type);
      if (word != null && words.size() < MOST) {
        words.add(word);
      }
    }
    return List.copyOf(words);
  }

  private static boolean isOperator(int type) {
    return switch (type) {
      case PLUS, MINUS, STAR, SLASH, PERCENT, AMP, PIPE, CARET, SHIFT_LEFT, AND_AND, OR_OR -> true;
      case EQ, NE, LT, LE, GE, GT, DOTDOT, DOTDOT_EQ, DOT, AS, LPAREN, LBRACK -> true;
      default -> isAssignment(type);
    };
  }

  static boolean isAssignment(int type) {
    return switch (type) {
      case ASSIGN, PLUS_ASSIGN, MINUS_ASSIGN, STAR_ASSIGN, SLASH_ASSIGN, PERCENT_ASSIGN -> true;
      case AMP_ASSIGN, PIPE_ASSIGN, CARET_ASSIGN, SHIFT_LEFT_ASSIGN, SHIFT_RIGHT_ASSIGN -> true;
      default -> false;
    };
  }

  private static @Nullable String word(int type) {
    return switch (type) {
      case Token.EOF, TAIL, IDENT -> null;
      case STRING -> "a string";
      case INT, FLOAT -> "a number";
      case BODY_LBRACE, STRUCT_LBRACE, LBRACE -> "`{`";
      default -> spelling(type);
    };
  }

  private static @Nullable String spelling(int type) {
    String literal = VOCABULARY.getLiteralName(type);
    return literal == null ? null : "`" + literal.substring(1, literal.length() - 1) + "`";
  }

  /// A word that can never be a name.
  static boolean isKeyword(int type) {
    return type >= FN && type <= FALSE;
  }
}
