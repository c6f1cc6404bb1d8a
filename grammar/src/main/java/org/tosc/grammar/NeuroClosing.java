package org.tosc.grammar;

import static org.tosc.grammar.NeuroLangLexer.*;

import java.util.Deque;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.tosc.grammar.NeuroBraces.Holds;
import org.tosc.grammar.NeuroBraces.Open;

/// Closes brackets: finds the place where a forgotten one should have been closed, and drops those
/// that close nothing. Where the braces of a file do not balance, a second run trusts columns.
final class NeuroClosing {
  private final NeuroTape tape;
  private final Deque<Open> open;
  private final Faults faults;
  private final boolean columns;
  private boolean balanced = true;

  NeuroClosing(NeuroTape tape, Deque<Open> open, Faults faults, boolean columns) {
    this.tape = tape;
    this.open = open;
    this.faults = faults;
    this.columns = columns;
  }

  boolean balanced() {
    return balanced;
  }

  private Open top() {
    return open.getFirst();
  }

  /// A closing bracket; false if it is left out.
  boolean close(CommonToken token) {
    if (columns && token.getType() == RBRACE && tape.beginsLine() && !trustColumn(token)) {
      return stray(token);
    }
    if (!matches(top(), token.getType())) {
      if (!isOpen(token.getType())) {
        return (top().isRoundOrSquare() && token.getType() != RBRACE)
            ? mismatched(token)
            : stray(token);
      }
      if (closesOuterToo(token)) {
        return mismatched(token);
      }
      while (!matches(top(), token.getType())) {
        closeForgotten();
      }
    }
    tail(open.pop());
    return true;
  }

  /// Closes what is indented further than the `}`; false if it is itself indented too far.
  private boolean trustColumn(CommonToken token) {
    int column = tape.indentation(token);
    while (open.size() > 2 && indentation(top()) > column) {
      closeForgotten();
    }
    return indentation(top()) >= column;
  }

  private int indentation(Open bracket) {
    return bracket.opener == null ? -1 : tape.indentation(bracket.opener);
  }

  private static boolean matches(Open bracket, int closer) {
    return switch (closer) {
      case RPAREN -> bracket.type() == LPAREN;
      case RBRACK -> bracket.type() == LBRACK;
      default -> bracket.isBrace();
    };
  }

  /// Is a bracket open that this closes, inside the same block?
  private boolean isOpen(int closer) {
    for (Open bracket : open) {
      if (matches(bracket, closer)) {
        return true;
      }
      boolean block = bracket.holds == Holds.STATEMENTS || bracket.holds == Holds.ARMS;
      if (block || bracket.holds == Holds.FILE) {
        return false;
      }
    }
    return false;
  }

  /// `(a[1))`: the wrong bracket, since the right one for what lies around follows.
  private boolean closesOuterToo(CommonToken token) {
    return token.getType() != RBRACE
        && top().isRoundOrSquare()
        && tape.nextType(1) == token.getType()
        && open.stream().skip(1).filter(o -> matches(o, token.getType())).count() == 1;
  }

  private boolean mismatched(CommonToken token) {
    int right = closer(top().type());
    String text = spelling(right);
    faults.add(FaultKind.MISMATCHED_BRACKET, token, Spelling.whole(token, text), "`" + text + "`");
    token.setType(right);
    open.pop();
    return true;
  }

  private boolean stray(CommonToken token) {
    balanced &= token.getType() != RBRACE;
    faults.add(FaultKind.STRAY_CLOSING_BRACKET, token, Spelling.whole(token, ""));
    tape.hide();
    return false;
  }

  /// Closes the innermost bracket, which nothing in the text closes.
  private void closeForgotten() {
    Open bracket = open.pop();
    CommonToken opener = bracket.opener;
    if (opener == null) {
      return;
    }
    balanced &= !bracket.isBrace();
    int closer = closer(bracket.type());
    String text = spelling(closer);
    String inserted = bracket.isBrace() ? "\n" + " ".repeat(indentation(bracket)) + text : text;
    SyntaxFault.Edit edit = new SyntaxFault.Edit(tape.behindPrevious(), 0, inserted);
    int start = opener.getStartIndex();
    if (!faults.anyOf(FaultKind.UNTERMINATED_STRING, start, tape.behindPrevious())) {
      faults.add(FaultKind.MISSING_CLOSING_BRACKET, opener, edit, "`" + text + "`");
    }
    tail(bracket);
    tape.emitVirtual(closer, "");
  }

  /// Marks the end of a block or of arms without `;` or `,`.
  private void tail(Open closed) {
    int before = tape.previousType();
    boolean statements = closed.holds == Holds.STATEMENTS && before != SEMI;
    boolean arms = closed.holds == Holds.ARMS && before != COMMA;
    if ((statements || arms) && tape.previous() != closed.opener) {
      tape.emitTail();
    }
  }

  // ------------------------------------------------------------------ places that end brackets

  void atSemicolon() {
    while (top().isRoundOrSquare() && !isFill()) {
      closeForgotten();
    }
  }

  /// `[value; count]`: no other `;`, and a `]`, follows.
  private boolean isFill() {
    if (top().type() != LBRACK) {
      return false;
    }
    int depth = 0;
    for (int ahead = 1; ahead < 64; ahead++) {
      int type = tape.nextType(ahead);
      depth += NeuroTape.balance(type);
      if (depth < 0) {
        return type == RBRACK;
      }
      if (type == Token.EOF || (depth == 0 && (type == SEMI || type == LET || type == VAR))) {
        return false;
      }
    }
    return false;
  }

  /// A word that begins an item or statement, and cannot stand in a list.
  void atBeginning(CommonToken token) {
    if (token.getType() == AT || !tape.beginsLine()) {
      return;
    }
    while (top().isRoundOrSquare()) {
      closeForgotten();
    }
    int column = tape.indentation(token);
    boolean item = token.getType() != LET;
    while (columns && item && top().isBrace() && !holdsItems() && column <= indentation(top())) {
      closeForgotten();
    }
  }

  private boolean holdsItems() {
    return top().holds == Holds.MEMBERS && tape.indentation(tape.token()) > indentation(top());
  }

  /// `if f(a {` and `fn f(a: i32 {`: no struct begins here.
  void atBrace() {
    while (top().isRoundOrSquare()
        && top().headers.isEmpty()
        && headerBelow()
        && (inParameters() || !isStruct())) {
      closeForgotten();
    }
  }

  /// Directly inside the parentheses of a function's parameters?
  private boolean inParameters() {
    Open around = open.stream().skip(1).findFirst().orElse(top());
    boolean fn = !around.headers.isEmpty() && around.headers.getFirst().word().getType() == FN;
    return fn && tape.previousType() != ASSIGN;
  }

  private boolean headerBelow() {
    for (Open bracket : open) {
      if (!bracket.isRoundOrSquare()) {
        return !bracket.headers.isEmpty();
      }
      if (bracket != top() && !bracket.headers.isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private boolean isStruct() {
    int before = tape.previousType();
    boolean operand = before == IDENT || before == GT;
    return !operand
        ? !NeuroBraces.endsOperand(before)
        : tape.nextType(1) == RBRACE
            || tape.nextType(1) == DOTDOT
            || (tape.nextType(1) == IDENT
                && (tape.nextType(2) == COLON
                    || tape.nextType(2) == COMMA
                    || tape.nextType(2) == RBRACE));
  }

  void atEnd(CommonToken token) {
    while (open.size() > 1) {
      closeForgotten();
    }
    int before = tape.previousType();
    if (before != Token.EOF && before != SEMI && token.getType() == Token.EOF) {
      tape.emitTail();
    }
  }

  private static int closer(int opener) {
    return switch (opener) {
      case LPAREN -> RPAREN;
      case LBRACK -> RBRACK;
      default -> RBRACE;
    };
  }

  private static String spelling(int closer) {
    return switch (closer) {
      case RPAREN -> ")";
      case RBRACK -> "]";
      default -> "}";
    };
  }
}
