package org.tosc.grammar;

import static org.tosc.grammar.PseudocodeLexer.*;

import org.antlr.v4.runtime.CommonToken;
import org.jspecify.annotations.Nullable;

/// Where constructs end: by `end`, by a column, by a bracket, by the end of the file.
final class Ends {
  private final Tape tape;
  private final Layout layout;
  private final Faults faults;

  /// The last construct in the indented style that was closed, to recognise its superfluous `end`.
  private @Nullable Frame lastColonStyle;

  Ends(Tape tape, Layout layout, Faults faults) {
    this.tape = tape;
    this.layout = layout;
    this.faults = faults;
  }

  void end(CommonToken token) {
    layout.clauses().finishStatement();
    while (true) {
      Frame top = layout.top();
      if (top.is(Frame.Kind.INLINE)) {
        layout.pop();
        layout.top().phase = Frame.Phase.BETWEEN;
      } else if (top.in(Frame.Phase.BETWEEN) && !top.mixed) {
        close(top);
      } else {
        break;
      }
    }
    Frame top = layout.top();
    if (top.in(Frame.Phase.KEYWORD_BODY) || top.in(Frame.Phase.BETWEEN)) {
      if (layout.hints() && superfluous(top, token)) {
        strayEnd(token);
        return;
      }
      closeWith(top, token);
      return;
    }
    layout.unbalanced();
    strayEnd(token);
  }

  /// By its column this `end` belongs to no open construct.
  private boolean superfluous(Frame construct, CommonToken token) {
    return tape.lineBreak() != null
        && construct.bodyIndented
        && tape.column(token) > construct.column;
  }

  private void closeWith(Frame construct, CommonToken end) {
    if (construct.word == REPEAT) {
      faults.within(FaultKind.MISSING_UNTIL, end, construct, "`until`");
      emitUntil();
      layout.pop();
      layout.statementStart(true);
      return;
    }
    checkComplete(construct);
    layout.pop();
    layout.write(end);
    if (!construct.expression) {
      layout.statementStart(true);
      trailingWord(construct);
    }
  }

  /// `end if`: the word after `end` is not wanted, but for `end loop`, which the older dialect has.
  private void trailingWord(Frame construct) {
    int next = tape.index() + 1;
    if (tape.breakBefore(next) || !TokenSets.isWord(tape.type(next))) {
      return;
    }
    boolean alone = tape.breakBefore(next + 1);
    if (!alone || tape.type(next) == END || TokenSets.isClause(tape.type(next))) {
      return;
    }
    CommonToken word = tape.get(next);
    if (tape.type(next) == construct.word || tape.type(next) == IDENT) {
      if (construct.word != LOOP) {
        CommonToken end = tape.token();
        int from = end.getStopIndex() + 1;
        SyntaxFault.Edit edit = new SyntaxFault.Edit(from, word.getStopIndex() + 1 - from, "");
        faults.add(FaultKind.END_WITH_KEYWORD, word, edit);
      }
      tape.advance();
    }
  }

  private void strayEnd(CommonToken token) {
    Frame colon = lastColonStyle;
    int length = token.getStopIndex() + 1 - token.getStartIndex();
    SyntaxFault.Edit edit = new SyntaxFault.Edit(token.getStartIndex(), length, "");
    boolean mixed = colon != null && (colon.column == layout.endColumn(token));
    FaultKind kind = mixed ? FaultKind.MIXED_STYLES : FaultKind.END_WITHOUT_OPENER;
    if (!layout.top().tolerant) { // otherwise it closes what began with a line that is reported
      faults.add(Faults.at(kind, token, mixed ? colon : null, edit));
    }
    lastColonStyle = null;
    layout.statementStart(true);
  }

  void until(CommonToken token) {
    layout.clauses().finishStatement();
    while (true) {
      Frame top = layout.top();
      if (top.is(Frame.Kind.INLINE)) {
        layout.pop();
        layout.top().phase = Frame.Phase.BETWEEN;
      } else if (top.in(Frame.Phase.BETWEEN) && top.word != REPEAT) {
        close(top);
      } else {
        break;
      }
    }
    if (layout.top().is(Frame.Kind.CONSTRUCT) && layout.top().word == REPEAT) {
      layout.pop();
      layout.write(token);
      return;
    }
    faults.within(FaultKind.UNTIL_WITHOUT_REPEAT, token, layout.enclosingConstruct());
    layout.unbalanced();
    layout.statementStart(true);
  }

  /// Ends a construct whose last `:` body is over and that no clause continues.
  void close(Frame construct) {
    layout.pop();
    lastColonStyle = construct;
    if (construct.word == CASE || construct.word == ELSE) {
      return;
    }
    checkComplete(construct);
    if (construct.word == REPEAT) {
      faults.within(FaultKind.MISSING_UNTIL, construct.opener, null, "`until`");
      emitUntil();
    } else {
      tape.emitVirtual(END, "");
    }
    layout.statementStart(true);
    if (construct.expression) {
      boolean inBracket = layout.top().is(Frame.Kind.BRACKET);
      layout.statementStart(false);
      if (!inBracket) {
        tape.emitVirtual(NEWLINE, "");
        layout.statementStart(true);
      }
    }
  }

  private void emitUntil() {
    tape.emitVirtual(UNTIL, "");
    tape.emitVirtual(TRUE, "");
    tape.emitVirtual(NEWLINE, "");
  }

  private void checkComplete(Frame construct) {
    if (construct.word == TRY && !construct.sawCatch) {
      faults.within(FaultKind.TRY_WITHOUT_CATCH, construct.opener, null, "`catch`", "`finally`");
    }
  }

  /// With columns as hints: does the line that begins with `token` show that a keyword block lacks
  /// its `end`? Then it is closed.
  boolean endMissingAt(Frame construct, CommonToken token, int column) {
    if (!construct.bodyStarted) {
      construct.bodyStarted = true;
      construct.bodyIndented = column > construct.column;
    }
    int type = token.getType();
    boolean closes = type == END || type == UNTIL || Clauses.accepts(construct.word, type);
    boolean outside = closes ? column < construct.column : column <= construct.column;
    if (!construct.bodyIndented || !outside) {
      return false;
    }
    closeForgotten(construct);
    return true;
  }

  /// Closes a keyword block that lacks its `end`.
  private void closeForgotten(Frame construct) {
    layout.pop();
    if (construct.word == REPEAT) {
      faults.within(FaultKind.MISSING_UNTIL, construct.opener, null, "`until`");
      emitUntil();
    } else {
      checkComplete(construct);
      if (!construct.orphan) {
        faults.within(FaultKind.MISSING_END, construct.opener, construct, "`end`");
      }
      tape.emitVirtual(END, "");
    }
    layout.unbalanced();
    layout.statementStart(true);
    if (construct.expression && !layout.top().is(Frame.Kind.BRACKET)) {
      tape.emitVirtual(NEWLINE, "");
    }
  }

  /// Closes everything above the innermost bracket that is open.
  void closeDownToBracket(CommonToken token) {
    while (!layout.top().is(Frame.Kind.BRACKET)) {
      Frame top = layout.top();
      switch (top.kind) {
        case INLINE, INDENTED -> {
          layout.pop();
          layout.top().phase = Frame.Phase.BETWEEN;
        }
        case CONSTRUCT, FILE, BRACKET -> {
          if (top.in(Frame.Phase.BETWEEN)) {
            close(top);
          } else {
            closeForgotten(top);
          }
        }
      }
    }
    layout.statementStart(false);
  }

  void endOfFile(CommonToken token) {
    while (layout.depth() > 1) {
      Frame top = layout.top();
      switch (top.kind) {
        case BRACKET -> layout.brackets().closeForgotten();
        case INLINE, INDENTED -> {
          layout.pop();
          layout.top().phase = Frame.Phase.BETWEEN;
        }
        case CONSTRUCT, FILE -> {
          if (top.in(Frame.Phase.BETWEEN)) {
            close(top);
          } else {
            if (!layout.statementStart()) {
              tape.emitVirtual(NEWLINE, "");
            }
            closeForgotten(top);
          }
        }
      }
    }
    if (!layout.statementStart()) {
      tape.emitVirtual(NEWLINE, "");
    }
    tape.emit(token);
  }
}
