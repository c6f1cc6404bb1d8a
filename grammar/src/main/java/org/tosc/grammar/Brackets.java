package org.tosc.grammar;

import static org.tosc.grammar.PseudocodeLexer.*;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/// Keeps brackets balanced, and finds the place where a forgotten one should have been closed.
final class Brackets {
  /// Tokens that a decision about one bracket may look at.
  private static final int LOOK_AHEAD = 300;

  private final Tape tape;
  private final Layout layout;
  private final Faults faults;
  private @Nullable Frame lastClosed;

  /// The kinds of brackets that were closed for want of anything better in this line.
  private final List<Integer> forgotten = new ArrayList<>();

  private int forgottenLine;

  Brackets(Tape tape, Layout layout, Faults faults) {
    this.tape = tape;
    this.layout = layout;
    this.faults = faults;
  }

  void open(CommonToken token) {
    if (token.getType() == LBRACE && layout.foreign().openBlock(token)) {
      return;
    }
    Frame outer = layout.top();
    Frame bracket = new Frame(Frame.Kind.BRACKET, token, token.getType(), layout.lineColumn());
    bracket.index = layout.afterOperand();
    bracket.typeOnly = outer.inType || outer.typeOnly;
    bracket.inType = bracket.typeOnly;
    layout.write(token);
    layout.push(bracket);
  }

  void close(CommonToken token) {
    if (token.getType() == RBRACE && layout.foreign().closeBlock(token)) {
      return;
    }
    int wanted = opener(token.getType());
    if (!layout.top().is(Frame.Kind.BRACKET)) {
      endBlocks(token, wanted);
    }
    if (!layout.top().is(Frame.Kind.BRACKET)) {
      stray(token);
      return;
    }
    while (layout.top().word != wanted && isOpen(wanted)) {
      closeForgotten();
    }
    if (layout.top().word != wanted && isSuperfluous()) {
      stray(token);
      return;
    }
    Frame bracket = layout.pop();
    if (bracket.word != wanted) {
      String right = spelling(closer(bracket.word));
      faults.add(
          FaultKind.MISMATCHED_BRACKET,
          token,
          new SyntaxFault.Edit(token.getStartIndex(), 1, right),
          "`" + right + "`");
      token.setType(closer(bracket.word));
    }
    layout.write(token);
    lastClosed = bracket;
    afterClosing(bracket);
  }

  /// Of a closing bracket of the wrong kind: whether the rest of the line closes what is open
  /// better without it than with the right one in its place.
  private boolean isSuperfluous() {
    Deque<Integer> open = new ArrayDeque<>();
    for (int i = 0; i < layout.depth() && layout.below(i).is(Frame.Kind.BRACKET); i++) {
      open.addLast(layout.below(i).word);
    }
    Deque<Integer> outer = new ArrayDeque<>(open);
    outer.pop();
    return unmatched(open) < unmatched(outer);
  }

  /// How many brackets are left over at the end of the line, where these are open now.
  private int unmatched(Deque<Integer> open) {
    int stray = 0;
    for (int i = tape.index() + 1; i < tape.index() + LOOK_AHEAD; i++) {
      int type = tape.type(i);
      if (type == Token.EOF || tape.breakBefore(i)) {
        break;
      }
      switch (type) {
        case LPAREN, LBRACK, LBRACE, INTERPOLATION_OPEN -> open.push(type);
        case RPAREN, RBRACK, RBRACE, INTERPOLATION_CLOSE -> {
          if (!open.isEmpty() && open.peek() == opener(type)) {
            open.pop();
          } else {
            stray++;
          }
        }
        default -> {}
      }
    }
    return stray + open.size();
  }

  private void afterClosing(Frame bracket) {
    Frame top = layout.top();
    if (bracket.word == LPAREN && top.in(Frame.Phase.HEADER) && top.functionPhase == 0) {
      top.functionPhase = top.clause == FN || top.clause == LAYER ? 1 : 0;
    }
  }

  private void stray(CommonToken token) {
    if (token.getLine() == forgottenLine
        && forgotten.remove(Integer.valueOf(opener(token.getType())))) {
      return; // it closes what was closed for it before
    }
    faults.add(
        FaultKind.STRAY_CLOSING_BRACKET, token, new SyntaxFault.Edit(token.getStartIndex(), 1, ""));
  }

  /// A closing bracket ends the indented block of a lambda that stands inside it.
  private void endBlocks(CommonToken token, int wanted) {
    if (!isOpen(wanted)) {
      return;
    }
    if (!layout.statementStart() && !layout.top().in(Frame.Phase.HEADER)) {
      layout.endStatement();
    }
    layout.ends().closeDownToBracket(token);
  }

  private boolean isOpen(int bracket) {
    for (int i = 0; i < layout.depth(); i++) {
      Frame frame = layout.below(i);
      if (frame.is(Frame.Kind.BRACKET) && frame.word == bracket) {
        return true;
      }
      if (frame.in(Frame.Phase.KEYWORD_BODY)) {
        return false;
      }
    }
    return false;
  }

  /// Closes the innermost bracket, which nothing in the text closes.
  void closeForgotten() {
    Frame bracket = layout.pop();
    String closing = spelling(closer(bracket.word));
    if (tape.token().getLine() != forgottenLine) {
      forgottenLine = tape.token().getLine();
      forgotten.clear();
    }
    forgotten.add(bracket.word);
    CommonToken previous = tape.previous();
    int place = previous == null ? 0 : previous.getStopIndex() + 1;
    SyntaxFault.Edit edit = new SyntaxFault.Edit(place, 0, closing);
    faults.add(FaultKind.MISSING_CLOSING_BRACKET, bracket.opener, edit, "`" + closing + "`");
    tape.emitVirtual(closer(bracket.word), "");
    layout.statementStart(false);
    afterClosing(bracket);
  }

  /// At a line break inside a bracket: true if the bracket must have ended before it.
  boolean endAtLine(CommonToken next) {
    if (!endsHere(next)) {
      return false;
    }
    while (layout.top().is(Frame.Kind.BRACKET)) {
      closeForgotten();
    }
    return true;
  }

  private boolean endsHere(CommonToken next) {
    int type = next.getType();
    if (type == Token.EOF || TokenSets.statementOnly(type)) {
      return true;
    }
    int following = tape.type(tape.index() + 1);
    boolean function = type == FN && TokenSets.isName(following);
    boolean assignment = TokenSets.isName(type) && TokenSets.assigns(following);
    Frame bracket = layout.top();
    if (assignment && following == ASSIGN && bracket.word == LPAREN) {
      assignment = tape.previousType() != COMMA && tape.previousType() != LPAREN;
    }
    if (function || assignment) {
      return true;
    }
    boolean juxtaposed = layout.afterOperand() && TokenSets.beginsOperand(type);
    boolean blockColon = tape.previousType() == COLON && bracket.word == LPAREN;
    return (juxtaposed && tape.column(next) <= bracket.column) || blockColon;
  }

  /// `=>`: what stands before it is a parameter, or a list of them.
  void arrow() {
    CommonToken previous = tape.previous();
    if (previous == null) {
      return;
    }
    if (previous.getType() == IDENT) {
      previous.setType(LAMBDA_NAME);
    } else if (previous.getType() == RPAREN && lastClosed != null) {
      lastClosed.opener.setType(LAMBDA_LPAREN);
    }
  }

  static int closer(int opener) {
    return switch (opener) {
      case LBRACK -> RBRACK;
      case LBRACE -> RBRACE;
      case INTERPOLATION_OPEN -> INTERPOLATION_CLOSE;
      default -> RPAREN;
    };
  }

  private static int opener(int closer) {
    return switch (closer) {
      case RBRACK -> LBRACK;
      case RBRACE -> LBRACE;
      case INTERPOLATION_CLOSE -> INTERPOLATION_OPEN;
      default -> LPAREN;
    };
  }

  private static String spelling(int closer) {
    return switch (closer) {
      case RBRACK -> "]";
      case RBRACE, INTERPOLATION_CLOSE -> "}";
      default -> ")";
    };
  }
}
