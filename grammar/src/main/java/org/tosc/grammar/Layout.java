package org.tosc.grammar;

import static org.tosc.grammar.PseudocodeLexer.*;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/// Puts the cut tokens in order for the parser: chooses the newlines that end statements, turns
/// indented blocks into the same bracketed form as keyword blocks, and repairs what does not
/// balance, with one fault for each repair. So the parser never sees a structure that is broken.
///
/// A text is laid out without regard to columns inside keyword blocks, as the language says. Only
/// if its `end`s do not balance is it laid out again with columns as a hint to who lacks one.
final class Layout {
  private final Tape tape;
  private final Faults faults;
  private final boolean hints;
  private final List<Frame> stack = new ArrayList<>();
  private final Words words;
  private final Blocks blocks;
  private final Brackets brackets;
  private final Margins margins;
  private boolean statementStart = true;
  private boolean unbalanced;
  private boolean tooDeep;
  private int lineColumn;

  Layout(String text, List<CommonToken> raw, Faults faults, boolean hints) {
    this.tape = new Tape(text, raw);
    this.faults = faults;
    this.hints = hints;
    words = new Words(tape, this);
    blocks = new Blocks(tape, this, faults);
    brackets = new Brackets(tape, this, faults);
    margins = new Margins(tape, this, faults);
  }

  /// Lays the text out, and says whether every `end` found its place.
  boolean run() {
    CommonToken first = tape.get(0);
    Frame file = new Frame(Frame.Kind.FILE, first, Token.EOF, tape.column(first));
    stack.add(file);
    while (tape.advance() && !tooDeep) {
      step(tape.token());
    }
    return !unbalanced;
  }

  List<Token> tokens() {
    if (!tooDeep) {
      return tape.result();
    }
    return List.of(tape.get(tape.count()));
  }

  private void step(CommonToken token) {
    if (tape.lineBreak() != null || token.getType() == Token.EOF) {
      newLine(token);
    } else {
      blocks.sameLine(token);
    }
    if (statementStart) {
      startStatement(token);
    }
    if (TokenSets.isWord(token.getType())) {
      words.classify(token);
    }
    dispatch(token, token.getType());
  }

  private void startStatement(CommonToken token) {
    tape.markStatement();
    if (!TokenSets.isClause(token.getType()) && token.getType() != END) {
      top().newStatement();
    }
  }

  // ------------------------------------------------------------------ lines

  private void newLine(CommonToken token) {
    if (top().is(Frame.Kind.BRACKET) && !brackets.endAtLine(token)) {
      return;
    }
    if (top().in(Frame.Phase.HEADER)) {
      if (continuesLine(token)) {
        return;
      }
      blocks.lineEndsHeader(token);
    } else if (!statementStart && !top().in(Frame.Phase.COLON)) {
      if (continuesLine(token)) {
        return;
      }
      endStatement();
    }
    margins.settle(token);
    lineColumn = tape.column(token);
  }

  /// After a binary operator or a comma the statement goes on, unless the next line shows that it
  /// cannot: then the operator lacks its operand.
  private boolean continuesLine(CommonToken next) {
    if (!TokenSets.continues(tape.previousType()) || statementStart) {
      return false;
    }
    int type = next.getType();
    if (TokenSets.statementOnly(type) || type == Token.EOF) {
      return false;
    }
    int index = tape.index();
    boolean assignment = TokenSets.isName(type) && tape.type(index + 1) == ASSIGN;
    return !assignment || top().options;
  }

  /// Writes the NEWLINE of the statement that ends before the current token.
  void endStatement() {
    CommonToken lineBreak = tape.lineBreak();
    if (lineBreak != null) {
      tape.emitBreak(lineBreak);
    } else {
      tape.emitVirtual(NEWLINE, "");
    }
    statementStart = true;
    top().newStatement();
  }

  // ------------------------------------------------------------------ tokens

  private void dispatch(CommonToken token, int type) {
    switch (type) {
      case LPAREN, LBRACK, LBRACE, INTERPOLATION_OPEN -> brackets.open(token);
      case RPAREN, RBRACK, RBRACE, INTERPOLATION_CLOSE -> brackets.close(token);
      case COLON -> blocks.colon(token);
      case THEN, DO -> blocks.marker(token);
      case END -> blocks.end(token);
      case UNTIL -> blocks.until(token);
      case ELIF, ELSE, CASE, CATCH, FINALLY -> blocks.clause(token);
      case FN -> blocks.function(token);
      case IF,
          WHILE,
          FOR,
          REPEAT,
          LOOP,
          MATCH,
          TRY,
          CLASS,
          ENUM,
          MODEL,
          LAYER,
          PIPELINE,
          STEP,
          WITH,
          TEST,
          MODULE ->
          blocks.header(token);
      case EOF -> blocks.endOfFile(token);
      default -> plain(token, type);
    }
  }

  private void plain(CommonToken token, int type) {
    Frame top = top();
    switch (type) {
      case FAT_ARROW -> brackets.arrow();
      case ARROW -> blocks.resultArrow();
      case ASSIGN -> top.inType = false;
      case COMMA -> comma(top);
      case INFER -> run(top, token, type).wantsWith = true;
      case TRAIN -> run(top, token, type).wantsOn = true;
      case DEPLOY -> run(top, token, type).wantsOn = true;
      case LOAD -> load(top, token);
      case SAVE -> save(top, token);
      case EVAL -> top.wantsUnit = true;
      case IMPORT -> top.wantsAs = true;
      case LET, CONST -> top.bindsNames = true;
      default -> {}
    }
    write(token);
    if (type == EXPORT || type == STATIC || type == ASYNC) {
      statementStart = true;
    }
  }

  private static Frame run(Frame top, CommonToken token, int type) {
    top.run = type;
    top.runOpener = token;
    return top;
  }

  private void comma(Frame top) {
    if (!top.is(Frame.Kind.BRACKET)) {
      top.inType = false;
      top.run = top.options ? top.run : 0;
    } else if (!top.typeOnly) {
      top.inType = false;
    }
  }

  private void load(Frame top, CommonToken token) {
    if (statementStart) {
      top.wantsAs = true;
    } else {
      token.setType(LOAD_VALUE);
    }
  }

  private void save(Frame top, CommonToken token) {
    if (tape.sameLine(1) == EVERY) {
      token.setType(SAVE_EVERY);
      top.wantsUnit = true;
    } else {
      top.wantsTo = true;
    }
  }

  /// Hands a token to the parser as part of the current statement.
  void write(CommonToken token) {
    tape.emit(token);
    statementStart = false;
  }

  // ------------------------------------------------------------------ state

  Blocks blocks() {
    return blocks;
  }

  Brackets brackets() {
    return brackets;
  }

  Frame top() {
    return stack.getLast();
  }

  Frame below(int depth) {
    return stack.get(Math.max(0, stack.size() - 1 - depth));
  }

  int depth() {
    return stack.size();
  }

  void push(Frame frame) {
    stack.add(frame);
    if (stack.size() > Limits.NESTING && !tooDeep) {
      tooDeep = true;
      faults.add(FaultKind.NESTED_TOO_DEEPLY, frame.opener);
    }
  }

  Frame pop() {
    return stack.removeLast();
  }

  boolean statementStart() {
    return statementStart;
  }

  void statementStart(boolean start) {
    statementStart = start;
  }

  boolean afterOperand() {
    return !statementStart && TokenSets.endsOperand(tape.previousType());
  }

  /// Columns may be used to find out which block lacks its `end`.
  boolean hints() {
    return hints;
  }

  void unbalanced() {
    unbalanced = true;
  }

  /// The column of an `end`, or that of its line where it is not the first on it.
  int endColumn(CommonToken end) {
    return tape.lineBreak() == null ? lineColumn : tape.column(end);
  }

  /// The column of the first token of the line in which the current statement began.
  int lineColumn() {
    return lineColumn;
  }

  @Nullable Frame enclosingConstruct() {
    for (int i = stack.size() - 1; i > 0; i--) {
      if (stack.get(i).is(Frame.Kind.CONSTRUCT)) {
        return stack.get(i);
      }
    }
    return null;
  }
}
