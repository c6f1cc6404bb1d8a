package org.tosc.grammar;

import static org.tosc.grammar.PseudocodeLexer.*;

import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/// Decides which words are keywords where they stand. Soft words (`model`, `train`, `to` …) become
/// IDENT unless their form matches; hard ones become IDENT after a dot and as names of arguments
/// and keys.
final class Words {
  private final Tape tape;
  private final Layout layout;
  private final Faults faults;

  Words(Tape tape, Layout layout, Faults faults) {
    this.tape = tape;
    this.layout = layout;
    this.faults = faults;
  }

  /// Gives the current token, a word, its final type.
  void classify(CommonToken token) {
    int type = token.getType();
    Frame top = layout.top();
    int previous = tape.previousType();
    if (previous == DOT || previous == GIT) {
      token.setType(IDENT);
      return;
    }
    if (isArgumentName(top, previous)) {
      token.setType(ARGUMENT_NAME);
      return;
    }
    if (isKey(top, type, previous)) {
      token.setType(IDENT);
      return;
    }
    if (type == IDENT) {
      return;
    }
    if (!TokenSets.isSoftWord(type) && isMisusedAsName(top, type, previous)) {
      faults.within(FaultKind.RESERVED_WORD, token, layout.enclosingConstruct(), "a name");
      token.setType(IDENT);
      return;
    }
    if (TokenSets.isSoftWord(type) && !isKeyword(token, type, top)) {
      token.setType(IDENT);
    }
  }

  /// A hard keyword where only a name can stand: `while = 1`, `let end = 2`, `fn if(x)`.
  private boolean isMisusedAsName(Frame top, int type, int previous) {
    if (type == SELF || type == SUPER || type == NIL || type == TRUE || type == FALSE) {
      return false;
    }
    int next = tape.sameLine(1);
    if (layout.statementStart()) {
      return TokenSets.assigns(next) && type != LET && type != CONST;
    }
    boolean parameter =
        top.is(Frame.Kind.BRACKET)
            && (previous == LPAREN || previous == COMMA)
            && (next == COMMA || next == RPAREN)
            && TokenSets.statementOnly(type);
    return switch (previous) {
      case LET, CONST, CLASS, ENUM -> true;
      case FN -> type != LPAREN;
      case FOR -> top.clause == FOR && next == IN;
      default -> parameter;
    };
  }

  private boolean isArgumentName(Frame top, int previous) {
    if (tape.type(tape.index() + 1) != ASSIGN) {
      return false;
    }
    boolean begins = previous == LPAREN || previous == LAMBDA_LPAREN || previous == COMMA;
    if (top.is(Frame.Kind.BRACKET)) {
      boolean isSetting = top.options && (previous == COMMA || previous == CONFIG_COLON);
      return isSetting || (begins && top.word == LPAREN);
    }
    boolean inOptions = top.options || (top.word == WITH && top.in(Frame.Phase.HEADER));
    return inOptions && (previous == COMMA || previous == CONFIG_COLON);
  }

  private boolean isKey(Frame top, int type, int previous) {
    return top.is(Frame.Kind.BRACKET)
        && top.word == LBRACE
        && (previous == LBRACE || previous == COMMA)
        && tape.type(tape.index() + 1) == COLON
        && type != TRUE
        && type != FALSE
        && type != NIL
        && type != SELF;
  }

  private boolean isKeyword(CommonToken token, int type, Frame top) {
    boolean start = layout.statementStart();
    int next = tape.sameLine(1);
    return switch (type) {
      case REPEAT, LOOP -> start && !isUsedAsName(next) && next != LPAREN;
      case PASS, MONITOR -> start && endsStatement(next);
      case MOD, DIV -> layout.afterOperand();
      case MODEL, LAYER, PIPELINE -> start && TokenSets.isName(next);
      case TENSOR -> start && TokenSets.isName(next);
      case TRAIN -> operandPlace(start) && (juxtaposed(next) || bracketThen(next, ON, FOR));
      case INFER -> operandPlace(start) && (juxtaposed(next) || bracketThen(next, WITH, WITH));
      case LOAD -> operandPlace(start) && (juxtaposed(next) || bracketThen(next, AS, AS));
      case SAVE -> start ? isSave(next) : isPeriodicSetting(top, next);
      case DEPLOY -> start && (juxtaposed(next) || bracketThen(next, ON, ON));
      case STEP -> inLoopHeader(top) ? layout.afterOperand() : start && isStep(next);
      case GIT -> start && TokenSets.isWord(next) && next != IN && next != AND && next != OR;
      case EVAL -> (start && next == EVERY) || isPeriodicSetting(top, next);
      case TEST -> start && (next == STRING || next == STRING_OPEN);
      case WITH -> start ? next == DEVICE : top.wantsWith && layout.afterOperand();
      case DEVICE -> tape.previousType() == WITH && top.word == WITH;
      case ON -> top.wantsOn && layout.afterOperand();
      case PORT -> tape.previousType() == ON && top.run == DEPLOY;
      case EVERY -> tape.previousType() == SAVE_EVERY || tape.previousType() == EVAL;
      case STEPS, EPOCHS -> top.wantsUnit && layout.afterOperand();
      case AS -> top.wantsAs && layout.afterOperand();
      case FROM -> start && isImport(next);
      case TO -> (top.wantsTo || inLoopHeader(top)) && layout.afterOperand();
      case INPUT -> start && (TokenSets.isName(next) || next == SELF);
      case OUTPUT -> start && isOutput(next);
      case PRINT -> start && isPrint(next);
      default -> throw new IllegalStateException(token.getText());
    };
  }

  private boolean operandPlace(boolean start) {
    return start || !layout.afterOperand();
  }

  private static boolean inLoopHeader(Frame top) {
    return top.clause == FOR && top.in(Frame.Phase.HEADER);
  }

  /// Two operands beside one another: only a statement's form can mean that.
  private boolean juxtaposed(int next) {
    Frame top = layout.top();
    if (top.wantsAs || ((next == TO || next == STEP) && inLoopHeader(top))) {
      return false;
    }
    return TokenSets.beginsOperand(next)
        && next != NOT
        && next != AWAIT
        && next != MOD
        && next != DIV;
  }

  private boolean isUsedAsName(int next) {
    return TokenSets.assigns(next)
        || next == DOT
        || next == LBRACK
        || next == COMMA
        || (TokenSets.continues(next) && next != MINUS && next != NOT);
  }

  private static boolean endsStatement(int next) {
    return next == Token.EOF || next == END || TokenSets.isClause(next) || next == UNTIL;
  }

  /// `train (m) on d`: after the bracket comes the word of the statement's form.
  private boolean bracketThen(int next, int word, int other) {
    if (next != LPAREN && next != LBRACK) {
      return false;
    }
    int close = tape.matching(tape.index() + 1);
    int after = close < 0 || tape.breakBefore(close + 1) ? Token.EOF : tape.type(close + 1);
    return after == word || after == other;
  }

  private boolean isSave(int next) {
    boolean mayBeName = next == LPAREN || next == LBRACK;
    return juxtaposed(next) || next == LBRACE || (mayBeName && hasTo());
  }

  /// `save every 2 steps` among the settings of `train` on one line.
  private boolean isPeriodicSetting(Frame top, int next) {
    int previous = tape.previousType();
    return next == EVERY
        && top.run == TRAIN
        && top.options
        && (previous == COMMA || previous == CONFIG_COLON);
  }

  private boolean hasTo() {
    int i = tape.index() + 1;
    while (!tape.breakBefore(i)) {
      int type = tape.type(i);
      if (type == TO) {
        return true;
      }
      int close = type == LPAREN || type == LBRACK || type == LBRACE ? tape.matching(i) : i;
      if (close < 0) {
        return false;
      }
      i = close + 1;
    }
    return false;
  }

  private boolean isStep(int next) {
    if (next != INT && next != STRING && !TokenSets.isName(next)) {
      return false;
    }
    int after = tape.sameLine(2);
    return after == COLON || after == DO || after == Token.EOF || after == THEN;
  }

  private boolean isImport(int next) {
    return next == STRING
        || (TokenSets.isName(next) && (tape.sameLine(2) == IMPORT || tape.sameLine(2) == DOT));
  }

  private boolean isOutput(int next) {
    if (isUsedAsName(next) && next != LBRACK) {
      return false;
    }
    return switch (next) {
      case Token.EOF, COLON, RPAREN -> false;
      case MINUS, LBRACK, LPAREN -> !tape.touchesNext() && nextTouchesItsNext() && !isCall();
      default -> TokenSets.beginsOperand(next) || next == LBRACE;
    };
  }

  private boolean nextTouchesItsNext() {
    int i = tape.index() + 1;
    return tape.get(i).getStopIndex() + 1 == tape.get(i + 1).getStartIndex();
  }

  private boolean isPrint(int next) {
    return switch (next) {
      case Token.EOF, END, ELSE, ELIF, UNTIL -> true;
      case LPAREN -> !isCall();
      case MINUS, LBRACK, LBRACE -> true;
      default -> TokenSets.beginsOperand(next) || next == LOAD_VALUE;
    };
  }

  /// `print(…)` as the whole statement is a call like any other.
  private boolean isCall() {
    int open = tape.index() + 1;
    if (tape.type(open) != LPAREN) {
      return false;
    }
    int close = tape.matching(open);
    return close < 0 || tape.breakBefore(close + 1) || endsStatement(tape.type(close + 1));
  }
}
