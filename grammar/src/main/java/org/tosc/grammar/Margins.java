package org.tosc.grammar;

import static org.tosc.grammar.PseudocodeLexer.*;

import java.util.List;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/// What the column of a line's first token means: which indented blocks begin and end there.
final class Margins {
  private final Tape tape;
  private final Layout layout;
  private final Faults faults;

  Margins(Tape tape, Layout layout, Faults faults) {
    this.tape = tape;
    this.layout = layout;
    this.faults = faults;
  }

  /// Opens and closes blocks so that the current token, the first of its line, is in its place.
  void settle(CommonToken token) {
    boolean atEnd = token.getType() == Token.EOF;
    int column = atEnd ? -1 : tape.column(token);
    boolean closed = false;
    while (true) {
      Frame top = layout.top();
      switch (top.kind) {
        case INDENTED -> {
          if (column >= top.column) {
            checkColumn(top, token, column, closed);
            return;
          }
          layout.pop();
          layout.top().phase = Frame.Phase.BETWEEN;
          closed = true;
        }
        case INLINE -> {
          layout.pop();
          layout.top().phase = Frame.Phase.BETWEEN;
        }
        case CONSTRUCT -> {
          if (!leaveConstruct(top, token, column)) {
            return;
          }
        }
        case FILE -> {
          if (!atEnd) {
            checkColumn(top, token, column, closed);
          }
          return;
        }
        case BRACKET -> {
          return;
        }
      }
    }
  }

  /// One step at a construct's frame; false if the token belongs there.
  private boolean leaveConstruct(Frame top, CommonToken token, int column) {
    return switch (top.phase) {
      case COLON -> {
        openIndented(top, token, column);
        yield top.phase == Frame.Phase.BETWEEN;
      }
      case BETWEEN -> {
        boolean leaves = !layout.clauses().continues(top, token, column);
        if (leaves) {
          layout.ends().close(top);
        }
        yield leaves;
      }
      case KEYWORD_BODY -> layout.hints() && layout.ends().endMissingAt(top, token, column);
      case HEADER, COLON_BODY -> false;
    };
  }

  private void openIndented(Frame header, CommonToken token, int column) {
    if (column <= header.column) {
      faults.within(FaultKind.EMPTY_BLOCK, colonOf(header), header, "an indented block");
      header.phase = Frame.Phase.BETWEEN;
      return;
    }
    Frame body = new Frame(Frame.Kind.INDENTED, token, COLON, column);
    body.marginStart = tape.lineStart(token.getStartIndex());
    body.marginEnd = token.getStartIndex();
    header.phase = Frame.Phase.COLON_BODY;
    Frame outer = outerMargin();
    layout.push(body);
    layout.statementStart(true);
    if (outer != null) {
      checkMix(outer, body, token);
    }
    checkOneKind(body, token);
  }

  private Token colonOf(Frame header) {
    CommonToken previous = tape.previous();
    return previous == null ? header.opener : previous;
  }

  private @Nullable Frame outerMargin() {
    for (int i = 0; i < layout.depth(); i++) {
      Frame frame = layout.below(i);
      if (frame.is(Frame.Kind.INDENTED)) {
        return frame;
      }
      if (frame.in(Frame.Phase.KEYWORD_BODY)) {
        return null;
      }
    }
    return null;
  }

  private void checkColumn(Frame frame, CommonToken token, int column, boolean closed) {
    boolean sameMargin = frame.is(Frame.Kind.INDENTED) && mixed(frame, token);
    if (column == frame.column) {
      frame.tolerant &= token.getType() == END || TokenSets.isClause(token.getType());
      return;
    }
    if (sameMargin || frame.tolerant) {
      return;
    }
    frame.tolerant = true;
    FaultKind kind = closed ? FaultKind.DEDENT_MATCHES_NOTHING : FaultKind.STRAY_INDENT;
    int start = tape.lineStart(token.getStartIndex());
    String margin =
        frame.is(Frame.Kind.INDENTED)
            ? tape.text().substring(frame.marginStart, frame.marginEnd)
            : "";
    SyntaxFault.Edit edit = new SyntaxFault.Edit(start, token.getStartIndex() - start, margin);
    faults.add(kind, token, edit);
  }

  /// Reports a line whose whitespace is of another kind than its block's.
  private boolean mixed(Frame frame, CommonToken token) {
    String text = tape.text();
    int start = tape.lineStart(token.getStartIndex());
    int length = token.getStartIndex() - start;
    int wanted = frame.marginEnd - frame.marginStart;
    boolean same = length == wanted && text.regionMatches(start, text, frame.marginStart, length);
    if (same || !differs(start, token.getStartIndex(), frame.marginStart, frame.marginEnd)) {
      return false;
    }
    report(frame, token, start, text.substring(frame.marginStart, frame.marginEnd));
    return true;
  }

  private void checkMix(Frame outer, Frame body, CommonToken token) {
    if (differs(body.marginStart, body.marginEnd, outer.marginStart, outer.marginEnd)) {
      report(outer, token, body.marginStart, retabbed(outer, body.column));
    }
  }

  private void checkOneKind(Frame body, CommonToken token) {
    String margin = tape.text().substring(body.marginStart, body.marginEnd);
    if (margin.indexOf('\t') >= 0 && margin.indexOf(' ') >= 0) {
      String tabs = margin.charAt(0) == '\t' ? "\t".repeat((body.column + 7) / 8) : null;
      report(body, token, body.marginStart, tabs == null ? " ".repeat(body.column) : tabs);
    }
  }

  private String retabbed(Frame outer, int column) {
    boolean tabs = tape.text().charAt(outer.marginStart) == '\t';
    return tabs ? "\t".repeat((column + 7) / 8) : " ".repeat(column);
  }

  private void report(Frame block, CommonToken token, int start, String margin) {
    int length = token.getStartIndex() - start;
    SyntaxFault.Edit edit = new SyntaxFault.Edit(start, length, margin);
    faults.add(
        new SyntaxFault(
            FaultKind.TAB_SPACE_MIX,
            start,
            length,
            tape.text().substring(start, start + length),
            List.of(),
            block.construct(),
            edit));
  }

  /// True if one range has a tab where the other has a space.
  private boolean differs(int from, int to, int otherFrom, int otherTo) {
    int length = Math.min(to - from, otherTo - otherFrom);
    return !tape.text().regionMatches(from, tape.text(), otherFrom, length);
  }
}
