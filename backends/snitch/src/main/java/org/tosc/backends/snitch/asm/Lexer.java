package org.tosc.backends.snitch.asm;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tosc.backends.snitch.asm.Token.Kind;
import org.tosc.tir.source.Source;

/// Words and signs of a source, each statement ended by one of [Kind#END].
///
/// Comments are those of GNU as for RISC-V, `#` and `/* */`, and of clang, `//`.
final class Lexer {
  private static final Pattern WORD = Pattern.compile("[A-Za-z_.$][A-Za-z0-9_.$]*");
  private static final Pattern REAL =
      Pattern.compile(
          "[0-9]+\\.[0-9]*(?:[eE][-+]?[0-9]+)?|[0-9]+[eE][-+]?[0-9]+|\\.[0-9]+"
              + "(?:[eE][-+]?[0-9]+)?(?![A-Za-z0-9_.$])");
  private static final Pattern INTEGER = Pattern.compile("0[xX][0-9a-fA-F]+|0[bB][01]+|[0-9]+");
  private static final Pattern NUMERIC = Pattern.compile("[0-9]+[fb](?![0-9A-Za-z_.$])");
  private static final Pattern MODIFIER = Pattern.compile("%[a-z_0-9]+(?=\\s*\\()");
  private static final Pattern SIGN =
      Pattern.compile("<<|>>|==|!=|<>|<=|>=|&&|\\|\\||[-+*/%&|^~!<>=(),:@]");

  private final Source source;
  private final Faults faults;
  private final String text;
  private final Matcher matcher;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  Lexer(Source source, Faults faults) {
    this.source = source;
    this.faults = faults;
    this.text = source.text();
    this.matcher = WORD.matcher(text);
  }

  List<Token> tokens() {
    while (at < text.length()) {
      next();
    }
    end(at);
    return tokens;
  }

  private void next() {
    char c = text.charAt(at);
    switch (c) {
      case '\n', '\r', ';' -> end(at + 1);
      case ' ', '\t', '\f' -> at++;
      case '#' -> lineComment();
      case '"' -> string();
      case '\'' -> character();
      default -> {
        if (c == '/' && text.startsWith("//", at)) {
          lineComment();
        } else if (c == '/' && text.startsWith("/*", at)) {
          blockComment();
        } else if (!word()) {
          unknown();
        }
      }
    }
  }

  private boolean word() {
    return take(REAL, Kind.REAL)
        || take(WORD, Kind.NAME)
        || take(NUMERIC, Kind.NUMERIC)
        || take(INTEGER, Kind.INTEGER)
        || take(MODIFIER, Kind.MODIFIER)
        || take(SIGN, Kind.SIGN);
  }

  private boolean take(Pattern pattern, Kind kind) {
    matcher.usePattern(pattern).region(at, text.length());
    matcher.useTransparentBounds(true);
    if (!matcher.lookingAt()) {
      return false;
    }
    tokens.add(new Token(kind, matcher.group(), at, matcher.end()));
    at = matcher.end();
    return true;
  }

  private void unknown() {
    int length = Character.charCount(text.codePointAt(at));
    String what = text.substring(at, at + length);
    faults.syntax(source.span(at, at + length), "`" + what + "` is no sign of assembly");
    lineComment(); // one fault is enough for a line
  }

  private void end(int next) {
    tokens.add(new Token(Kind.END, "", Math.min(at, text.length()), next));
    at = next;
  }

  private void lineComment() {
    while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
      at++;
    }
  }

  private void blockComment() {
    int close = text.indexOf("*/", at + 2);
    if (close < 0) {
      faults.syntax(source.span(at, at + 2), "`/*` has no `*/`");
      at = text.length();
    } else {
      at = close + 2;
    }
  }

  private void string() {
    int start = at++;
    StringBuilder bytes = new StringBuilder();
    while (at < text.length() && text.charAt(at) != '"' && text.charAt(at) != '\n') {
      append(bytes);
    }
    if (at < text.length() && text.charAt(at) == '"') {
      at++;
    } else {
      faults.syntax(source.span(start, start + 1), "a string without its closing `\"`");
    }
    tokens.add(new Token(Kind.STRING, bytes.toString(), start, at));
  }

  /// A character of a string: its bytes in UTF-8.
  private void append(StringBuilder bytes) {
    if (text.charAt(at) == '\\') {
      bytes.append((char) escape());
      return;
    }
    int length = Character.charCount(text.codePointAt(at));
    for (byte b : text.substring(at, at + length).getBytes(StandardCharsets.UTF_8)) {
      bytes.append((char) (b & 0xff));
    }
    at += length;
  }

  /// The value of `\n` and the like.
  private int escape() {
    int start = at++;
    char c = at < text.length() ? text.charAt(at) : '\n';
    if (c >= '0' && c <= '7') {
      int value = 0;
      for (int i = 0;
          i < 3 && at < text.length() && Character.digit(text.charAt(at), 8) >= 0;
          i++) {
        value = value * 8 + Character.digit(text.charAt(at++), 8);
      }
      return value & 0xff;
    }
    if (c == 'x') {
      return hexadecimal();
    }
    int index = "bfnrt\\\"'".indexOf(c);
    if (index < 0) {
      faults.syntax(source.span(start, at), "`\\` begins no escape sequence here");
      return '\\';
    }
    at++;
    return "\b\f\n\r\t\\\"'".charAt(index);
  }

  private int hexadecimal() {
    at++;
    int value = 0;
    while (at < text.length() && Character.digit(text.charAt(at), 16) >= 0) {
      value = (value * 16 + Character.digit(text.charAt(at++), 16)) & 0xff;
    }
    return value;
  }

  /// `'a'`, or `'a` as GNU as takes it, is the number of the character.
  private void character() {
    int start = at++;
    if (at >= text.length() || text.charAt(at) == '\n') {
      faults.syntax(source.span(start, start + 1), "a character is missing after `'`");
      return;
    }
    int value;
    if (text.charAt(at) == '\\') {
      value = escape();
    } else {
      value = text.codePointAt(at);
      at += Character.charCount(value);
    }
    if (at < text.length() && text.charAt(at) == '\'') {
      at++;
    }
    tokens.add(new Token(Kind.INTEGER, Integer.toString(value), start, at));
  }
}
