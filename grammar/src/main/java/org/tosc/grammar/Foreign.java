package org.tosc.grammar;

import static org.tosc.grammar.PseudocodeLexer.*;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What people write who come from other languages, and what they mean: tables only.
final class Foreign {
  /// What is meant: the spelling of ours (may be empty), and its token type (0 for none).
  record Row(FaultKind kind, String text, int type) {}

  private static final Map<String, Row> OPERATORS =
      Map.ofEntries(
          operator("&&", "and", AND),
          operator("||", "or", OR),
          operator("!", "not ", NOT),
          operator("===", "==", EQ),
          operator("!==", "!=", NE),
          operator("<>", "!=", NE),
          operator("=<", "<=", LE),
          operator(":=", "=", ASSIGN),
          operator("?.", ".", DOT),
          operator("??", "or", OR),
          operator("|>", "", PIPE),
          operator("~", "", 0),
          operator("&&=", "", ASSIGN),
          operator("||=", "", ASSIGN),
          Map.entry("++", new Row(FaultKind.INCREMENT, " += 1", 0)),
          Map.entry("?", new Row(FaultKind.CONDITIONAL_EXPRESSION, "", PIPE)),
          Map.entry(";", new Row(FaultKind.SEMICOLON, "", 0)));

  private static final Map<String, Row> LOOKALIKES =
      Map.ofEntries(
          lookalike("\uFF1B", ";", FOREIGN),
          lookalike("\u037E", ";", FOREIGN),
          lookalike("\uFF0C", ",", COMMA),
          lookalike("\u3001", ",", COMMA),
          lookalike("\uFF1A", ":", COLON),
          lookalike("\uFF08", "(", LPAREN),
          lookalike("\uFF09", ")", RPAREN),
          lookalike("\uFF3B", "[", LBRACK),
          lookalike("\uFF3D", "]", RBRACK),
          lookalike("\u3010", "[", LBRACK),
          lookalike("\u3011", "]", RBRACK),
          lookalike("\uFF5B", "{", LBRACE),
          lookalike("\uFF5D", "}", RBRACE),
          lookalike("\uFF1D", "=", ASSIGN),
          lookalike("\u2260", "!=", NE),
          lookalike("\u2264", "<=", LE),
          lookalike("\u2265", ">=", GE),
          lookalike("\uFF1C", "<", LT),
          lookalike("\uFF1E", ">", GT),
          lookalike("\u00D7", "*", STAR),
          lookalike("\u22C5", "*", STAR),
          lookalike("\u00B7", "*", STAR),
          lookalike("\u00F7", "/", SLASH),
          lookalike("\u2212", "-", MINUS),
          lookalike("\u2013", "-", MINUS),
          lookalike("\u2014", "-", MINUS),
          lookalike("\uFF0B", "+", PLUS),
          lookalike("\u2192", "->", ARROW),
          lookalike("\u21D2", "=>", FAT_ARROW),
          lookalike("\u2190", "=", ASSIGN),
          lookalike("\u2227", "and", AND),
          lookalike("\u2228", "or", OR),
          lookalike("\u00AC", "not", NOT),
          lookalike("\u2208", "in", IN),
          lookalike("\u00A0", " ", 0),
          lookalike("\u2003", " ", 0),
          lookalike("\u3000", " ", 0),
          lookalike("\u200B", "", 0),
          lookalike("\uFEFF", "", 0));

  /// Words that begin a statement elsewhere, where another operand follows on the same line.
  private static final Map<String, Row> STATEMENTS =
      Map.ofEntries(
          word("def", "fn", FN),
          word("func", "fn", FN),
          word("fun", "fn", FN),
          word("sub", "fn", FN),
          word("var", "let", LET),
          word("auto", "let", LET),
          word("elsif", "elif", ELIF),
          word("elseif", "elif", ELIF),
          word("foreach", "for", FOR),
          word("switch", "match", MATCH),
          word("when", "case", CASE),
          word("except", "catch", CATCH),
          word("raise", "throw", THROW),
          word("struct", "class", CLASS),
          word("include", "import", IMPORT),
          word("require", "import", IMPORT),
          word("using", "import", IMPORT),
          word("echo", "print", PRINT),
          word("puts", "print", PRINT),
          word("println", "print", PRINT),
          word("public", "", 0),
          word("private", "", 0),
          word("protected", "", 0),
          word("final", "const", CONST),
          word("global", "", 0),
          word("nonlocal", "", 0),
          word("del", "", 0),
          word("goto", "", 0));

  private static final Map<String, Row> CONSTANTS =
      Map.of(
          "None", new Row(FaultKind.FOREIGN_CONSTANT, "nil", NIL),
          "null", new Row(FaultKind.FOREIGN_CONSTANT, "nil", NIL),
          "NULL", new Row(FaultKind.FOREIGN_CONSTANT, "nil", NIL),
          "undefined", new Row(FaultKind.FOREIGN_CONSTANT, "nil", NIL),
          "True", new Row(FaultKind.FOREIGN_CONSTANT, "true", TRUE),
          "TRUE", new Row(FaultKind.FOREIGN_CONSTANT, "true", TRUE),
          "False", new Row(FaultKind.FOREIGN_CONSTANT, "false", FALSE),
          "FALSE", new Row(FaultKind.FOREIGN_CONSTANT, "false", FALSE));

  private Foreign() {}

  static @Nullable Row operator(String text) {
    return OPERATORS.get(text);
  }

  static @Nullable Row lookalike(String text) {
    return LOOKALIKES.get(text);
  }

  static @Nullable Row statement(String text) {
    return STATEMENTS.get(text);
  }

  static @Nullable Row constant(String text) {
    return CONSTANTS.get(text);
  }

  private static Map.Entry<String, Row> operator(String theirs, String ours, int type) {
    return Map.entry(theirs, new Row(FaultKind.FOREIGN_OPERATOR, ours, type));
  }

  private static Map.Entry<String, Row> lookalike(String theirs, String ours, int type) {
    return Map.entry(theirs, new Row(FaultKind.LOOKALIKE_CHARACTER, ours, type));
  }

  private static Map.Entry<String, Row> word(String theirs, String ours, int type) {
    return Map.entry(theirs, new Row(FaultKind.FOREIGN_KEYWORD, ours, type));
  }
}
