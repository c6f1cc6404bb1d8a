package org.tosc.backends.machines.mlir.syntax;

import java.util.Locale;
import org.tosc.backends.machines.mlir.syntax.Token.Kind;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;
import org.tosc.tir.source.Span;

/// A place in the text, and the words and signs that come there.
public final class Cursor {
  private static final int DEEPEST = 200;

  private final Source source;
  private final String text;
  private final Lexer lexer;
  private Token token;
  private int previousEnd;
  private int depth;

  Cursor(Source source) {
    this.source = source;
    this.text = source.text();
    this.lexer = new Lexer(text);
    this.token = lexer.next(0);
  }

  Token token() {
    return token;
  }

  /// What comes next, as it is written.
  public String peek() {
    return text.substring(token.start(), token.end());
  }

  /// What comes behind that.
  public String peekSecond() {
    Token second = lexer.next(token.end());
    return text.substring(second.start(), second.end());
  }

  public boolean isAtEnd() {
    return token.is(Kind.END);
  }

  /// Whether the text that comes next is this word or sign.
  public boolean at(String word) {
    return token.end() - token.start() == word.length() && text.startsWith(word, token.start());
  }

  boolean at(Kind kind) {
    return token.is(kind);
  }

  public boolean atValue() {
    return at(Kind.VALUE);
  }

  public boolean atSymbol() {
    return at(Kind.SYMBOL);
  }

  public boolean atLabel() {
    return at(Kind.LABEL);
  }

  public boolean atInteger() {
    return at(Kind.INTEGER);
  }

  public boolean atWord() {
    return at(Kind.WORD);
  }

  public boolean atString() {
    return at(Kind.STRING);
  }

  /// Takes what comes next.
  public String next() {
    String taken = peek();
    previousEnd = token.end();
    token = lexer.next(token.end());
    return taken;
  }

  /// Takes the word or sign if it is the one that comes next.
  public boolean accept(String word) {
    if (at(word)) {
      next();
      return true;
    }
    return false;
  }

  public void expect(String word) {
    if (!accept(word)) {
      fail("`" + word + "` is expected, not " + found());
    }
  }

  /// Takes the token of a kind.
  String expect(Kind kind, String what) {
    if (!at(kind)) {
      fail(what + " is expected, not " + found());
    }
    return next();
  }

  /// Takes a word such as `parallel`.
  public String word(String what) {
    return expect(Kind.WORD, what);
  }

  /// What comes next, for messages.
  public String found() {
    if (token.is(Kind.END)) {
      return "the end of the file";
    }
    String shown = peek();
    if (shown.length() == 1 && Character.isISOControl(shown.charAt(0))) {
      return String.format(Locale.ROOT, "the character U+%04X", (int) shown.charAt(0));
    }
    return "`" + (shown.length() > 40 ? shown.substring(0, 40) + "…" : shown) + "`";
  }

  /// The offset of what comes next.
  public int offset() {
    return token.start();
  }

  /// Goes to an offset of the text, forwards or back.
  public void jump(int offset) {
    token = lexer.next(offset);
  }

  /// The offset behind what was taken last.
  public int previousEnd() {
    return previousEnd;
  }

  public Span span() {
    return source.span(token.start(), Math.max(token.end(), token.start()));
  }

  /// From an offset to the end of what was taken last.
  public Span spanFrom(int start) {
    return source.span(start, Math.max(start, previousEnd));
  }

  String textBetween(int start, int end) {
    return text.substring(start, end);
  }

  public Source source() {
    return source;
  }

  /// Whether what comes next begins a line.
  boolean beginsLine() {
    for (int i = token.start() - 1; i >= 0; i--) {
      char c = text.charAt(i);
      if (c == '\n') {
        return true;
      }
      if (c != ' ' && c != '\t' && c != '\r') {
        return false;
      }
    }
    return true;
  }

  /// Goes one level deeper; every reader that calls itself does.
  void enter() {
    if (++depth > DEEPEST) {
      depth = 0;
      throw new SyntaxFault(
          Diagnostic.of(Code.E1701, span(), "nested more than " + DEEPEST + " levels deep"));
    }
  }

  void leave() {
    depth = Math.max(0, depth - 1);
  }

  int depth() {
    return depth;
  }

  void resetDepth(int to) {
    depth = to;
  }

  /// Ends the operation that is being read: something else was expected here.
  ///
  /// @throws SyntaxFault always
  public SyntaxFault fail(String message) {
    throw new SyntaxFault(Diagnostic.of(Code.E1701, span(), message));
  }

  /// The same with a place of its own.
  ///
  /// @throws SyntaxFault always
  public SyntaxFault failAt(Span at, String message) {
    throw new SyntaxFault(Diagnostic.of(Code.E1701, at, message));
  }
}
