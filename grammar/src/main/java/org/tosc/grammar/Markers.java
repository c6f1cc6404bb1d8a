package org.tosc.grammar;

import static org.tosc.grammar.PseudocodeLexer.*;

import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/// Block markers: `:`, `then` and `do`.
final class Markers {
  private final Tape tape;
  private final Layout layout;
  private final Faults faults;

  Markers(Tape tape, Layout layout, Faults faults) {
    this.tape = tape;
    this.layout = layout;
    this.faults = faults;
  }

  void colon(CommonToken token) {
    if (layout.top().is(Frame.Kind.BRACKET) && settingsFollow(layout.top())) {
      beginSettings(layout.top(), token);
      return;
    }
    while (layout.top().is(Frame.Kind.BRACKET) && endsBracket()) {
      layout.brackets().closeForgotten();
    }
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

  /// A `:` that cannot belong to the bracket around it, but to the header around that.
  private boolean endsBracket() {
    Frame bracket = layout.top();
    boolean lineEnd = tape.breakBefore(tape.index() + 1);
    boolean own =
        switch (bracket.word) {
          case LBRACK -> bracket.index && !lineEnd;
          case LPAREN -> isParameterList() && !lineEnd;
          default -> true;
        };
    return !own && headerBelow();
  }

  private boolean isParameterList() {
    Frame outer = layout.below(1);
    return outer.in(Frame.Phase.HEADER) && outer.functionPhase == 0 && takesParameters(outer);
  }

  private static boolean takesParameters(Frame header) {
    return switch (header.clause) {
      case FN, LAYER, MODEL, PIPELINE -> true;
      default -> false;
    };
  }

  private void colonOfHeader(Frame header, CommonToken token) {
    if (header.word == LAYER && header.functionPhase == 0 && optionsFollow()) {
      token.setType(CONFIG_COLON);
      layout.write(token);
      layout.pop();
      layout.opensNothing();
      layout.top().options = true;
      return;
    }
    layout.write(token);
    boolean clauseOfKeywordStyle = !header.colonStyle && header.clause != header.word;
    if (clauseOfKeywordStyle) {
      faults.within(FaultKind.MIXED_STYLES, token, header, "`then`");
      layout.headers().beginKeywordBody(header);
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

  /// After `infer m with x` or `train m on d` in this frame.
  private boolean settingsFollow(Frame top) {
    int next = tape.sameLine(1);
    boolean isPeriodic =
        top.run == TRAIN && (next == SAVE || next == EVAL) && tape.sameLine(2) == EVERY;
    return (top.run == TRAIN || top.run == INFER) && (optionsFollow() || isPeriodic);
  }

  /// Settings on the line: they go on to its end, or to that of the bracket.
  private void beginSettings(Frame top, CommonToken token) {
    token.setType(CONFIG_COLON);
    layout.write(token);
    top.options = true;
  }

  private void colonOfRun(Frame top, CommonToken token) {
    if (settingsFollow(top)) {
      beginSettings(top, token);
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
    layout.opens(opener);
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
    orphanFault(FaultKind.BLOCK_WITHOUT_HEADER, token);
    Frame frame = orphan(token, IF, "");
    layout.write(token);
    frame.colonStyle = true;
    frame.phase = Frame.Phase.COLON;
  }

  /// Reports a marker without a header, unless its line is known to be wrong.
  private void orphanFault(FaultKind kind, CommonToken token) {
    int start = tape.lineStart(token.getStartIndex());
    if (!faults.anyIn(start, token.getStopIndex() + 1)) {
      faults.add(kind, token);
    }
  }

  private Frame orphan(CommonToken token, int word, String spelling) {
    layout.opens(tape.insertAtStatement(word, spelling));
    Frame frame = new Frame(Frame.Kind.CONSTRUCT, token, word, layout.lineColumn());
    if (layout.statementStart()) {
      tape.emitVirtual(TRUE, "");
    }
    frame.orphan = true;
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
      layout.headers().beginKeywordBody(frame);
    } else if (top.is(Frame.Kind.BRACKET)) {
      faults.add(FaultKind.MARKER_WITHOUT_HEADER, token);
    } else if (top.word == MATCH && top.in(Frame.Phase.KEYWORD_BODY)) {
      orphanFault(FaultKind.MARKER_WITHOUT_HEADER, token);
      tape.insertAtStatement(CASE, "");
      layout.write(token);
      layout.headers().beginKeywordBody(top);
    } else {
      orphanFault(FaultKind.MARKER_WITHOUT_HEADER, token);
      Frame frame = orphan(token, token.getType() == DO ? WHILE : IF, "");
      layout.write(token);
      layout.headers().beginKeywordBody(frame);
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
    layout.headers().beginKeywordBody(header);
  }
}
