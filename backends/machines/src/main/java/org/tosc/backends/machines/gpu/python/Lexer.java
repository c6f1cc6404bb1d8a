package org.tosc.backends.machines.gpu.python;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tosc.backends.machines.gpu.python.Token.Kind;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;

/// Cuts a text into words and signs, and lines into blocks.
final class Lexer {
  private static final int TAB = 8;
  private static final Pattern NUMBER =
      Pattern.compile(
          "0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+"
              + "|(?:[0-9][0-9_]*\\.?[0-9_]*|\\.[0-9][0-9_]*)(?:[eE][+-]?[0-9][0-9_]*)?");
  private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");
  private static final Pattern PREFIX = Pattern.compile("[rRbBuUfF]{0,2}(?=['\"])");
  private static final Pattern SIGN =
      Pattern.compile(
          "\\*\\*=|//=|>>=|<<=|\\.\\.\\.|->|:=|==|!=|<=|>=|<<|>>|\\*\\*|//|\\+=|-=|\\*=|/=|%=|&=|\\|=|\\^=|@="
              + "|[-+*/%@<>=()\\[\\]{}.,:;&|^~]");

  /// Words at the beginning of a line that cannot be inside brackets.
  private static final Set<String> STATEMENT_WORDS = Set.of("def", "class", "import", "return");

  private final Source source;
  private final String text;
  private final List<Diagnostic> faults;
  private final List<Token> tokens = new ArrayList<>();
  private final Deque<Integer> indents = new ArrayDeque<>(List.of(0));
  private final Deque<Token> brackets = new ArrayDeque<>();

  /// The last place that was told to be no sign of Python; -1 for none.
  private int strange = -1;

  private int at;

  private Lexer(Source source, List<Diagnostic> faults) {
    this.source = source;
    this.text = source.text();
    this.faults = faults;
  }

  /// All tokens; what cannot be one is told and left out.
  static List<Token> tokens(Source source, List<Diagnostic> faults) {
    Lexer lexer = new Lexer(source, faults);
    while (lexer.at < lexer.text.length()) {
      lexer.line();
    }
    lexer.unclosed();
    lexer.indent(0);
    lexer.add(Kind.END, lexer.at, lexer.at);
    return List.copyOf(lexer.tokens);
  }

  private void fault(int start, int end, String message) {
    faults.add(Diagnostic.of(Code.E1801, source.span(start, end), message));
  }

  private void add(Kind kind, int start, int end) {
    tokens.add(new Token(kind, text.substring(start, end), start, end));
  }

  /// A line, with those that continue it.
  private void line() {
    int width = 0;
    int start = at;
    while (at < text.length() && " \t\f".indexOf(text.charAt(at)) >= 0) {
      width = text.charAt(at) == '\t' ? (width / TAB + 1) * TAB : width + 1;
      at++;
    }
    if (isBlank()) {
      skipLine();
      return;
    }
    int before = tokens.size();
    indent(width);
    if (tokens.size() == before + 1 && tokens.getLast().kind() == Kind.INDENT) {
      tokens.set(before, new Token(Kind.INDENT, "", start, at));
    }
    content();
  }

  private boolean isBlank() {
    return at >= text.length() || "#\r\n".indexOf(text.charAt(at)) >= 0;
  }

  private void skipLine() {
    while (at < text.length() && text.charAt(at) != '\n') {
      at++;
    }
    at++;
    at = Math.min(at, text.length());
  }

  private void indent(int width) {
    if (width > indents.peek()) {
      indents.push(width);
      add(Kind.INDENT, at, at);
      return;
    }
    while (width < indents.peek()) {
      indents.pop();
      add(Kind.DEDENT, at, at);
    }
    if (width != indents.peek()) {
      fault(at, at, "this line is indented like no line of an enclosing block");
      indents.push(width);
      add(Kind.INDENT, at, at);
    }
  }

  private void content() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\n' || c == '\r' || c == '#') {
        int start = at;
        skipLine();
        if (brackets.isEmpty() || endsBrackets()) {
          tokens.add(new Token(Kind.NEWLINE, "", start, start));
          return;
        }
      } else if (c == ' ' || c == '\t' || c == '\f') {
        at++;
      } else if (c == '\\' && at + 1 < text.length() && isLineEnd(text.charAt(at + 1))) {
        at++;
        skipLine();
      } else {
        token();
      }
    }
    tokens.add(new Token(Kind.NEWLINE, "", at, at));
  }

  private static boolean isLineEnd(char c) {
    return c == '\n' || c == '\r';
  }

  /// Whether the next line begins a statement although a bracket is open: it was forgotten.
  private boolean endsBrackets() {
    int next = at;
    while (next < text.length() && (text.charAt(next) == ' ' || text.charAt(next) == '\t')) {
      next++;
    }
    Matcher name = NAME.matcher(text).region(next, text.length());
    boolean isDecorator = next == at && next < text.length() && text.charAt(next) == '@';
    boolean isStatement = name.lookingAt() && STATEMENT_WORDS.contains(name.group());
    if (isDecorator || isStatement) {
      unclosed();
      return true;
    }
    return false;
  }

  private void unclosed() {
    if (!brackets.isEmpty()) {
      Token open = brackets.peek();
      fault(open.start(), open.end(), "this `" + open.text() + "` is not closed");
      brackets.clear();
    }
    if (!tokens.isEmpty() && tokens.getLast().kind() != Kind.NEWLINE && at >= text.length()) {
      tokens.add(new Token(Kind.NEWLINE, "", at, at));
    }
  }

  private void token() {
    int start = at;
    Matcher prefix = PREFIX.matcher(text).region(at, text.length());
    if (prefix.lookingAt()) {
      string(prefix.end());
      return;
    }
    Matcher name = NAME.matcher(text).region(at, text.length());
    if (name.lookingAt()) {
      at = name.end();
      add(Kind.NAME, start, at);
      return;
    }
    Matcher number = NUMBER.matcher(text).region(at, text.length());
    if (number.lookingAt()) {
      number(number.end());
      return;
    }
    Matcher sign = SIGN.matcher(text).region(at, text.length());
    if (sign.lookingAt()) {
      at = sign.end();
      add(Kind.SIGN, start, at);
      bracket(tokens.getLast());
      return;
    }
    int end = text.offsetByCodePoints(at, 1);
    // Once a line: what is no Python at all would say little else.
    if (strange < 0 || text.lastIndexOf('\n', start) > strange) {
      fault(start, end, "`" + text.substring(start, end) + "` is no sign of Python");
      strange = start;
    }
    at = end;
  }

  private void number(int end) {
    int start = at;
    at = end;
    Matcher name = NAME.matcher(text).region(at, text.length());
    if (name.lookingAt()) {
      at = name.end();
      fault(start, at, "`" + text.substring(start, at) + "` is neither a number nor a name");
    }
    add(Kind.NUMBER, start, end);
  }

  private void bracket(Token token) {
    switch (token.text()) {
      case "(", "[", "{" -> brackets.push(token);
      case ")", "]", "}" -> {
        String opening = "([{".substring(")]}".indexOf(token.text())).substring(0, 1);
        if (brackets.isEmpty()) {
          fault(token.start(), token.end(), "`" + token.text() + "` closes nothing");
          tokens.removeLast();
        } else {
          Token open = brackets.pop();
          if (!open.text().equals(opening)) {
            fault(
                token.start(),
                token.end(),
                "`" + token.text() + "` does not close `" + open.text() + "`");
          }
        }
      }
      case String _ -> {}
    }
  }

  private void string(int quote) {
    int start = at;
    char mark = text.charAt(quote);
    String triple = String.valueOf(mark).repeat(3);
    boolean isTriple = text.startsWith(triple, quote);
    at = quote + (isTriple ? 3 : 1);
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\\') {
        at = Math.min(at + 2, text.length());
      } else if (isTriple ? text.startsWith(triple, at) : c == mark) {
        at += isTriple ? 3 : 1;
        add(Kind.TEXT, start, at);
        return;
      } else if (!isTriple && isLineEnd(c)) {
        break;
      } else {
        at++;
      }
    }
    int end = isTriple ? quote + 3 : at;
    fault(start, end, "this text has no end");
    tokens.add(new Token(Kind.TEXT, text.substring(start, at), start, at));
  }
}
