package org.tosc.grammar;

import static org.tosc.grammar.NeuroLangLexer.*;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What people write in Neuro-Lang who come from other languages, and what they mean: tables only.
final class NeuroForeign {
  private static final Map<String, Foreign.Row> OPERATORS =
      Map.ofEntries(
          operator(":=", "=", ASSIGN),
          operator("===", "==", EQ),
          operator("!==", "!=", NE),
          operator("<>", "!=", NE),
          operator("=<", "<=", LE),
          operator("...", "..", DOTDOT),
          operator("~", "!", BANG),
          operator("?.", ".", DOT),
          operator("??", "", PIPE),
          operator("|>", "", PIPE),
          operator("**", "", STAR),
          Map.entry("++", new Foreign.Row(FaultKind.INCREMENT, " += 1", 0)),
          Map.entry("--", new Foreign.Row(FaultKind.INCREMENT, " -= 1", 0)));

  /// Ours, by spelling.
  private static final Map<String, Integer> TYPES = types();

  /// Words before `name` that begin an item or statement: the word that is meant, and its type.
  private static final Map<String, Foreign.Row> STATEMENTS =
      Map.ofEntries(
          word("func", "fn", FN),
          word("def", "fn", FN),
          word("function", "fn", FN),
          word("fun", "fn", FN),
          word("proc", "fn", FN),
          word("class", "struct", STRUCT),
          word("record", "struct", STRUCT),
          word("auto", "let", LET),
          word("val", "let", LET),
          word("foreach", "for", FOR),
          word("switch", "match", MATCH));

  /// Words before an item that say nothing here.
  private static final Map<String, Foreign.Row> MODIFIERS =
      Map.ofEntries(
          word("pub", "", 0),
          word("public", "", 0),
          word("private", "", 0),
          word("export", "", 0),
          word("extern", "", 0),
          word("unsafe", "", 0),
          word("async", "", 0),
          word("inline", "", 0));

  /// Items that do not exist; they are left out as a whole.
  private static final Map<String, Foreign.Row> ITEMS =
      Map.ofEntries(
          word("trait", "", 0),
          word("interface", "", 0),
          word("mod", "", 0),
          word("module", "", 0),
          word("namespace", "", 0),
          word("type", "", 0),
          word("typedef", "", 0),
          word("static", "", 0),
          word("union", "", 0));

  private static final Map<String, Foreign.Row> CONSTANTS =
      Map.of(
          "True", new Foreign.Row(FaultKind.FOREIGN_CONSTANT, "true", TRUE),
          "TRUE", new Foreign.Row(FaultKind.FOREIGN_CONSTANT, "true", TRUE),
          "False", new Foreign.Row(FaultKind.FOREIGN_CONSTANT, "false", FALSE),
          "FALSE", new Foreign.Row(FaultKind.FOREIGN_CONSTANT, "false", FALSE));

  private NeuroForeign() {}

  private static Map<String, Integer> types() {
    Map<String, Integer> types = new HashMap<>();
    for (int type = 1; type <= VOCABULARY.getMaxTokenType(); type++) {
      String literal = VOCABULARY.getLiteralName(type);
      if (literal != null) {
        types.put(literal.substring(1, literal.length() - 1), type);
      }
    }
    return Map.copyOf(types);
  }

  static Foreign.@Nullable Row operator(String text) {
    return OPERATORS.get(text);
  }

  /// The same characters as in Pseudocode, with the signs that Neuro-Lang has for them.
  static Foreign.@Nullable Row lookalike(String text) {
    Foreign.Row row = Foreign.lookalike(text);
    if (row == null) {
      return null;
    }
    String ours =
        switch (row.text()) {
          case "and" -> "&&";
          case "or" -> "||";
          case "not" -> "!";
          case String same -> same;
        };
    return new Foreign.Row(row.kind(), ours, TYPES.getOrDefault(ours, 0));
  }

  static Foreign.@Nullable Row statement(String text) {
    return STATEMENTS.get(text);
  }

  static Foreign.@Nullable Row modifier(String text) {
    return MODIFIERS.get(text);
  }

  static Foreign.@Nullable Row item(String text) {
    return ITEMS.get(text);
  }

  static Foreign.@Nullable Row constant(String text) {
    return CONSTANTS.get(text);
  }

  private static Map.Entry<String, Foreign.Row> operator(String theirs, String ours, int type) {
    return Map.entry(theirs, new Foreign.Row(FaultKind.FOREIGN_OPERATOR, ours, type));
  }

  private static Map.Entry<String, Foreign.Row> word(String theirs, String ours, int type) {
    return Map.entry(theirs, new Foreign.Row(FaultKind.FOREIGN_KEYWORD, ours, type));
  }
}
