package org.tosc.grammar;

import static org.tosc.grammar.NeuroLangLexer.*;

import java.util.List;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;
import org.tosc.grammar.NeuroBraces.Holds;
import org.tosc.grammar.NeuroBraces.Open;

/// Recognises signs and forms of other languages where ours cannot stand, reports them, and goes on
/// with what is meant.
final class NeuroForms {
  private final NeuroTape tape;
  private final NeuroBraces braces;
  private final Faults faults;
  private final NeuroWords words;
  private final NeuroShapes shapes;

  NeuroForms(NeuroTape tape, NeuroBraces braces, Faults faults) {
    this.tape = tape;
    this.braces = braces;
    this.faults = faults;
    this.words = new NeuroWords(tape, braces, faults);
    this.shapes = new NeuroShapes(tape, braces, faults);
  }

  /// Looks at the current token; true if it is dealt with.
  boolean replace(CommonToken token) {
    return switch (token.getType()) {
      case IDENT -> word(token);
      case LET -> words.let(token);
      case FOR -> shapes.cStyleFor(token) || shapes.missingIn();
      case LBRACE -> shapes.structInHeader(token);
      case USE -> shapes.useGroup(token);
      case FN -> fnClosure();
      case AMP, AND_AND, STAR -> reference(token);
      case PIPE, OR_OR -> closure(token);
      case QUESTION -> question(token);
      case ARROW -> armArrow(token);
      case COLON -> armArrow(token) || resultColon(token);
      case DOT -> fraction(token);
      default -> false;
    };
  }

  private boolean word(CommonToken token) {
    return shapes.insertIn(token)
        || words.replace(token)
        || shapes.squareArguments(token)
        || result(token)
        || parameter(token);
  }

  private boolean afterOperand() {
    return NeuroBraces.endsOperand(tape.previousType());
  }

  private void report(
      FaultKind kind, int ahead, SyntaxFault.@Nullable Edit edit, String... expected) {
    CommonToken token = tape.token();
    int start = token.getStartIndex();
    int length = tape.next(ahead).getStopIndex() + 1 - start;
    String found = tape.text().substring(start, start + length);
    List<String> wanted = expected.length == 0 ? kind.expected() : List.of(expected);
    faults.add(new SyntaxFault(kind, start, length, found, wanted, null, edit));
  }

  private SyntaxFault.Edit edit(int ahead, String replacement) {
    int start = tape.token().getStartIndex();
    return new SyntaxFault.Edit(start, tape.next(ahead).getStopIndex() + 1 - start, replacement);
  }

  /// Leaves out the current token and `ahead` more.
  private boolean drop(int ahead) {
    for (int i = 0; i < ahead; i++) {
      tape.hideNext(1);
    }
    tape.hide();
    return true;
  }

  // ------------------------------------------------------------------ references and closures

  /// `&x`, `&mut x`, `*x` where an operand or type begins.
  private boolean reference(CommonToken token) {
    int before = tape.previousType();
    boolean star = token.getType() == STAR;
    if (afterOperand() || before == GT || (star && before == PATH_SEP)) {
      return false;
    }
    if (!NeuroBraces.beginsOperand(tape.nextType(1)) && tape.nextType(1) != AMP) {
      return false;
    }
    boolean mutable = !star && tape.next(1).getText().equals("mut");
    int ahead = mutable ? 1 : 0;
    int end = tape.next(ahead + 1).getStartIndex();
    int start = token.getStartIndex();
    report(FaultKind.REFERENCE, ahead, new SyntaxFault.Edit(start, end - start, ""));
    return drop(ahead);
  }

  /// `|x| x + 1` where an operand begins.
  private boolean closure(CommonToken token) {
    int before = tape.previousType();
    boolean arm = braces.top().holds == Holds.ARMS && before != FAT_ARROW;
    if (afterOperand() || arm) {
      return false;
    }
    if (token.getType() == OR_OR) {
      report(FaultKind.CLOSURE, 0, null);
      return drop(0);
    }
    for (int ahead = 1; ahead < 32; ahead++) {
      int type = tape.nextType(ahead);
      if (type == PIPE) {
        report(FaultKind.CLOSURE, ahead, null);
        return drop(ahead);
      }
      if (type == SEMI || type == LBRACE || type == RBRACE || type == Token.EOF) {
        return false;
      }
    }
    return false;
  }

  /// `fn(x) { … }` as a value.
  private boolean fnClosure() {
    int before = tape.previousType();
    boolean value = before == ASSIGN || before == RETURN || before == FAT_ARROW;
    if (tape.nextType(1) != LPAREN || !value) {
      return false;
    }
    int end = tape.closes(1);
    if (end < 0) {
      return false;
    }
    while (end < 200 && tape.nextType(end + 1) != LBRACE && tape.nextType(end + 1) != SEMI) {
      end++;
    }
    report(FaultKind.CLOSURE, end, null);
    return drop(end);
  }

  // ------------------------------------------------------------------ signs

  /// `c ? a : b`, and `f()?`.
  private boolean question(CommonToken token) {
    if (!afterOperand() || braces.top().type() == LBRACK) {
      return false;
    }
    if (!NeuroBraces.beginsOperand(tape.nextType(1))) {
      faults.add(FaultKind.FOREIGN_OPERATOR, token, edit(0, ""));
      return drop(0);
    }
    int depth = 0;
    int ahead = 0;
    while (ahead < 200) {
      int type = tape.nextType(ahead + 1);
      depth += NeuroTape.balance(type);
      boolean ends = type == SEMI || (type == COMMA && depth == 0) || type == Token.EOF;
      if (depth < 0 || ends) {
        break;
      }
      ahead++;
    }
    faults.add(FaultKind.CONDITIONAL_EXPRESSION, token);
    return drop(ahead);
  }

  /// `pattern -> value` and `pattern: value`. Always false: the token is read on.
  private boolean armArrow(CommonToken token) {
    if (braces.top().holds != Holds.ARMS) {
      return false;
    }
    report(FaultKind.MISSING_ARM_ARROW, 0, edit(0, token.getType() == COLON ? " =>" : "=>"));
    token.setType(FAT_ARROW);
    return false;
  }

  /// `fn f(): T`.
  private boolean resultColon(CommonToken token) {
    if (braces.header() != FN || tape.previousType() != RPAREN) {
      return false;
    }
    report(FaultKind.MISSING_RESULT_ARROW, 0, edit(0, " ->"));
    token.setType(ARROW);
    return false;
  }

  /// `fn f() T`.
  private boolean result(CommonToken token) {
    if (braces.header() != FN || tape.previousType() != RPAREN) {
      return false;
    }
    int start = token.getStartIndex();
    SyntaxFault.Edit edit = new SyntaxFault.Edit(start, 0, "-> ");
    faults.add(
        new SyntaxFault(
            FaultKind.MISSING_RESULT_ARROW,
            start,
            0,
            token.getText(),
            FaultKind.MISSING_RESULT_ARROW.expected(),
            null,
            edit));
    tape.emitVirtual(ARROW, "->");
    return false;
  }

  /// `fn f(i32 x)`.
  private boolean parameter(CommonToken type) {
    Open list = braces.top();
    Open around = braces.below();
    int before = tape.previousType();
    boolean inList = list.type() == LPAREN && around != null && !around.headers.isEmpty();
    if (!inList
        || around == null
        || (before != LPAREN && before != COMMA)
        || tape.nextType(1) != IDENT) {
      return false;
    }
    boolean parameters = around.headers.getFirst().word().getType() == FN;
    int after = tape.nextType(2);
    if (!parameters || (after != COMMA && after != RPAREN && after != ASSIGN)) {
      return false;
    }
    CommonToken name = tape.next(1);
    String right = name.getText() + ": " + type.getText();
    report(FaultKind.PARAMETER_ORDER, 1, edit(1, right), "`" + right + "`");
    name.setChannel(Token.HIDDEN_CHANNEL);
    CommonToken copy = new CommonToken(name);
    copy.setChannel(Token.DEFAULT_CHANNEL);
    tape.emit(copy);
    tape.emitVirtual(COLON, ":");
    return false;
  }

  /// `.5` and `5.`.
  private boolean fraction(CommonToken token) {
    int next = tape.nextType(1);
    boolean touches = tape.next(1).getStartIndex() == token.getStopIndex() + 1;
    if (!afterOperand() && touches && next == INT) {
      report(FaultKind.INCOMPLETE_FRACTION, 1, edit(0, "0."), "a digit");
      return drop(0);
    }
    CommonToken before = tape.previous();
    if (before != null
        && before.getType() == INT
        && next != IDENT
        && next != INT
        && next != FLOAT) {
      int start = before.getStartIndex();
      int length = token.getStopIndex() + 1 - start;
      String found = tape.text().substring(start, start + length);
      SyntaxFault.Edit edit = new SyntaxFault.Edit(start, length, found + "0");
      faults.add(
          new SyntaxFault(
              FaultKind.INCOMPLETE_FRACTION, start, length, found, List.of("a digit"), null, edit));
      return drop(0);
    }
    return false;
  }
}
