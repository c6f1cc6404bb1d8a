package org.tosc.grammar;

import static org.tosc.grammar.PseudocodeLexer.*;

import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/// The constructs that have blocks: their headers, markers, clauses and ends.
final class Blocks {
  private final Tape tape;
  private final Layout layout;
  private final Faults faults;

  /// The last construct in the indented style that was closed, to recognise its superfluous `end`.
  private @Nullable Frame lastColonStyle;

  Blocks(Tape tape, Layout layout, Faults faults) {
    this.tape = tape;
    this.layout = layout;
    this.faults = faults;
  }

  // ------------------------------------------------------------------ headers

  void header(CommonToken token) {
    if (!layout.statementStart()) {
      if (token.getType() == FOR && layout.top().run == TRAIN) {
        layout.top().wantsUnit = true;
        layout.top().sawLimit = true;
      }
      layout.write(token);
      return;
    }
    open(token, token.getType());
  }

  private Frame open(CommonToken token, int word) {
    Frame frame = new Frame(Frame.Kind.CONSTRUCT, token, word, layout.lineColumn());
    layout.write(token);
    layout.push(frame);
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
      tape.emitVirtual(top.clause == WHILE || top.clause == FOR ? DO : THEN, "");
      beginKeywordBody(top);
    }
  }

  private void beginKeywordBody(Frame frame) {
    frame.phase = Frame.Phase.KEYWORD_BODY;
    frame.bodyStarted = false;
    layout.statementStart(true);
    frame.newStatement();
  }

  private boolean bodyBegins(Frame header, int type) {
    if (type == COLON || type == THEN || type == DO) {
      return false;
    }
    int previous = tape.previousType();
    return switch (header.clause) {
      case ELSE, TRY, FINALLY, LOOP, REPEAT -> true;
      case CATCH -> previous != CATCH || !isCaughtName(type);
      case FN, LAYER -> functionBodyBegins(header, type, previous);
      case CLASS, ENUM, MATCH, MODEL, PIPELINE, TEST, MODULE -> isStatementWord(type);
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
    if (lineIsMarker && !header.colonStyle) {
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
    if (header.colonStyle || looksIndented(header, next)) {
      tape.emitVirtual(COLON, "");
      header.colonStyle = true;
      header.phase = Frame.Phase.COLON;
    } else {
      tape.emitVirtual(THEN, "");
      beginKeywordBody(header);
    }
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
        boolean keyword = type == END || (TokenSets.isClause(type) && markerOf(i) != COLON);
        return !(keyword && tape.column(tape.get(i)) == header.column);
      }
    }
    return true;
  }

  // ------------------------------------------------------------------ markers

  void colon(CommonToken token) {
    Frame top = layout.top();
    if (top.is(Frame.Kind.BRACKET)) {
      top.inType = top.word == LPAREN || top.typeOnly;
      layout.write(token);
    } else if (top.in(Frame.Phase.HEADER)) {
      colonOfHeader(top, token);
    } else if (top.run == TRAIN || top.run == INFER) {
      colonOfRun(top, token);
    } else {
      top.inType = true;
      orphanColon(token);
    }
  }

  private void colonOfHeader(Frame header, CommonToken token) {
    if (header.word == LAYER && header.functionPhase == 0 && optionsFollow()) {
      token.setType(CONFIG_COLON);
      layout.write(token);
      layout.pop();
      layout.top().options = true;
      return;
    }
    layout.write(token);
    boolean clauseOfKeywordStyle = !header.colonStyle && header.clause != header.word;
    if (clauseOfKeywordStyle) {
      faults.within(FaultKind.MIXED_STYLES, token, header, "`then`");
      beginKeywordBody(header);
      return;
    }
    header.colonStyle = true;
    header.phase = Frame.Phase.COLON;
    header.newStatement();
  }

  /// True if `name = …` follows on the same line.
  private boolean optionsFollow() {
    return TokenSets.isWord(tape.sameLine(1)) && tape.sameLine(2) == ASSIGN;
  }

  private void colonOfRun(Frame top, CommonToken token) {
    if (optionsFollow()) {
      token.setType(CONFIG_COLON);
      layout.write(token);
      top.options = true;
      return;
    }
    Frame frame = runFrame(top, token);
    layout.write(token);
    frame.colonStyle = true;
    frame.phase = Frame.Phase.COLON;
    layout.push(frame);
  }

  private Frame runFrame(Frame top, CommonToken token) {
    CommonToken opener = top.runOpener == null ? token : top.runOpener;
    Frame frame = new Frame(Frame.Kind.CONSTRUCT, opener, top.run, layout.lineColumn());
    frame.expression = true;
    top.run = 0;
    return frame;
  }

  private void orphanColon(CommonToken token) {
    int next = tape.index() + 1;
    boolean block =
        tape.breakBefore(next)
            && tape.type(next) != Token.EOF
            && tape.column(tape.get(next)) > layout.lineColumn();
    if (!block) {
      layout.write(token);
      return;
    }
    faults.add(FaultKind.BLOCK_WITHOUT_HEADER, token);
    Frame frame = orphan(token, IF, "");
    layout.write(token);
    frame.colonStyle = true;
    frame.phase = Frame.Phase.COLON;
  }

  private Frame orphan(CommonToken token, int word, String spelling) {
    tape.insertAtStatement(word, spelling);
    Frame frame = new Frame(Frame.Kind.CONSTRUCT, token, word, layout.lineColumn());
    if (layout.statementStart()) {
      tape.emitVirtual(TRUE, "");
    }
    layout.push(frame);
    return frame;
  }

  /// `then` or `do`.
  void marker(CommonToken token) {
    while (layout.top().is(Frame.Kind.BRACKET) && headerBelow()) {
      layout.brackets().closeForgotten();
    }
    Frame top = layout.top();
    if (top.in(Frame.Phase.HEADER)) {
      markerOfHeader(top, token);
    } else if (top.run == TRAIN && token.getType() == DO) {
      Frame frame = runFrame(top, token);
      layout.write(token);
      layout.push(frame);
      beginKeywordBody(frame);
    } else if (top.is(Frame.Kind.BRACKET)) {
      faults.add(FaultKind.MARKER_WITHOUT_HEADER, token);
    } else {
      faults.add(FaultKind.MARKER_WITHOUT_HEADER, token);
      Frame frame = orphan(token, token.getType() == DO ? WHILE : IF, "");
      layout.write(token);
      beginKeywordBody(frame);
    }
  }

  private boolean headerBelow() {
    for (int i = 0; i < layout.depth(); i++) {
      Frame frame = layout.below(i);
      if (!frame.is(Frame.Kind.BRACKET)) {
        return frame.in(Frame.Phase.HEADER);
      }
    }
    return false;
  }

  private void markerOfHeader(Frame header, CommonToken token) {
    boolean wantsThen =
        switch (header.clause) {
          case IF, ELIF, CASE, CATCH -> true;
          default -> false;
        };
    if (wantsThen != (token.getType() == THEN)) {
      String right = wantsThen ? "then" : "do";
      int length = token.getStopIndex() + 1 - token.getStartIndex();
      faults.add(
          FaultKind.WRONG_MARKER,
          token,
          new SyntaxFault.Edit(token.getStartIndex(), length, right),
          "`" + right + "`");
    }
    layout.write(token);
    boolean caseOfColonMatch = header.word == CASE;
    if (header.colonStyle || caseOfColonMatch) {
      faults.within(FaultKind.MIXED_STYLES, token, header, "`:`");
      header.mixed = true;
      header.phase = Frame.Phase.COLON;
      header.colonStyle = true;
      return;
    }
    beginKeywordBody(header);
  }

  // ------------------------------------------------------------------ clauses

  void clause(CommonToken token) {
    finishStatement();
    Frame target = findClauseTarget(token);
    if (target == null) {
      orphanClause(token);
      return;
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

  private void finishStatement() {
    Frame top = layout.top();
    while (top.is(Frame.Kind.BRACKET)) {
      layout.brackets().closeForgotten();
      top = layout.top();
    }
    if (top.in(Frame.Phase.HEADER)) {
      lineEndsHeader(tape.token());
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
            close(top);
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
    return !contested || markerOf(tape.index()) == COLON || type == UNTIL;
  }

  /// The type of the block marker of the clause that begins at a token, or EOF.
  private int markerOf(int index) {
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

  private void orphanClause(CommonToken token) {
    FaultKind kind =
        switch (token.getType()) {
          case ELSE -> FaultKind.ELSE_WITHOUT_IF;
          case ELIF -> FaultKind.ELIF_WITHOUT_IF;
          case CASE -> FaultKind.CASE_WITHOUT_MATCH;
          default -> FaultKind.CATCH_WITHOUT_TRY;
        };
    faults.within(kind, token, layout.enclosingConstruct());
    if (token.getType() == ELIF || token.getType() == CASE) {
      token.setType(IF);
      open(token, IF);
    } else if (tape.sameLine(1) == COLON) {
      token.setType(IF);
      Frame frame = open(token, IF);
      tape.emitVirtual(TRUE, "");
      frame.clause = IF;
    } else {
      layout.statementStart(true);
    }
  }

  // ------------------------------------------------------------------ ends

  void end(CommonToken token) {
    finishStatement();
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
    faults.add(Faults.at(kind, token, mixed ? colon : null, edit));
    lastColonStyle = null;
    layout.statementStart(true);
  }

  void until(CommonToken token) {
    finishStatement();
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
    boolean closes = type == END || type == UNTIL || accepts(construct.word, type);
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
      faults.add(
          new SyntaxFault(
              FaultKind.MISSING_END,
              construct.opener.getStartIndex(),
              construct.opener.getStopIndex() + 1 - construct.opener.getStartIndex(),
              construct.opener.getText(),
              java.util.List.of("`end`"),
              construct.construct(),
              null));
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
        default -> {
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
        default -> {
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
