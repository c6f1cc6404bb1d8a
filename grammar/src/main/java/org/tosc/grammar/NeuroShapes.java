package org.tosc.grammar;

import static org.tosc.grammar.NeuroLangLexer.*;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;
import org.tosc.grammar.NeuroBraces.Holds;

/// Larger forms of other languages.
final class NeuroShapes {
  private static final Set<String> TILE_TYPES = Set.of("Tile", "Tensor", "View", "View_mut");

  /// `let i = a; i < b; i++`, with or without its declaration.
  private static final Pattern COUNTING =
      Pattern.compile(
          "\\((?:let |var |int |auto )?(\\w+)\\s*=\\s*([^;]+?);\\s*\\1\\s*(<=?)\\s*([^;]+?);"
              + "\\s*(?:\\1\\s*\\+\\+|\\+\\+\\s*\\1|\\1\\s*\\+=\\s*1)\\s*\\)");

  private final NeuroTape tape;
  private final NeuroBraces braces;
  private final Faults faults;

  NeuroShapes(NeuroTape tape, NeuroBraces braces, Faults faults) {
    this.tape = tape;
    this.braces = braces;
    this.faults = faults;
  }

  private void report(
      FaultKind kind, int start, int end, SyntaxFault.@Nullable Edit edit, String... expected) {
    String found = tape.text().substring(start, end);
    List<String> wanted = expected.length == 0 ? kind.expected() : List.of(expected);
    faults.add(new SyntaxFault(kind, start, end - start, found, wanted, null, edit));
  }

  // ------------------------------------------------------------------ for

  /// `for (i = 0; i < n; i++)`: read as a loop over nothing in particular.
  boolean cStyleFor(CommonToken token) {
    if (tape.nextType(1) != LPAREN || !semicolons()) {
      return false;
    }
    int close = tape.closes(1);
    int start = tape.next(1).getStartIndex();
    int end = tape.next(close).getStopIndex() + 1;
    String head = tape.text().substring(start, end);
    Matcher counting = COUNTING.matcher(head);
    SyntaxFault.Edit edit = null;
    if (counting.matches()) {
      String dots = counting.group(3).equals("<") ? ".." : "..=";
      String range = counting.group(2) + dots + counting.group(4);
      edit = new SyntaxFault.Edit(start, end - start, counting.group(1) + " in " + range);
    }
    faults.forget(start, end);
    report(FaultKind.C_STYLE_FOR, token.getStartIndex(), end, edit);
    for (int i = 0; i < close; i++) {
      tape.hideNext(1);
    }
    tape.emit(token);
    tape.emitVirtual(IDENT, "");
    CommonToken in = tape.emitVirtual(IN, "in");
    braces.top().headers.push(new NeuroBraces.Header(in, Holds.STATEMENTS));
    tape.emitVirtual(IDENT, "");
    return true;
  }

  private boolean semicolons() {
    int close = tape.closes(1);
    for (int ahead = 1; ahead < close; ahead++) {
      if (tape.nextType(ahead) == SEMI) {
        return true;
      }
    }
    return false;
  }

  private @Nullable CommonToken inAfter;

  /// `for i of xs`, `for i = 0..n`, `for i xs`. Always false: the loop is read on.
  boolean missingIn() {
    CommonToken name = tape.next(1);
    CommonToken second = tape.next(2);
    if (name.getType() != IDENT || second.getType() == IN) {
      return false;
    }
    int start = second.getStartIndex();
    if (Set.of("of", "from", "=", ":").contains(second.getText())) {
      int length = second.getStopIndex() + 1 - start;
      SyntaxFault.Edit edit = new SyntaxFault.Edit(start, length, "in");
      faults.add(FaultKind.MISSING_IN, second, edit, "`in`");
      second.setType(IN);
    } else if (NeuroBraces.beginsOperand(second.getType()) && second.getType() != LBRACE) {
      SyntaxFault.Edit edit = new SyntaxFault.Edit(start, 0, "in ");
      String found = second.getText();
      faults.add(
          new SyntaxFault(FaultKind.MISSING_IN, start, 0, found, List.of("`in`"), null, edit));
      inAfter = name;
    }
    return false;
  }

  /// Writes the `in` that is missing after the name of a loop.
  boolean insertIn(CommonToken name) {
    if (name != inAfter) {
      return false;
    }
    tape.emit(name);
    CommonToken in = tape.emitVirtual(IN, "in");
    braces.top().headers.push(new NeuroBraces.Header(in, Holds.STATEMENTS));
    return true;
  }

  // ------------------------------------------------------------------ structs and types

  /// `if p == Point { x: 1 } {`.
  boolean structInHeader(CommonToken brace) {
    int header = braces.header();
    boolean expression = header == IF || header == WHILE || header == MATCH || header == IN;
    boolean fields = tape.nextType(1) == IDENT && tape.nextType(2) == COLON;
    CommonToken name = tape.previous();
    if (!expression || !fields || name == null || name.getType() != IDENT) {
      return false;
    }
    int close = tape.closes(0);
    if (close < 0) {
      return false;
    }
    int end = tape.next(close).getStopIndex() + 1;
    int start = pathStart(name.getStartIndex());
    String text = tape.text().substring(start, end);
    report(
        FaultKind.STRUCT_IN_HEADER,
        start,
        end,
        new SyntaxFault.Edit(start, end - start, "(" + text + ")"),
        "`(`");
    braces.openStruct(brace);
    return true;
  }

  /// Where the path begins whose last name begins at `start`.
  private int pathStart(int start) {
    String text = tape.text();
    int at = start;
    while (at > 0
        && (Character.isUnicodeIdentifierPart(text.charAt(at - 1)) || text.charAt(at - 1) == ':')) {
      at--;
    }
    return at;
  }

  /// `Tile[128, f16]` where a type stands.
  boolean squareArguments(CommonToken name) {
    int before = tape.previousType();
    boolean type = before == COLON || before == ARROW || before == LT || before == COMMA;
    if (tape.nextType(1) != LBRACK || !type || !TILE_TYPES.contains(name.getText())) {
      return false;
    }
    int close = tape.closes(1);
    if (close < 0) {
      return false;
    }
    CommonToken first = tape.next(1);
    CommonToken last = tape.next(close);
    int start = first.getStartIndex();
    int end = last.getStopIndex() + 1;
    String inner = tape.text().substring(start + 1, end - 1);
    SyntaxFault.Edit edit = new SyntaxFault.Edit(start, end - start, "<" + inner + ">");
    report(FaultKind.SQUARE_TYPE_ARGUMENTS, start, end, edit, "`<" + inner + ">`");
    first.setType(LT);
    last.setType(GT);
    return false;
  }

  // ------------------------------------------------------------------ use

  /// `use a::{b, c};` and `use a::*;`.
  boolean useGroup(CommonToken use) {
    int ahead = 1;
    while (tape.nextType(ahead) == IDENT && tape.nextType(ahead + 1) == PATH_SEP) {
      ahead += 2;
    }
    int type = tape.nextType(ahead);
    boolean group = type == LBRACE || type == STAR;
    int end = type == LBRACE ? tape.closes(ahead) : ahead;
    if (ahead == 1 || !group || end < 0 || use.getType() == Token.EOF) {
      return false;
    }
    int start = tape.next(ahead).getStartIndex();
    report(FaultKind.USE_GROUP, start, tape.next(end).getStopIndex() + 1, null);
    for (int i = end; i >= ahead - 1; i--) {
      tape.hideNext(i);
    }
    return false;
  }
}
