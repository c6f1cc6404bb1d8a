package org.tosc.grammar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/// The tokens as they were cut, and those that go to the parser: where [Layout] reads and writes.
final class Tape {
  /// A token that stands for text that is not there; it covers none.
  static final class Virtual extends CommonToken {
    private static final long serialVersionUID = 1;

    Virtual(CommonToken before, int type, String text) {
      super(type, text);
      source = before.getTokenSource() == null ? source : pair(before);
      setStartIndex(before.getStartIndex());
      setStopIndex(before.getStartIndex() - 1);
      setLine(before.getLine());
      setCharPositionInLine(before.getCharPositionInLine());
    }

    private static org.antlr.v4.runtime.misc.Pair<
            org.antlr.v4.runtime.TokenSource, org.antlr.v4.runtime.CharStream>
        pair(CommonToken token) {
      return new org.antlr.v4.runtime.misc.Pair<>(token.getTokenSource(), token.getInputStream());
    }
  }

  private final String text;
  private final CommonToken[] code;
  private final int count;

  /// For each code token the first NEWLINE between it and the one before.
  private final @Nullable CommonToken[] breaks;

  /// Comments, by the code token that follows them.
  private final List<CommonToken> comments = new ArrayList<>();

  private final int[] commentsBefore;

  private final List<Token> out;
  private int @Nullable [] partners;
  private int at = -1;
  private int statementAt;
  private @Nullable CommonToken previous;

  Tape(String text, List<CommonToken> raw) {
    this.text = text;
    code = new CommonToken[raw.size()];
    breaks = new CommonToken[raw.size()];
    commentsBefore = new int[raw.size() + 1];
    out = new ArrayList<>(raw.size() + raw.size() / 8 + 8);
    CommonToken pending = null;
    int n = 0;
    for (CommonToken token : raw) {
      if (token.getType() == PseudocodeLexer.NEWLINE) {
        pending = pending == null ? token : pending;
      } else if (token.getChannel() != Token.DEFAULT_CHANNEL) {
        comments.add(token);
      } else {
        code[n] = token;
        breaks[n] = pending;
        commentsBefore[n] = comments.size();
        pending = null;
        n++;
      }
    }
    count = n;
  }

  /// Moves to the next token; false behind the last one (which is EOF).
  boolean advance() {
    at++;
    return at < count;
  }

  /// Leaves the next token out.
  void skipNext() {
    at++;
  }

  CommonToken token() {
    return code[at];
  }

  @Nullable CommonToken lineBreak() {
    return breaks[at];
  }

  int index() {
    return at;
  }

  /// The index of the current token, or of the one before if that is meant.
  int indexOf(CommonToken token) {
    return code[at].getStartIndex() == token.getStartIndex() ? at : at - 1;
  }

  /// Does the text have any `end`?
  boolean hasEnd() {
    for (int i = 0; i < count; i++) {
      if (code[i].getType() == PseudocodeLexer.END) {
        return true;
      }
    }
    return false;
  }

  int count() {
    return count;
  }

  CommonToken get(int index) {
    return code[Math.min(index, count - 1)];
  }

  int type(int index) {
    return index < count ? code[index].getType() : Token.EOF;
  }

  /// As [#type], also of what would stand before the first token.
  int typeBefore(int index) {
    return index < 0 ? Token.EOF : type(index);
  }

  boolean breakBefore(int index) {
    return index >= count || breaks[index] != null || code[index].getType() == Token.EOF;
  }

  /// The type of the token `ahead` places further on, or EOF if a line break comes first.
  int sameLine(int ahead) {
    for (int i = at + 1; i <= at + ahead; i++) {
      if (breakBefore(i)) {
        return Token.EOF;
      }
    }
    return type(at + ahead);
  }

  /// True if no space stands between the current token and the next.
  boolean touchesNext() {
    return at + 1 < count && code[at].getStopIndex() + 1 == code[at + 1].getStartIndex();
  }

  /// Columns count from 0; a tab reaches to the next multiple of 8.
  int column(Token token) {
    int width = 0;
    for (int i = lineStart(token.getStartIndex()); i < token.getStartIndex(); i++) {
      width = text.charAt(i) == '\t' ? (width / 8 + 1) * 8 : width + 1;
    }
    return width;
  }

  int lineStart(int offset) {
    int start = Math.min(offset, text.length());
    while (start > 0 && text.charAt(start - 1) != '\n' && text.charAt(start - 1) != '\r') {
      start--;
    }
    return start;
  }

  String text() {
    return text;
  }

  /// The index of the bracket that closes the one at `open`, or -1.
  int matching(int open) {
    if (partners == null) {
      partners = pairBrackets();
    }
    return open < count ? partners[open] : -1;
  }

  private int[] pairBrackets() {
    int[] pairs = new int[count];
    int[] open = new int[count];
    int depth = 0;
    for (int i = 0; i < count; i++) {
      pairs[i] = -1;
      switch (code[i].getType()) {
        case PseudocodeLexer.LPAREN,
            PseudocodeLexer.LBRACK,
            PseudocodeLexer.LBRACE,
            PseudocodeLexer.INTERPOLATION_OPEN ->
            open[depth++] = i;
        case PseudocodeLexer.RPAREN,
            PseudocodeLexer.RBRACK,
            PseudocodeLexer.RBRACE,
            PseudocodeLexer.INTERPOLATION_CLOSE -> {
          if (depth > 0) {
            pairs[open[--depth]] = i;
          }
        }
        default -> {}
      }
    }
    return pairs;
  }

  // ------------------------------------------------------------------ writing

  @Nullable CommonToken previous() {
    return previous;
  }

  int previousType() {
    return previous == null ? Token.EOF : previous.getType();
  }

  void emit(CommonToken token) {
    flushComments();
    out.add(token);
    previous = token;
  }

  /// Ends the line before the current token; comments that stand before the break stay there.
  void emitBreak(CommonToken lineBreak) {
    int from = at == 0 ? 0 : commentsBefore[at - 1];
    int to = commentsBefore[at];
    from = Math.max(from, flushed);
    while (from < to && comments.get(from).getStartIndex() < lineBreak.getStartIndex()) {
      out.add(comments.get(from++));
    }
    flushed = from;
    out.add(lineBreak);
    previous = lineBreak;
  }

  private int flushed;

  private void flushComments() {
    int to = commentsBefore[Math.min(at, count - 1)];
    while (flushed < to) {
      out.add(comments.get(flushed++));
    }
  }

  /// Writes a token that stands for missing text: at the current token, or behind the previous one.
  Virtual emitVirtual(int type, String spelling) {
    Virtual token = new Virtual(code[Math.min(at, count - 1)], type, spelling);
    if (previous != null && breaks[Math.min(at, count - 1)] != null) {
      int behind = previous.getStopIndex() + 1;
      token.setStartIndex(Math.max(behind, previous.getStartIndex()));
      token.setStopIndex(token.getStartIndex() - 1);
    }
    out.add(token);
    previous = token;
    return token;
  }

  void markStatement() {
    flushComments();
    statementAt = out.size();
  }

  /// Puts a token in front of the statement that is being written.
  Virtual insertAtStatement(int type, String spelling) {
    int place = Math.min(statementAt, out.size());
    CommonToken before = place < out.size() ? (CommonToken) out.get(place) : token();
    Virtual token = new Virtual(before, type, spelling);
    out.add(place, token);
    return token;
  }

  /// The tokens written so far, for a look back.
  List<Token> written() {
    return out;
  }

  List<Token> result() {
    return out;
  }

  @Override
  public String toString() {
    return Arrays.toString(out.toArray());
  }
}
