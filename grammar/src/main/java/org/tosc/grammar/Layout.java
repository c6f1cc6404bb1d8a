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
  /// How a text that is not in order is read.
  enum Mode {
    /// As the language says.
    PLAIN,
    /// `else if` is taken for `elif`.
    ELSE_IF,
    /// Columns tell which block lacks its `end`.
    COLUMNS
  }

  private final Tape tape;
  private final Faults faults;
  private final Mode mode;
  private final List<Frame> stack = new ArrayList<>();
  private final Words words;
  private final Headers headers;
  private final Markers markers;
  private final Clauses clauses;
  private final Ends ends;
  private final ForeignWords foreign;
  private final Brackets brackets;
  private final Margins margins;
  private boolean statementStart = true;
  private boolean unbalanced;
  private boolean tooDeep;
  private boolean sawElseIf;
  private int lineColumn;

  /// The first tokens of the constructs that an END or UNTIL closes, for [Recovery].
  private final List<CommonToken> openers = new ArrayList<>();

  Layout(String text, List<CommonToken> raw, Faults faults, Mode mode) {
    this.tape = new Tape(text, raw);
    this.faults = faults;
    this.mode = mode;
    words = new Words(tape, this, faults);
    headers = new Headers(tape, this, faults);
    markers = new Markers(tape, this, faults);
    clauses = new Clauses(tape, this, faults);
    ends = new Ends(tape, this, faults);
    foreign = new ForeignWords(tape, this, faults);
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
      headers.sameLine(token);
    }
    if (statementStart) {
      startStatement(token);
    }
    int type = token.getType();
    if (TokenSets.isWord(type)) {
      words.classify(token);
      if (token.getType() == IDENT && foreign.replace(token)) {
        return;
      }
      if ((token.getType() == FN && foreign.fnBeforeArrow(token))
          || (token.getType() == SELF && foreign.selfParameter(token))) {
        return;
      }
    } else if (type == FOREIGN && token.getText().length() == 1 && isSemicolon(token)) {
      foreign.semicolon(token);
      return;
    } else if ((type == DOT || type == MINUS) && foreign.loosePunctuation(token, type)) {
      return;
    }
    dispatch(token, token.getType());
  }

  private static boolean isSemicolon(CommonToken token) {
    char c = token.getText().charAt(0);
    return c == ';' || c == '\uFF1B' || c == '\u037E';
  }

  private void startStatement(CommonToken token) {
    tape.markStatement();
    int type = token.getType();
    if (TokenSets.isClause(type) || type == END) {
      return;
    }
    top().newStatement();
    CommonToken previous = tape.previous();
    boolean afterEnd = previous != null && previous.getType() == END && tape.lineBreak() == null;
    if (afterEnd && tape.index() > 0 && type != Token.EOF && beginsStatement(type)) {
      SyntaxFault.Edit edit = new SyntaxFault.Edit(token.getStartIndex(), 0, "\n");
      faults.add(FaultKind.MISSING_NEWLINE, token, edit, "a new line");
    }
  }

  private static boolean beginsStatement(int type) {
    return TokenSets.isWord(type) && type != UNTIL;
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
      headers.lineEndsHeader(token);
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
      case COLON -> markers.colon(token);
      case THEN, DO -> markers.marker(token);
      case END -> ends.end(token);
      case UNTIL -> ends.until(token);
      case ELIF, ELSE, CASE, CATCH, FINALLY -> clauses.clause(token);
      case FN -> headers.function(token);
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
          headers.header(token);
      case EOF -> ends.endOfFile(token);
      default -> plain(token, type);
    }
  }

  private void plain(CommonToken token, int type) {
    Frame top = top();
    switch (type) {
      case FAT_ARROW -> brackets.arrow();
      case ARROW -> headers.resultArrow();
      case ASSIGN -> top.inType = false;
      case IN -> top.sawIn = true;
      case COMMA -> comma(top);
      case INFER -> run(top, token, type).wantsWith = true;
      case TRAIN -> run(top, token, type).wantsOn = true;
      case DEPLOY -> {
        run(top, token, type).wantsOn = true;
        top.wantsAs = true;
        top.options = true;
      }
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
    top.run = top.options ? top.run : 0;
    if (!top.is(Frame.Kind.BRACKET)) {
      top.inType = false;
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

  Headers headers() {
    return headers;
  }

  Markers markers() {
    return markers;
  }

  Clauses clauses() {
    return clauses;
  }

  ForeignWords foreign() {
    return foreign;
  }

  /// The innermost keyword body was opened by `{`, and no bracket stands between.
  boolean inBraceBlock() {
    for (int i = stack.size() - 1; i > 0; i--) {
      Frame frame = stack.get(i);
      if (frame.is(Frame.Kind.BRACKET) || frame.is(Frame.Kind.INDENTED)) {
        return false;
      }
      if (frame.in(Frame.Phase.KEYWORD_BODY)) {
        return frame.brace;
      }
    }
    return false;
  }

  Ends ends() {
    return ends;
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

  List<CommonToken> openers() {
    return openers;
  }

  /// Notes that an END or UNTIL will close what begins with this token.
  void opens(CommonToken token) {
    openers.add(token);
  }

  /// The construct opened last turned out to have no END.
  void opensNothing() {
    openers.removeLast();
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
    return mode == Mode.COLUMNS;
  }

  boolean elseIfMeansElif() {
    return mode == Mode.ELSE_IF;
  }

  /// A keyword-style `else if` was met, which is an `if` with its own `end` inside the `else`.
  boolean sawElseIf() {
    return sawElseIf;
  }

  void noteElseIf() {
    sawElseIf = true;
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
