package org.tosc.grammar;

import static org.tosc.grammar.PseudocodeLexer.*;

import java.util.Locale;
import java.util.Set;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/// Recognises words, separators and braces of other languages where ours cannot stand, and goes on
/// with what is meant.
final class ForeignWords {
  private static final int LONGEST_CONSTANT = "undefined".length();

  /// What stands before strings in Python.
  private static final Set<String> STRING_PREFIXES =
      Set.of("f", "r", "b", "u", "fr", "rf", "br", "rb");

  private final Tape tape;
  private final Layout layout;
  private final Faults faults;

  ForeignWords(Tape tape, Layout layout, Faults faults) {
    this.tape = tape;
    this.layout = layout;
    this.faults = faults;
  }

  /// Looks at a name; true if it is to be left out.
  boolean replace(CommonToken name) {
    int next = tape.sameLine(1);
    if ((next == STRING || next == STRING_OPEN) && tape.touchesNext()) {
      return stringPrefix(name);
    }
    if (layout.statementStart()) {
      boolean follows = TokenSets.beginsOperand(next) || next == COLON || next == EOF;
      return follows && statement(name, next);
    }
    if (layout.afterOperand()) {
      return next != EOF && infix(name);
    }
    int previous = tape.previousType();
    boolean named = previous == DOT || previous == FN || TokenSets.assigns(next) || next == COLON;
    return !named && (constant(name) || prefix(name, next));
  }

  private boolean statement(CommonToken name, int next) {
    Foreign.Row row = Foreign.statement(name.getText());
    boolean alone = next == COLON || next == EOF;
    if (row == null || (alone && row.type() != CATCH && row.type() != THROW)) {
      return false;
    }
    return report(name, row);
  }

  private boolean report(CommonToken name, Foreign.Row row) {
    int start = name.getStartIndex();
    boolean known = !row.text().isEmpty();
    int length = name.getStopIndex() + 1 - start;
    SyntaxFault.Edit edit = known ? new SyntaxFault.Edit(start, length, row.text()) : null;
    String[] expected = known ? new String[] {"`" + row.text() + "`"} : new String[0];
    faults.add(row.kind(), name, edit, expected);
    if (row.type() == 0) {
      return true;
    }
    name.setType(row.type());
    return false;
  }

  /// `None`, `True` …; `x[:, None]` is the one place where `None` is ours too.
  private boolean constant(CommonToken name) {
    int length = name.getStopIndex() + 1 - name.getStartIndex();
    if (length < 4 || length > LONGEST_CONSTANT) {
      return false;
    }
    Foreign.Row row = Foreign.constant(name.getText());
    if (row == null) {
      return false;
    }
    if (isNewAxis(name)) {
      name.setType(NIL);
      return false;
    }
    return report(name, row);
  }

  private boolean isNewAxis(CommonToken name) {
    Frame top = layout.top();
    return top.is(Frame.Kind.BRACKET)
        && top.word == LBRACK
        && top.index
        && name.getText().equals("None");
  }

  /// `new C()`, `lambda x: e`.
  private boolean prefix(CommonToken name, int next) {
    if (!TokenSets.isName(next)) {
      return false;
    }
    return switch (name.getText()) {
      case "new" -> report(name, new Foreign.Row(FaultKind.FOREIGN_KEYWORD, "", 0));
      case "lambda" -> {
        faults.add(FaultKind.FOREIGN_KEYWORD, name, null, "`x => …`");
        yield true;
      }
      default -> false;
    };
  }

  private boolean stringPrefix(CommonToken name) {
    if (!STRING_PREFIXES.contains(name.getText().toLowerCase(Locale.ROOT))) {
      return false;
    }
    int start = name.getStartIndex();
    int length = name.getStopIndex() + 1 - start;
    faults.add(FaultKind.STRING_PREFIX, name, new SyntaxFault.Edit(start, length, ""));
    return true;
  }

  /// `fn area(self, scale)`. True if this `self` is to be left out, and the comma behind it.
  boolean selfParameter(CommonToken self) {
    int before = tape.index() - 1;
    boolean isFirst = tape.typeBefore(before) == LPAREN && tape.typeBefore(before - 2) == FN;
    int next = tape.type(tape.index() + 1);
    if (!isFirst || (next != COMMA && next != RPAREN)) {
      return false;
    }
    int start = self.getStartIndex();
    int end = next == COMMA ? tape.get(tape.index() + 2).getStartIndex() : self.getStopIndex() + 1;
    faults.add(FaultKind.SELF_PARAMETER, self, new SyntaxFault.Edit(start, end - start, ""));
    if (next == COMMA) {
      tape.skipNext();
    }
    return true;
  }

  /// `fn(x) => e`: the two forms of a lambda at once. True if this `fn` is to be left out.
  boolean fnBeforeArrow(CommonToken fn) {
    int open = tape.index() + 1;
    int close = tape.type(open) == LPAREN ? tape.matching(open) : -1;
    if (close < 0 || tape.type(close + 1) != FAT_ARROW) {
      return false;
    }
    int start = fn.getStartIndex();
    int length = tape.get(open).getStartIndex() - start;
    faults.add(FaultKind.FN_BEFORE_ARROW, fn, new SyntaxFault.Edit(start, length, ""));
    return true;
  }

  /// `a is b`, `a is not b`.
  private boolean infix(CommonToken name) {
    if (!name.getText().equals("is")) {
      return false;
    }
    if (tape.sameLine(1) == NOT) {
      report(name, new Foreign.Row(FaultKind.FOREIGN_KEYWORD, "!=", NE));
      tape.skipNext();
    } else {
      report(name, new Foreign.Row(FaultKind.FOREIGN_KEYWORD, "==", EQ));
    }
    return false;
  }

  /// `;`: ends a statement in other languages; here the line's end does.
  void semicolon(CommonToken token) {
    boolean last = tape.breakBefore(tape.index() + 1);
    int start = token.getStartIndex();
    SyntaxFault.Edit edit = new SyntaxFault.Edit(start, 1, last ? "" : "\n");
    faults.add(FaultKind.SEMICOLON, token, edit, "a new line");
    Frame top = layout.top();
    boolean inside = top.is(Frame.Kind.BRACKET) || top.in(Frame.Phase.HEADER);
    if (!last && !inside && !layout.statementStart()) {
      layout.endStatement();
    }
  }

  /// `{` where a block begins elsewhere: opens a keyword block. False if it is an ordinary brace.
  boolean openBlock(CommonToken brace) {
    Frame top = layout.top();
    if (!top.in(Frame.Phase.HEADER) || !blockMayBegin(top)) {
      return false;
    }
    faults.within(FaultKind.BRACE_BLOCK, brace, top, "`:`");
    brace.setType(THEN);
    layout.write(brace);
    layout.headers().beginKeywordBody(top);
    top.brace = true;
    return true;
  }

  private boolean blockMayBegin(Frame header) {
    return switch (header.clause) {
      case ELSE, TRY, FINALLY, LOOP, REPEAT, CATCH -> true;
      case FN, LAYER -> header.functionPhase > 0;
      case FOR -> header.sawIn && layout.afterOperand();
      default -> layout.afterOperand();
    };
  }

  /// `}` of such a block. False if it is an ordinary brace.
  boolean closeBlock(CommonToken brace) {
    if (!layout.inBraceBlock()) {
      return false;
    }
    int next = tape.type(tape.index() + 1);
    if (TokenSets.isClause(next)) {
      if (!layout.statementStart()) {
        layout.endStatement();
      }
      layout.statementStart(true);
    } else {
      brace.setType(END);
      layout.ends().end(brace);
    }
    return true;
  }

  /// `5.` and `x--`, which only their neighbours show. True if the token is to be left out.
  boolean loosePunctuation(CommonToken token, int type) {
    CommonToken previous = tape.previous();
    int next = tape.sameLine(1);
    if (type == DOT && previous != null && previous.getType() == INT && !TokenSets.isWord(next)) {
      int start = token.getStartIndex();
      SyntaxFault.Edit edit = new SyntaxFault.Edit(start, 1, ".0");
      faults.add(FaultKind.INCOMPLETE_FRACTION, token, edit, "a digit");
      return true;
    }
    if (type == MINUS
        && next == MINUS
        && layout.afterOperand()
        && tape.touchesNext()
        && tape.sameLine(2) == Token.EOF) {
      int start = token.getStartIndex();
      SyntaxFault.Edit edit = new SyntaxFault.Edit(start, 2, " -= 1");
      faults.add(FaultKind.INCREMENT, token, edit, "`-= 1`");
      tape.skipNext();
      return true;
    }
    return false;
  }
}
