package org.tosc.backends.machines.gpu.python;

import java.io.Serial;
import java.util.List;
import org.tosc.backends.machines.gpu.python.Token.Kind;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;
import org.tosc.tir.source.Span;

/// A place in a list of tokens.
final class Cursor {
  private static final int DEEPEST = 100;

  /// What ends a statement that does not parse.
  static final class Broken extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;
    private final transient Diagnostic diagnostic;

    Broken(Diagnostic diagnostic) {
      super(diagnostic.message(), null, false, false);
      this.diagnostic = diagnostic;
    }

    Diagnostic diagnostic() {
      return diagnostic;
    }
  }

  private final Source source;
  private final List<Token> tokens;
  private int at;
  private int depth;

  Cursor(Source source, List<Token> tokens) {
    this.source = source;
    this.tokens = tokens;
  }

  Token peek() {
    return tokens.get(at);
  }

  Token peek(int further) {
    return tokens.get(Math.min(at + further, tokens.size() - 1));
  }

  Token next() {
    Token token = peek();
    if (token.kind() != Kind.END) {
      at++;
    }
    return token;
  }

  int place() {
    return at;
  }

  boolean is(String text) {
    return peek().is(text);
  }

  boolean is(Kind kind) {
    return peek().kind() == kind;
  }

  /// Takes a word or sign where it is next.
  boolean take(String text) {
    if (is(text)) {
      at++;
      return true;
    }
    return false;
  }

  /// @param where in words, behind what was expected
  Token expect(String text, String where) {
    if (is(text)) {
      return next();
    }
    throw broken("`" + text + "` is expected " + where + ", not " + peek().describe());
  }

  Token name(String what) {
    if (is(Kind.NAME) && !Words.RESERVED.contains(peek().text())) {
      return next();
    }
    throw broken(what + " is expected, not " + peek().describe());
  }

  Broken broken(String message) {
    return broken(peek(), message);
  }

  Broken broken(Token token, String message) {
    int end = Math.max(token.end(), token.start());
    return new Broken(Diagnostic.of(Code.E1801, source.span(token.start(), end), message));
  }

  void enter() {
    if (++depth > DEEPEST) {
      depth = 0;
      throw broken("this is nested more than " + DEEPEST + " deep");
    }
  }

  void leave() {
    depth = Math.max(0, depth - 1);
  }

  void surface() {
    depth = 0;
  }

  /// From a token to the last one that was taken.
  Span since(Token first) {
    int end = at == 0 ? first.end() : Math.max(first.end(), tokens.get(at - 1).end());
    return source.span(first.start(), end);
  }

  Span span(int start, int end) {
    return source.span(start, end);
  }

  /// Skips what is left of a statement, with the block below it.
  void skipStatement() {
    while (!is(Kind.NEWLINE) && !is(Kind.END) && !is(Kind.DEDENT) && !is(Kind.INDENT)) {
      at++;
    }
    if (is(Kind.NEWLINE)) {
      at++;
    }
    skipBlock();
  }

  /// Skips an indented block where there is one.
  void skipBlock() {
    int level = 0;
    if (!is(Kind.INDENT)) {
      return;
    }
    do {
      level += is(Kind.INDENT) ? 1 : is(Kind.DEDENT) ? -1 : 0;
      at++;
    } while (level > 0 && !is(Kind.END));
  }
}
