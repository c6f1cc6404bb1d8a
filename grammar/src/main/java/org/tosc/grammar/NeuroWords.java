package org.tosc.grammar;

import static org.tosc.grammar.NeuroLangLexer.*;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;
import org.tosc.grammar.NeuroBraces.Holds;

/// Words of other languages.
final class NeuroWords {
  private static final Set<String> STRING_PREFIXES =
      Set.of("f", "r", "b", "u", "fr", "rf", "br", "rb", "c");
  private static final Set<String> PRINTS = Set.of("print", "println", "echo", "puts");

  /// Tokens that the search for an end may pass.
  private static final int LONGEST = 2_000;

  private final NeuroTape tape;
  private final NeuroBraces braces;
  private final Faults faults;

  NeuroWords(NeuroTape tape, NeuroBraces braces, Faults faults) {
    this.tape = tape;
    this.braces = braces;
    this.faults = faults;
  }

  /// Looks at a name; true if it is left out.
  boolean replace(CommonToken name) {
    String text = name.getText();
    int before = tape.previousType();
    if (before == DOT || before == PATH_SEP || before == AT) {
      return false;
    }
    CommonToken next = tape.next(1);
    boolean caseArm = text.equals("case") && braces.top().holds == Holds.ARMS;
    if (caseArm && NeuroBraces.beginsOperand(next.getType())) {
      return report(name, new Foreign.Row(FaultKind.FOREIGN_KEYWORD, "", 0));
    }
    return switch (next.getType()) {
      case IDENT -> beforeName(name, text, next);
      case STRING -> beforeText(name, text, next);
      case INT, FLOAT, TRUE, FALSE, LPAREN, LBRACK, MINUS, BANG, LBRACE, IF ->
          print(name, text, next) || operator(name, text, next) || choice(name, text, next);
      case FN, STRUCT, ENUM, IMPL, CONST, USE, IMPORT -> modifier(name, text);
      default -> constant(name, text);
    };
  }

  private boolean begins() {
    return switch (tape.previousType()) {
      case Token.EOF, SEMI, LBRACE, BODY_LBRACE, RBRACE -> true;
      default -> tape.beginsLine() && !NeuroBraces.endsOperand(tape.previousType());
    };
  }

  private boolean beforeName(CommonToken name, String text, CommonToken next) {
    if (operator(name, text, next) || print(name, text, next) || mutable(name, text)) {
      return true;
    }
    if (choice(name, text, next)) {
      return true;
    }
    int before = tape.previousType();
    boolean modifies =
        NeuroForeign.modifier(next.getText()) != null || NeuroForeign.item(next.getText()) != null;
    if (modifies && modifier(name, text)) {
      return true;
    }
    if (text.equals("new") && !NeuroBraces.endsOperand(before)) {
      return report(name, new Foreign.Row(FaultKind.FOREIGN_KEYWORD, "", 0));
    }
    return (begins() || tape.beginsLine()) && (statement(name, text) || item(name, text));
  }

  private boolean choice(CommonToken name, String text, CommonToken next) {
    boolean elseIf =
        tape.previousType() == RBRACE
            && (text.equals("elif") || text.equals("elsif") || text.equals("elseif"));
    if (elseIf) {
      return elseIf(name);
    }
    if (text.equals("switch") && begins() && opensBlock()) {
      return report(name, NeuroForeign.statement(text));
    }
    boolean then = (text.equals("then") || text.equals("do")) && braces.header() != Token.EOF;
    return (then && next.getType() == LBRACE)
        && report(name, new Foreign.Row(FaultKind.FOREIGN_KEYWORD, "", 0));
  }

  /// `elif c` is `else if c`.
  private boolean elseIf(CommonToken name) {
    report(name, new Foreign.Row(FaultKind.FOREIGN_KEYWORD, "else if", IF));
    tape.emitVirtual(ELSE, "else");
    return false;
  }

  /// Does a `{` follow the parentheses behind the current word?
  private boolean opensBlock() {
    int end = tape.nextType(1) == LPAREN ? tape.closes(1) : -1;
    return end > 0 && tape.nextType(end + 1) == LBRACE;
  }

  private boolean statement(CommonToken name, String text) {
    Foreign.Row row = NeuroForeign.statement(text);
    if (row == null || row.type() == MATCH || row.type() == FOR) {
      return row != null && report(name, row);
    }
    int after = tape.nextType(2);
    boolean fits =
        switch (row.type()) {
          case FN -> after == LPAREN || after == LT;
          case STRUCT -> after == LBRACE || after == LT || after == COLON;
          default -> after == ASSIGN || after == COLON;
        };
    return fits && report(name, row);
  }

  private boolean modifier(CommonToken name, String text) {
    Foreign.Row row = NeuroForeign.modifier(text);
    return row != null && report(name, row);
  }

  /// `trait T { … }`, `mod m;`: left out as a whole.
  private boolean item(CommonToken name, String text) {
    Foreign.Row row = NeuroForeign.item(text);
    if (row == null) {
      return false;
    }
    faults.add(row.kind(), name);
    int end = 1;
    while (end < LONGEST && tape.nextType(end) != SEMI && tape.nextType(end) != LBRACE) {
      if (tape.nextType(end) == Token.EOF) {
        return drop(end - 1);
      }
      end++;
    }
    int last = tape.nextType(end) == LBRACE ? tape.closes(end) : end;
    return drop(Math.max(last, 0));
  }

  /// `let mut x`.
  boolean let(CommonToken let) {
    CommonToken word = tape.next(1);
    boolean mut = word.getType() == IDENT && word.getText().equals("mut");
    if (!mut || (tape.nextType(2) != IDENT && tape.nextType(2) != LPAREN)) {
      return false;
    }
    int start = let.getStartIndex();
    int length = word.getStopIndex() + 1 - start;
    faults.add(
        new SyntaxFault(
            FaultKind.FOREIGN_KEYWORD,
            word.getStartIndex(),
            word.getStopIndex() + 1 - word.getStartIndex(),
            "mut",
            List.of("`var`"),
            null,
            new SyntaxFault.Edit(start, length, "var")));
    tape.hideNext(1);
    let.setType(VAR);
    return false;
  }

  /// `fn f(mut x: T)` and `(mut a, b)`.
  private boolean mutable(CommonToken name, String text) {
    int before = tape.previousType();
    boolean place = before == LPAREN || before == COMMA || before == VAR;
    if (!place || !text.equals("mut")) {
      return false;
    }
    boolean twice = before == VAR;
    return report(
        name, new Foreign.Row(FaultKind.FOREIGN_KEYWORD, twice ? "" : "var", twice ? 0 : VAR));
  }

  /// `a and b`, `not a`.
  private boolean operator(CommonToken name, String text, CommonToken next) {
    boolean after = NeuroBraces.endsOperand(tape.previousType());
    if (!NeuroBraces.beginsOperand(next.getType())) {
      return false;
    }
    Foreign.Row row =
        switch (text) {
          case "and" -> after ? new Foreign.Row(FaultKind.FOREIGN_OPERATOR, "&&", AND_AND) : null;
          case "or" -> after ? new Foreign.Row(FaultKind.FOREIGN_OPERATOR, "||", OR_OR) : null;
          case "not" -> not(after, next);
          default -> null;
        };
    return row != null && report(name, row);
  }

  private static Foreign.@Nullable Row not(boolean afterOperand, CommonToken next) {
    return afterOperand || next.getType() == LPAREN || next.getType() == LBRACK
        ? null
        : new Foreign.Row(FaultKind.FOREIGN_OPERATOR, "!", BANG);
  }

  private boolean constant(CommonToken name, String text) {
    if (text.length() < 4 || text.length() > 5 || tape.nextType(1) == PATH_SEP) {
      return false;
    }
    Foreign.Row row = NeuroForeign.constant(text);
    return row != null && report(name, row);
  }

  // ------------------------------------------------------------------ texts

  private boolean beforeText(CommonToken name, String text, CommonToken next) {
    boolean touches = name.getStopIndex() + 1 == next.getStartIndex();
    if (touches && STRING_PREFIXES.contains(text.toLowerCase(Locale.ROOT))) {
      faults.add(FaultKind.STRING_PREFIX, name, Spelling.whole(name, ""));
      tape.hide();
      return true;
    }
    return print(name, text, next);
  }

  /// `print x`: the rest of the line is left out.
  private boolean print(CommonToken name, String text, CommonToken next) {
    boolean operand =
        next.getType() != LPAREN && next.getType() != LBRACK && next.getType() != LBRACE;
    if (!operand || !PRINTS.contains(text) || tape.beginsLine(next) || !begins()) {
      return false;
    }
    int end = 1;
    while (end < LONGEST && !endsPrint(end + 1)) {
      end++;
    }
    int start = next.getStartIndex();
    int stop = tape.next(end).getStopIndex() + 1;
    String value = tape.text().substring(start, stop);
    int from = name.getStartIndex();
    faults.add(
        new SyntaxFault(
            FaultKind.PRINT_WITHOUT_PARENTHESES,
            from,
            name.getStopIndex() + 1 - from,
            text,
            FaultKind.PRINT_WITHOUT_PARENTHESES.expected(),
            null,
            new SyntaxFault.Edit(from, stop - from, "print(" + value + ")")));
    for (int i = 0; i < end; i++) {
      tape.hideNext(1);
    }
    return false;
  }

  private boolean endsPrint(int ahead) {
    CommonToken token = tape.next(ahead);
    int type = token.getType();
    return type == SEMI || type == RBRACE || type == Token.EOF || tape.beginsLine(token);
  }

  // ------------------------------------------------------------------

  /// Reports a word; true if it is left out.
  private boolean report(CommonToken name, Foreign.@Nullable Row row) {
    if (row == null) {
      return false;
    }
    boolean known = !row.text().isEmpty();
    boolean spaced = !known && !tape.beginsLine(tape.next(1));
    int start = name.getStartIndex();
    int end = spaced ? tape.next(1).getStartIndex() : name.getStopIndex() + 1;
    SyntaxFault.Edit edit = new SyntaxFault.Edit(start, end - start, row.text());
    String[] expected = known ? new String[] {"`" + row.text() + "`"} : new String[0];
    faults.add(row.kind(), name, edit, expected);
    if (row.type() == 0) {
      tape.hide();
      return true;
    }
    name.setType(row.type());
    return false;
  }

  private boolean drop(int ahead) {
    for (int i = 0; i < ahead; i++) {
      tape.hideNext(1);
    }
    tape.hide();
    return true;
  }
}
