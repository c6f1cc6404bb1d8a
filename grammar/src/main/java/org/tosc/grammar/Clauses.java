package org.tosc.grammar;

import static org.tosc.grammar.PseudocodeLexer.*;

import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/// Clauses that go on with a construct: `elif else case catch finally`.
final class Clauses {
  private final Tape tape;
  private final Layout layout;
  private final Faults faults;

  Clauses(Tape tape, Layout layout, Faults faults) {
    this.tape = tape;
    this.layout = layout;
    this.faults = faults;
  }

  void clause(CommonToken token) {
    if (token.getType() == ELSE && layout.top().conditional && !layout.statementStart()) {
      token.setType(OR); // of `a if c else b`, which is reported
      layout.write(token);
      return;
    }
    if (token.getType() == ELSE && tape.sameLine(1) == IF) {
      elseIf(token);
    }
    finishStatement();
    Frame target = findClauseTarget(token);
    if (target == null) {
      target = orphanClause(token);
    }
    layout.write(token);
    if (target.is(Frame.Kind.INDENTED)) {
      Frame frame = new Frame(Frame.Kind.CONSTRUCT, token, token.getType(), layout.lineColumn());
      layout.push(frame);
      return;
    }
    checkOrder(target, token);
    target.clause = token.getType();
    target.phase = Frame.Phase.HEADER;
    target.newStatement();
  }

  /// `else if` is an `if` inside the `else` where it has its own `end`; otherwise `elif` is meant.
  private void elseIf(CommonToken token) {
    if (markerOf(tape.index() + 1) != COLON && !layout.elseIfMeansElif()) {
      layout.noteElseIf();
      return;
    }
    int start = token.getStartIndex();
    int end = tape.get(tape.index() + 1).getStopIndex() + 1;
    SyntaxFault.Edit edit = new SyntaxFault.Edit(start, end - start, "elif");
    faults.add(FaultKind.ELSE_IF, token, edit, "`elif`");
    token.setType(ELIF);
    tape.skipNext();
  }

  void finishStatement() {
    Frame top = layout.top();
    while (top.is(Frame.Kind.BRACKET)) {
      layout.brackets().closeForgotten();
      top = layout.top();
    }
    if (top.in(Frame.Phase.HEADER)) {
      layout.headers().lineEndsHeader(tape.token());
    } else if (!layout.statementStart() && !top.in(Frame.Phase.COLON)) {
      layout.endStatement();
    }
    if (layout.top().in(Frame.Phase.COLON)) {
      layout.top().phase = Frame.Phase.BETWEEN;
    }
  }

  private @Nullable Frame findClauseTarget(CommonToken token) {
    while (true) {
      Frame top = layout.top();
      switch (top.kind) {
        case INLINE -> {
          layout.pop();
          layout.top().phase = Frame.Phase.BETWEEN;
        }
        case INDENTED -> {
          Frame owner = layout.below(1);
          boolean ofMatch = owner.word == MATCH && accepts(MATCH, token.getType());
          return ofMatch ? top : null;
        }
        case CONSTRUCT -> {
          if (top.phase == Frame.Phase.BETWEEN) {
            if (continues(top, token, -1)) {
              return top;
            }
            layout.ends().close(top);
          } else {
            return accepts(top.word, token.getType()) ? top : null;
          }
        }
        case FILE, BRACKET -> {
          return null;
        }
      }
    }
  }

  static boolean accepts(int word, int clause) {
    return switch (word) {
      case IF -> clause == ELIF || clause == ELSE;
      case MATCH -> clause == CASE || clause == ELSE;
      case TRY -> clause == CATCH || clause == FINALLY;
      case REPEAT -> clause == UNTIL;
      default -> false;
    };
  }

  /// Does the token go on with a construct whose last `:` body is over? `column` is the token's, or
  /// -1 where it does not matter.
  boolean continues(Frame construct, CommonToken token, int column) {
    int type = token.getType();
    if (!accepts(construct.word, type)) {
      return false;
    }
    Frame outer = layout.below(1);
    if (column >= 0 && outer.is(Frame.Kind.INDENTED) && column < outer.column) {
      return false;
    }
    Frame keyword = outer.is(Frame.Kind.INLINE) ? layout.below(3) : outer;
    boolean contested = keyword.in(Frame.Phase.KEYWORD_BODY) && accepts(keyword.word, type);
    return !contested || markerOf(tape.indexOf(token)) == COLON || type == UNTIL;
  }

  /// The type of the block marker of the clause that begins at a token, or EOF.
  int markerOf(int index) {
    int type = tape.type(index);
    int i = index + 1;
    if (type == ELSE || type == FINALLY) {
      return tape.breakBefore(i) ? Token.EOF : tape.type(i);
    }
    while (!tape.breakBefore(i)) {
      int at = tape.type(i);
      if (at == COLON || at == THEN || at == DO) {
        return at;
      }
      boolean opens = at == LPAREN || at == LBRACK || at == LBRACE || at == INTERPOLATION_OPEN;
      int close = opens ? tape.matching(i) : i;
      i = close < 0 ? i + 1 : close + 1;
    }
    return Token.EOF;
  }

  private void checkOrder(Frame construct, CommonToken token) {
    int type = token.getType();
    if (construct.sawElse) {
      FaultKind kind = type == ELSE ? FaultKind.DUPLICATE_ELSE : FaultKind.CLAUSE_AFTER_ELSE;
      faults.within(kind, token, construct);
    }
    if (construct.sawFinally) {
      faults.within(FaultKind.DUPLICATE_FINALLY, token, construct);
    }
    construct.sawElse |= type == ELSE;
    construct.sawFinally |= type == FINALLY;
    construct.sawCatch |= type == CATCH || type == FINALLY;
  }

  private Frame orphanClause(CommonToken token) {
    FaultKind kind =
        switch (token.getType()) {
          case ELSE -> FaultKind.ELSE_WITHOUT_IF;
          case ELIF -> FaultKind.ELIF_WITHOUT_IF;
          case CASE -> FaultKind.CASE_WITHOUT_MATCH;
          default -> FaultKind.CATCH_WITHOUT_TRY;
        };
    faults.within(kind, token, layout.enclosingConstruct());
    return makeConstruct(token);
  }

  /// Writes the beginning of a construct that the orphan can belong to, with an empty body.
  private Frame makeConstruct(CommonToken token) {
    int word =
        switch (token.getType()) {
          case ELSE, ELIF -> IF;
          case CASE -> MATCH;
          default -> TRY;
        };
    boolean colon = markerOf(tape.indexOf(token)) == COLON;
    layout.opens(tape.emitVirtual(word, ""));
    if (word != TRY) {
      tape.emitVirtual(TRUE, "");
    }
    tape.emitVirtual(colon ? COLON : NEWLINE, "");
    Frame frame = new Frame(Frame.Kind.CONSTRUCT, token, word, layout.lineColumn());
    frame.orphan = true;
    frame.colonStyle = colon;
    frame.phase = colon ? Frame.Phase.BETWEEN : Frame.Phase.KEYWORD_BODY;
    layout.push(frame);
    return frame;
  }
}
