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

  /// What stands at the place of a token of either language.
  static String shown(Token token) {
    return token.getType() == Token.EOF ? "end of file" : shorten(token.getText());
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
    return kind.expected().isEmpty() ? ofSet(set) : kind.expected();
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
