package org.tosc.grammar;

import static org.tosc.grammar.PseudocodeLexer.*;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.jspecify.annotations.Nullable;

/// Tokens in the words of a user.
final class TokenWords {
  private static final int MOST = 6;
  private static final int LONGEST = 40;

  private TokenWords() {}

  /// What stands at a token's place.
  static String found(Token token) {
    return switch (token.getType()) {
      case Token.EOF -> "end of file";
      case NEWLINE -> "end of line";
      default -> shorten(token.getText());
    };
  }

  private static String shorten(String text) {
    int end = Math.min(text.length(), LONGEST);
    for (int i = 0; i < end; i++) {
      if (text.charAt(i) < ' ') {
        end = i;
      }
    }
    return end == text.length() ? text : text.substring(0, end) + "…";
  }

  /// What would have been right: what the kind says, or else the parser's set.
  static List<String> expected(FaultKind kind, IntervalSet set) {
    return switch (kind) {
      case MISSING_EXPRESSION, MISSING_OPERAND, EMPTY_INTERPOLATION -> List.of("an expression");
      case MISSING_NAME, RESERVED_WORD -> List.of("a name");
      case MISSING_PARAMETER_NAME -> List.of("a parameter's name");
      case MISSING_PARAMETERS -> List.of("`(`");
      case MISSING_TYPE -> List.of("a type");
      case MISSING_PATTERN -> List.of("a pattern");
      case MISSING_COMMA -> List.of("`,`");
      case MISSING_OPERATOR -> List.of("an operator", "a new line");
      case MISSING_NEWLINE -> List.of("a new line");
      case MISSING_IN -> List.of("`in`");
      case MISSING_CASE -> List.of("`case`");
      case MISSING_UNIT -> List.of("`steps`", "`epochs`");
      case MISSING_IMPORT -> List.of("`import`");
      case ASSIGNMENT_IN_EXPRESSION -> List.of("`==`");
      case DECORATOR_WITHOUT_FUNCTION -> List.of("`fn`");
      case LOAD_WITHOUT_AS -> List.of("`as`");
      case SAVE_WITHOUT_TO -> List.of("`to`");
      case INFER_WITHOUT_WITH -> List.of("`with`");
      case DEPLOY_WITHOUT_PORT -> List.of("`on port`");
      default -> ofSet(set);
    };
  }

  private static List<String> ofSet(IntervalSet set) {
    Set<String> words = new LinkedHashSet<>();
    boolean expression = set.contains(INT) && set.contains(LPAREN);
    if (set.contains(CONTINUE)) {
      return List.of("a statement");
    }
    if (expression) {
      words.add("an expression");
    } else if (set.contains(IDENT)) {
      words.add("a name");
    }
    for (int type : set.toList()) {
      String word = expression && TokenSets.beginsOperand(type) ? null : word(type);
      if (word != null && words.size() < MOST) {
        words.add(word);
      }
    }
    return List.copyOf(words);
  }

  private static @Nullable String word(int type) {
    return switch (type) {
      case Token.EOF -> "the end of the file";
      case NEWLINE -> "a new line";
      case STRING, STRING_OPEN -> "a string";
      case INT -> "a number";
      default -> spelling(type);
    };
  }

  private static @Nullable String spelling(int type) {
    String literal = VOCABULARY.getLiteralName(type);
    if (literal == null) {
      return null;
    }
    return "`" + literal.substring(1, literal.length() - 1) + "`";
  }
}
