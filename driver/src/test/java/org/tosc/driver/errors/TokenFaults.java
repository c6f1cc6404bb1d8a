package org.tosc.driver.errors;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Puts one fault into a program: a token is deleted, replaced by another one of the program, or
/// inserted.
final class TokenFaults {
  private static final Pattern TOKEN =
      Pattern.compile(
          "#[^\n]*|//[^\n]*|/\\*.*?\\*/|(?<token>\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*'"
              + "|[\\p{L}_][\\p{L}\\p{N}_]*|[0-9]+(?:\\.[0-9]+)?|->|=>|\\*\\*|[-+*/%=<>!]=|\\.\\.+"
              + "|[^\\s\\p{L}\\p{N}_])",
          Pattern.DOTALL);

  private record Token(int start, int end) {}

  private final String text;
  private final List<Token> tokens = new ArrayList<>();

  TokenFaults(String text) {
    this.text = text;
    Matcher matcher = TOKEN.matcher(text);
    while (matcher.find()) {
      if (matcher.group("token") != null) {
        tokens.add(new Token(matcher.start(), matcher.end()));
      }
    }
  }

  String one(SplittableRandom random) {
    if (tokens.isEmpty()) {
      return text;
    }
    Token at = tokens.get(random.nextInt(tokens.size()));
    Token other = tokens.get(random.nextInt(tokens.size()));
    String piece = text.substring(other.start, other.end);
    return switch (random.nextInt(3)) {
      case 0 -> text.substring(0, at.start) + text.substring(at.end);
      case 1 -> text.substring(0, at.start) + piece + text.substring(at.end);
      default -> text.substring(0, at.start) + piece + " " + text.substring(at.start);
    };
  }
}
