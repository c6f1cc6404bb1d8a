package org.tosc.grammar;

import static org.tosc.grammar.NeuroLangLexer.*;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/// Balances brackets, says of every `{` what it opens, and marks the ends of blocks and arms whose
/// last expression has no `;` or `,`, so that the parser knows from one token how to go on.
///
/// Between a header's word (`if`, `while`, `match`, `in`, `fn`, `struct`, …) and its `{`, at the
/// same depth of brackets, no struct literal may stand; so the next `{` there is the header's body.
/// Elsewhere a `{` after a name opens the fields of a struct.
final class NeuroBraces {
  /// What a bracket holds.
  enum Holds {
    FILE,
    LIST,
    STATEMENTS,
    ARMS,
    MEMBERS
  }

  /// A word whose `{` is still to come, and what that will hold.
  record Header(CommonToken word, Holds holds) {}

  /// One open bracket.
  static final class Open {
    final Holds holds;

    /// Null for the file.
    final @Nullable CommonToken opener;

    final Deque<Header> headers = new ArrayDeque<>(2);

    Open(Holds holds, @Nullable CommonToken opener) {
      this.holds = holds;
      this.opener = opener;
    }

    int type() {
      return opener == null ? Token.EOF : opener.getType();
    }

    boolean isBrace() {
      return type() == LBRACE || type() == BODY_LBRACE || type() == STRUCT_LBRACE;
    }

    boolean isRoundOrSquare() {
      return type() == LPAREN || type() == LBRACK;
    }
  }

  private final NeuroTape tape;
  private final Faults faults;
  private final NeuroForms forms;
  private final NeuroClosing closing;
  private final Deque<Open> open = new ArrayDeque<>();
  private boolean tooDeep;

  NeuroBraces(NeuroTape tape, Faults faults, boolean columns) {
    this.tape = tape;
    this.faults = faults;
    this.forms = new NeuroForms(tape, this, faults);
    this.closing = new NeuroClosing(tape, open, faults, columns);
  }

  /// True if no brace was missing or left over.
  boolean run() {
    open.push(new Open(Holds.FILE, null));
    while (tape.advance() && !tooDeep) {
      choosing(tape.token());
      if (!forms.replace(tape.token())) {
        code(tape.token());
      }
    }
    return closing.balanced();
  }

  /// Whether brackets were nested too deeply; then the rest was not read.
  boolean tooDeep() {
    return tooDeep;
  }

  List<CommonToken> tokens() {
    return tape.result();
  }

  Open top() {
    return open.getFirst();
  }

  /// The bracket around the innermost one.
  @Nullable Open below() {
    Iterator<Open> inside = open.iterator();
    inside.next();
    return inside.hasNext() ? inside.next() : null;
  }

  /// The word whose `{` is to come at this depth, or EOF.
  int header() {
    Header header = top().headers.peek();
    return header == null ? Token.EOF : header.word().getType();
  }

  /// `where` is a name, except after the head of a function; `>=` is two tokens where the first one
  /// ends the arguments of a type.
  private void choosing(CommonToken token) {
    switch (token.getType()) {
      case WHERE -> {
        if (header() != FN || tape.previousType() == FN) {
          token.setType(IDENT);
        }
      }
      case GE -> {
        if (tape.closesType(1)) {
          tape.split(GT, ASSIGN);
        }
      }
      case SHIFT_RIGHT_ASSIGN -> {
        if (tape.closesType(2)) {
          tape.split(GT, GT, ASSIGN);
        }
      }
      default -> {}
    }
  }

  private void header(CommonToken word, Holds holds) {
    top().headers.push(new Header(word, holds));
  }

  private void code(CommonToken token) {
    int type = token.getType();
    switch (type) {
      case IF, WHILE, IN, MATCH -> headerOfExpression(token);
      case FN, STRUCT, ENUM, IMPL, IMPORT, USE, LET, AT -> beginning(token);
      case SEMI -> semicolon(token);
      case FAT_ARROW -> top().headers.clear();
      case COMMA -> {
        if (comma(token)) {
          return;
        }
      }
      case LPAREN, LBRACK -> push(new Open(Holds.LIST, token));
      case LBRACE, BODY_LBRACE, STRUCT_LBRACE -> brace(token);
      case RPAREN, RBRACK, RBRACE -> {
        if (!closing.close(token)) {
          return;
        }
      }
      case Token.EOF -> closing.atEnd(token);
      default -> {}
    }
    if (!tooDeep) {
      tape.emit(token);
    }
  }

  private void headerOfExpression(CommonToken token) {
    switch (token.getType()) {
      case IF -> {
        boolean guard = top().holds == Holds.ARMS && endsOperand(tape.previousType());
        if (!guard) {
          header(token, Holds.STATEMENTS);
        }
      }
      case MATCH -> header(token, Holds.ARMS);
      default -> header(token, Holds.STATEMENTS);
    }
  }

  private void semicolon(CommonToken token) {
    closing.atSemicolon();
    top().headers.clear();
    if (top().holds == Holds.LIST && top().isBrace()) { // between the fields of a struct
      faults.add(FaultKind.MISSING_COMMA, token, Spelling.whole(token, ","), "`,`");
      token.setType(COMMA);
    }
  }

  /// A word that begins an item or statement.
  private void beginning(CommonToken token) {
    int type = token.getType();
    boolean fnType = type == FN && tape.nextType(1) == LPAREN && !beginsItem();
    if (!fnType) {
      closing.atBeginning(token);
    }
    switch (type) {
      case FN -> {
        if (!fnType) {
          header(token, Holds.STATEMENTS);
        }
      }
      case STRUCT, ENUM -> header(token, Holds.LIST);
      case IMPL -> header(token, Holds.MEMBERS);
      default -> {}
    }
  }

  private boolean beginsItem() {
    return switch (tape.previousType()) {
      case Token.EOF, SEMI, RBRACE, LBRACE, BODY_LBRACE -> tape.beginsLine();
      default -> false;
    };
  }

  /// `a,, b` and `(, a)`; true if the comma is left out.
  private boolean comma(CommonToken token) {
    FaultKind kind =
        switch (tape.previousType()) {
          case COMMA, LPAREN, LBRACK, STRUCT_LBRACE -> FaultKind.MISSING_EXPRESSION;
          case LT -> FaultKind.MISSING_TYPE;
          default -> null;
        };
    if (kind == null) {
      return false;
    }
    String[] expected = kind.expected().toArray(String[]::new);
    faults.add(kind, token, Spelling.whole(token, ""), expected);
    tape.hide();
    return true;
  }

  private void push(Open bracket) {
    if (open.size() > Limits.NESTING) {
      tooDeep = true;
      if (bracket.opener != null) {
        faults.add(FaultKind.NESTED_TOO_DEEPLY, bracket.opener);
      }
    }
    open.push(bracket);
  }

  private void brace(CommonToken token) {
    closing.atBrace();
    int before = tape.previousType();
    Open around = top();
    Holds holds = Holds.STATEMENTS;
    token.setType(LBRACE);
    if (before == ELSE || before == LOOP) {
      token.setType(BODY_LBRACE);
    } else if (!around.headers.isEmpty()) {
      token.setType(BODY_LBRACE);
      holds = around.headers.pop().holds();
    } else if (before == IDENT || (before == GT && (beginsFields() || tape.closesTurbofish()))) {
      token.setType(STRUCT_LBRACE);
      holds = Holds.LIST;
    }
    push(new Open(holds, token));
  }

  /// Do the fields of a struct follow the current `{`, rather than statements?
  boolean beginsFields() {
    int first = tape.nextType(1);
    int second = tape.nextType(2);
    return first == RBRACE
        || (first == IDENT && (second == COLON || second == COMMA))
        || (first == DOTDOT && second == IDENT);
  }

  /// Writes the fields of a struct where a header's `{` was to come.
  void openStruct(CommonToken brace) {
    brace.setType(STRUCT_LBRACE);
    push(new Open(Holds.LIST, brace));
    tape.emit(brace);
  }

  /// Can an operand end with this token?
  static boolean endsOperand(int type) {
    return switch (type) {
      case IDENT, INT, FLOAT, STRING, TRUE, FALSE, RPAREN, RBRACK, RBRACE -> true;
      default -> false;
    };
  }

  /// Can an operand begin with this token?
  static boolean beginsOperand(int type) {
    return switch (type) {
      case IDENT, INT, FLOAT, STRING, TRUE, FALSE, LPAREN, LBRACK, LBRACE, MINUS, BANG -> true;
      case IF, MATCH, WHILE, FOR, LOOP -> true;
      default -> false;
    };
  }
}
