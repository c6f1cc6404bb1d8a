package org.tosc.frontend.neuro.format;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.format.Marks.Bracket;
import org.tosc.frontend.neuro.format.Marks.Comma;
import org.tosc.frontend.neuro.format.Marks.Style;
import org.tosc.grammar.NeuroLangLexer;
import org.tosc.grammar.NeuroParseResult;

/// Turns tokens and comments into pieces of a layout.
final class Pieces {
  private final List<? extends Token> tokens;
  private final Marks marks;
  private final List<Piece> out = new ArrayList<>();
  private final Deque<Bracket> open = new ArrayDeque<>();

  /// Comments since the last token.
  private final List<Token> comments = new ArrayList<>();

  private @Nullable Token previous;

  /// The last token or comment, for empty lines.
  private @Nullable Token before;

  /// Whether nothing has been written since the last opening bracket.
  private boolean opened;

  Pieces(NeuroParseResult syntax, Marks marks) {
    this.tokens = syntax.tokens().getTokens();
    this.marks = marks;
  }

  List<Piece> all() {
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (token.getChannel() != Token.DEFAULT_CHANNEL) {
        comments.add(token);
      } else if (token.getType() == Token.EOF) {
        trailingComments();
        ownComments();
      } else if (token.getType() != NeuroLangLexer.TAIL && !isDropped(i)) {
        token(token, i);
      }
    }
    return out;
  }

  // ------------------------------------------------------------------ commas

  /// A comma at the end of a list, which the layout writes where it wants one.
  private boolean isDropped(int index) {
    if (tokens.get(index).getType() != NeuroLangLexer.COMMA) {
      return false;
    }
    int next = next(index);
    int type = tokens.get(next).getType();
    int last = previous == null ? -1 : previous.getTokenIndex();
    if (marks.comma.get(last) || marks.noComma.get(last)) {
      return true;
    }
    boolean closes = closes(tokens.get(next), next);
    boolean keeps = closes && !open.isEmpty() && open.getFirst().comma() == Comma.ALWAYS;
    return (closes && !keeps) || type == NeuroLangLexer.BODY_LBRACE;
  }

  private int next(int index) {
    int next = index + 1;
    while (next < tokens.size() - 1
        && (tokens.get(next).getChannel() != Token.DEFAULT_CHANNEL
            || tokens.get(next).getType() == NeuroLangLexer.TAIL)) {
      next++;
    }
    return next;
  }

  private boolean closes(Token token, int index) {
    return switch (token.getType()) {
      case NeuroLangLexer.RPAREN, NeuroLangLexer.RBRACK, NeuroLangLexer.RBRACE -> true;
      case NeuroLangLexer.GT -> marks.angles.get(index);
      default -> false;
    };
  }

  // ------------------------------------------------------------------ tokens

  private void token(Token token, int index) {
    Bracket closed = closes(token, index) && !open.isEmpty() ? open.pop() : null;
    if (closed == null) {
      before(token, index);
    } else {
      close(closed, token);
    }
    repeat(Piece.Mark.BEGIN, marks.begins.getOrDefault(index, 0));
    out.add(new Piece.Text(token.getText()));
    repeat(Piece.Mark.INDENT, marks.indents.getOrDefault(index, 0));
    if (closed != null && closed.style() != Style.SOFT_BLOCK) {
      out.add(Piece.Mark.END);
    }
    opened = false;
    Bracket bracket = marks.brackets.get(index);
    if (bracket != null) {
      if (bracket.style() != Style.SOFT_BLOCK) {
        out.add(Piece.Mark.BEGIN);
      }
      open.push(bracket);
      opened = true;
    }
    repeat(Piece.Mark.DEDENT, marks.dedents.getOrDefault(index, 0));
    repeat(Piece.Mark.END, marks.ends.getOrDefault(index, 0));
    if (marks.comma.get(index)) {
      out.add(new Piece.Text(","));
    }
    previous = token;
    before = token;
  }

  private void repeat(Piece.Mark mark, int count) {
    for (int i = 0; i < count; i++) {
      out.add(mark);
    }
  }

  /// What stands between the previous token and one that closes nothing.
  private void before(Token token, int index) {
    trailingComments();
    boolean own = !comments.isEmpty();
    if (opened) {
      out.add(Piece.Mark.INDENT);
      boolean block = open.getFirst().style() == Style.BLOCK;
      out.add(block || own ? new Piece.Hard(false) : inside(open.getFirst().style()));
    } else if (marks.units.get(index) || own) {
      out.add(new Piece.Hard(previous != null && isBlankBefore(own ? comments.getFirst() : token)));
    } else if (previous != null) {
      out.add(between(previous, token, index));
    }
    if (own) {
      comments(token);
    }
  }

  private static Piece inside(Style style) {
    return new Piece.Line(style == Style.LIST ? "" : " ");
  }

  /// Comments on lines of their own; the current line is empty.
  private void comments(Token token) {
    for (Token comment : comments) {
      boolean first = comment == comments.getFirst();
      if (!first) {
        out.add(new Piece.Hard(isBlankBefore(comment)));
      }
      out.add(new Piece.Text(comment.getText().stripTrailing()));
      before = comment;
    }
    boolean unit = marks.units.get(token.getTokenIndex());
    out.add(new Piece.Hard(unit && isBlankBefore(token)));
    comments.clear();
  }

  /// A bracket that closes: before it the comma of a broken list and the last comments.
  private void close(Bracket bracket, Token token) {
    boolean empty = opened && comments.isEmpty();
    boolean list = bracket.style() == Style.LIST || bracket.style() == Style.FIELDS;
    if (list && !opened && bracket.comma() == Comma.IF_BROKEN && !endsInRest()) {
      out.add(new Piece.IfBroken(","));
    }
    if (opened && !empty) {
      out.add(Piece.Mark.INDENT);
    }
    trailingComments();
    boolean own = !comments.isEmpty();
    for (Token comment : comments) {
      boolean blank = !(opened && comment == comments.getFirst()) && isBlankBefore(comment);
      out.add(new Piece.Hard(blank));
      out.add(new Piece.Text(comment.getText().stripTrailing()));
      before = comment;
    }
    comments.clear();
    if (!empty) {
      out.add(Piece.Mark.DEDENT);
      boolean hard = bracket.style() == Style.BLOCK || own;
      out.add(hard ? new Piece.Hard(false) : inside(bracket.style()));
    }
    before = token;
  }

  /// `..` of a pattern, behind which no comma stands.
  private boolean endsInRest() {
    return previous != null && previous.getType() == NeuroLangLexer.DOTDOT;
  }

  // ------------------------------------------------------------------ comments

  /// Comments that stand in the line of the token before them.
  private void trailingComments() {
    while (!comments.isEmpty()
        && before != null
        && comments.getFirst().getType() != NeuroLangLexer.DOC_COMMENT
        && sameLine(before, comments.getFirst())) {
      Token comment = comments.getFirst();
      String text = comment.getText().stripTrailing();
      boolean inLine = comment.getType() == NeuroLangLexer.BLOCK_COMMENT && text.indexOf('\n') < 0;
      out.add(inLine ? new Piece.Text(" " + text) : new Piece.Trailing(text));
      before = comment;
      comments.removeFirst();
    }
  }

  private static int endLine(Token token) {
    int lines = 0;
    String text = token.getText();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean ends =
          c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'));
      lines += ends ? 1 : 0;
    }
    return token.getLine() + lines;
  }

  private static boolean sameLine(Token before, Token after) {
    return endLine(before) == after.getLine();
  }

  private boolean isBlankBefore(Token token) {
    return before != null && token.getLine() > endLine(before) + 1;
  }

  /// What is left at the end of the file.
  private void ownComments() {
    for (Token comment : comments) {
      out.add(new Piece.Hard(isBlankBefore(comment)));
      out.add(new Piece.Text(comment.getText().stripTrailing()));
      before = comment;
    }
  }

  // ------------------------------------------------------------------ spaces

  private Piece between(Token left, Token right, int index) {
    if (marks.operators.get(index)) {
      return new Piece.Line(" ");
    }
    if (marks.dots.get(index)) {
      return new Piece.Line("");
    }
    boolean inList = !open.isEmpty() && open.getFirst().style() != Style.BLOCK;
    if (left.getType() == NeuroLangLexer.COMMA && inList) {
      return new Piece.Line(" ");
    }
    return new Piece.Text(Spaces.isBetween(left, right, marks) ? " " : "");
  }
}
