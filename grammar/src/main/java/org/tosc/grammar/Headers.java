package org.tosc.grammar;

import static org.tosc.grammar.PseudocodeLexer.*;

import org.antlr.v4.runtime.CommonToken;

/// Headers of constructs: where one begins, and where its first line of a body may begin without a
/// marker of its own.
final class Headers {
  private final Tape tape;
  private final Layout layout;
  private final Faults faults;

  Headers(Tape tape, Layout layout, Faults faults) {
    this.tape = tape;
    this.layout = layout;
    this.faults = faults;
  }

  void header(CommonToken token) {
    if (!layout.statementStart()) {
      if (token.getType() == FOR && layout.top().run == TRAIN) {
        layout.top().wantsUnit = true;
        layout.top().sawLimit = true;
      }
      boolean guard = layout.top().clause == CASE && layout.top().in(Frame.Phase.HEADER);
      if (token.getType() == IF && layout.afterOperand() && !guard) {
        faults.within(FaultKind.CONDITIONAL_EXPRESSION, token, layout.enclosingConstruct());
        token.setType(OR);
        layout.top().conditional = true;
      }
      layout.write(token);
      return;
    }
    open(token, token.getType());
  }

  Frame open(CommonToken token, int word) {
    Frame frame = new Frame(Frame.Kind.CONSTRUCT, token, word, layout.lineColumn());
    layout.write(token);
    layout.push(frame);
    layout.opens(token);
    return frame;
  }

  /// `fn`: a declaration, a lambda, or a function type.
  void function(CommonToken token) {
    if (layout.top().inType || tape.previousType() == ARROW) {
      layout.write(token);
      return;
    }
    boolean lambda = tape.type(tape.index() + 1) == LPAREN || !layout.statementStart();
    Frame frame = open(token, FN);
    if (lambda) {
      token.setType(LAMBDA_FN);
      frame.expression = true;
    }
  }

  /// `->` after a parameter list: what follows is a type.
  void resultArrow() {
    Frame top = layout.top();
    if (top.in(Frame.Phase.HEADER) && top.functionPhase == 1) {
      top.functionPhase = 2;
    }
    top.inType = true;
  }

  /// Looks at a token that stands on the same line as the one before: it may be the first of a
  /// body.
  void sameLine(CommonToken token) {
    Frame top = layout.top();
    if (top.in(Frame.Phase.COLON)) {
      top.phase = Frame.Phase.COLON_BODY;
      layout.push(new Frame(Frame.Kind.INLINE, token, COLON, layout.lineColumn()));
      layout.statementStart(true);
    } else if (top.in(Frame.Phase.HEADER) && bodyBegins(top, token.getType())) {
      tape.emitVirtual(NEWLINE, "");
      beginKeywordBody(top);
    } else if (top.in(Frame.Phase.HEADER) && lacksMarker(top, token.getType())) {
      missingMarker(top, token);
      if (top.word == CASE || top.colonStyle) {
        tape.emitVirtual(COLON, "");
        top.colonStyle = true;
        top.phase = Frame.Phase.COLON;
        sameLine(token);
      } else {
        tape.emitVirtual(top.clause == WHILE || top.clause == FOR ? DO : THEN, "");
        beginKeywordBody(top);
      }
    }
  }

  void beginKeywordBody(Frame frame) {
    frame.phase = Frame.Phase.KEYWORD_BODY;
    frame.bodyStarted = false;
    layout.statementStart(true);
    frame.newStatement();
  }

  private boolean bodyBegins(Frame header, int type) {
    if (type == COLON || type == THEN || type == DO || type == LBRACE) {
      return false;
    }
    int previous = tape.previousType();
    return switch (header.clause) {
      case ELSE, TRY, FINALLY, LOOP, REPEAT -> true;
      case CATCH -> previous != CATCH || !isCaughtName(type);
      case FN, LAYER -> functionBodyBegins(header, type, previous);
      case CLASS, MODEL, PIPELINE, TEST, MODULE -> isStatementWord(type) || type == FN;
      case ENUM, MATCH -> isStatementWord(type);
      default -> false;
    };
  }

  private boolean isCaughtName(int type) {
    int next = tape.sameLine(1);
    return TokenSets.isName(type) && next != LPAREN && next != DOT && !TokenSets.assigns(next);
  }

  private boolean functionBodyBegins(Frame header, int type, int previous) {
    if (header.functionPhase == 0) {
      return previous != FN && previous != LAMBDA_FN && isStatementWord(type);
    }
    if (header.functionPhase == 1) {
      return type != ARROW && type != CONFIG_COLON;
    }
    if (previous == ARROW || previous == DOT || previous == FN) {
      return false;
    }
    return type != ARROW && type != DOT && type != LBRACK;
  }

  private static boolean isStatementWord(int type) {
    return TokenSets.statementOnly(type);
  }

  private boolean lacksMarker(Frame header, int type) {
    return switch (header.clause) {
      case IF, ELIF, WHILE -> TokenSets.statementOnly(type) && layout.afterOperand();
      case FOR, CASE, WITH, STEP ->
          TokenSets.statementOnly(type) && type != IF && layout.afterOperand();
      default -> false;
    };
  }

  private void missingMarker(Frame header, CommonToken token) {
    CommonToken previous = tape.previous();
    int place = previous == null ? token.getStartIndex() : previous.getStopIndex() + 1;
    FaultKind kind =
        switch (header.clause) {
          case IF, ELIF, CASE -> FaultKind.MISSING_THEN;
          case WHILE, FOR -> FaultKind.MISSING_DO;
          default -> FaultKind.MISSING_COLON;
        };
    String word = kind == FaultKind.MISSING_THEN ? "then" : "do";
    boolean colon = header.colonStyle || kind == FaultKind.MISSING_COLON;
    SyntaxFault.Edit edit = new SyntaxFault.Edit(place, 0, colon ? ":" : " " + word);
    faults.add(
        new SyntaxFault(
            kind,
            place,
            0,
            TokenWords.found(token),
            java.util.List.of("`" + word + "`", "`:`"),
            header.construct(),
            edit));
  }

  /// The line ends inside a header: either that is its block marker, or the marker is missing.
  void lineEndsHeader(CommonToken next) {
    Frame header = layout.top();
    boolean lineIsMarker =
        switch (header.clause) {
          case IF, ELIF, WHILE, FOR, CASE, WITH, STEP, TRAIN -> false;
          default -> true;
        };
    boolean colonForgotten = layout.hints() && lineIsMarker && lacksColon(header, next);
    if (lineIsMarker && !header.colonStyle && !colonForgotten) {
      CommonToken lineBreak = tape.lineBreak();
      if (lineBreak == null) {
        tape.emitVirtual(NEWLINE, "");
      } else {
        tape.emitBreak(lineBreak);
      }
      beginKeywordBody(header);
      return;
    }
    missingMarker(header, next);
    if (header.colonStyle || colonForgotten || header.word == CASE || looksIndented(header, next)) {
      tape.emitVirtual(COLON, "");
      header.colonStyle = true;
      header.phase = Frame.Phase.COLON;
    } else {
      tape.emitVirtual(THEN, "");
      beginKeywordBody(header);
    }
  }

  /// For headers that may go without a marker: has this one lost its `:`? A `match` shows it by its
  /// first `case`; otherwise it looks so where no `end` stands in the whole text.
  private boolean lacksColon(Frame header, CommonToken next) {
    if (header.clause == MATCH) {
      return next.getType() == CASE && layout.clauses().markerOf(tape.index()) == COLON;
    }
    return !tape.hasEnd() && looksIndented(header, next);
  }

  /// Guesses the style of a header without a marker: indented, if no `end`, `else` … `then` returns
  /// to its column.
  private boolean looksIndented(Frame header, CommonToken next) {
    if (header.clause != header.word) {
      return false;
    }
    if (tape.column(next) <= header.column) {
      return false;
    }
    for (int i = tape.index() + 1; i < tape.count(); i++) {
      if (tape.breakBefore(i) && tape.column(tape.get(i)) <= header.column) {
        int type = tape.type(i);
        boolean keyword =
            type == END || (TokenSets.isClause(type) && layout.clauses().markerOf(i) != COLON);
        return !(keyword && tape.column(tape.get(i)) == header.column);
      }
    }
    return true;
  }
}
