package org.tosc.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Each kind of fault has a text that has exactly this fault, at the place that `‹›` marks.
final class FaultKindsTest {
  /// A kind and a text in which `‹` and `›` stand around the fault.
  private record Row(FaultKind kind, String marked) {}

  private static Row row(FaultKind kind, String marked) {
    return new Row(kind, marked);
  }

  private static final List<Row> ROWS =
      List.of(
          // characters and literals
          row(FaultKind.UNKNOWN_CHARACTER, "x = 1 ‹`›\n"),
          row(FaultKind.LOOKALIKE_CHARACTER, "x = a ‹≠› b\n"),
          row(FaultKind.LOOKALIKE_CHARACTER, "f‹（›1)\n"),
          row(FaultKind.SMART_QUOTES, "print ‹“hello”›\n"),
          row(FaultKind.UNTERMINATED_STRING, "print ‹\"›open\nprint 2\n"),
          row(FaultKind.UNTERMINATED_STRING, "a = ‹\"›abc\nb = \"def\"\nc = \"ghi\"\n"),
          row(FaultKind.UNTERMINATED_INTERPOLATION, "print \"a ‹${›b\"\nprint 2\n"),
          row(FaultKind.EMPTY_INTERPOLATION, "print \"a ${‹}›\"\n"),
          row(FaultKind.UNTERMINATED_COMMENT, "x = 1\n‹/*› open\ny = 2\n"),
          row(FaultKind.BAD_ESCAPE, "print \"a‹\\q›\"\n"),
          row(FaultKind.BAD_UNICODE_ESCAPE, "print \"‹\\u{110000}›\"\n"),
          row(FaultKind.BAD_NUMBER, "x = ‹12abc›\n"),
          row(FaultKind.BAD_DIGIT_SEPARATOR, "x = ‹1__0›\n"),
          row(FaultKind.BAD_NUMBER_PREFIX, "x = ‹0xZZ›\n"),
          row(FaultKind.INCOMPLETE_FRACTION, "x = ‹.5›\n"),
          row(FaultKind.INCOMPLETE_FRACTION, "x = 5‹.›\n"),
          row(FaultKind.INCOMPLETE_EXPONENT, "x = ‹1e›\n"),
          row(FaultKind.TAB_SPACE_MIX, "if a:\n    b\n‹\t›c\n"),
          // blocks
          row(FaultKind.STRAY_INDENT, "a = 1\n  ‹b› = 2\n"),
          row(FaultKind.DEDENT_MATCHES_NOTHING, "if a:\n      b\n   ‹c›\n"),
          row(FaultKind.EMPTY_BLOCK, "if a‹:›\nb\n"),
          row(FaultKind.BLOCK_WITHOUT_HEADER, "a‹:›\n  b\n"),
          row(FaultKind.MARKER_WITHOUT_HEADER, "a ‹then›\n  b\nend\n"),
          row(FaultKind.MISSING_END, "‹if› a then\n  b\nc = 1\n"),
          row(FaultKind.MISSING_END, "fn f()\n  ‹if› a then\n    b\n  return 1\nend\nprint 2\n"),
          row(FaultKind.MISSING_UNTIL, "‹repeat›:\n  a\nb\n"),
          row(FaultKind.MISSING_UNTIL, "repeat\n  a\n‹end›\n"),
          row(FaultKind.END_WITHOUT_OPENER, "a = 1\n‹end›\n"),
          row(FaultKind.END_WITH_KEYWORD, "if a then\n  b\nend ‹if›\n"),
          row(FaultKind.MIXED_STYLES, "while a:\n  b\n‹end›\n"),
          row(FaultKind.MIXED_STYLES, "if a then\n  b\nelif c‹:›\n  d\nend\n"),
          row(FaultKind.MISSING_THEN, "if a‹›\n  b\nelse\n  c\nend\n"),
          row(FaultKind.MISSING_THEN, "if a‹›\n  b\nc\n"),
          row(FaultKind.MISSING_DO, "while a‹›\n  b\nend\n"),
          row(FaultKind.MISSING_COLON, "with device \"cpu\"‹›\n  b\n"),
          row(FaultKind.WRONG_MARKER, "while a ‹then›\n  b\nend\n"),
          row(FaultKind.BRACE_BLOCK, "if a ‹{›\n  b\n}\n"),
          row(FaultKind.UNTIL_WITHOUT_REPEAT, "a\n‹until› b\n"),
          row(FaultKind.ELSE_WITHOUT_IF, "a\n‹else›:\n  b\n"),
          row(FaultKind.ELIF_WITHOUT_IF, "a\n‹elif› b:\n  c\n"),
          row(FaultKind.CASE_WITHOUT_MATCH, "a\n‹case› 1:\n  c\n"),
          row(FaultKind.CATCH_WITHOUT_TRY, "a\n‹catch› e:\n  c\n"),
          row(FaultKind.TRY_WITHOUT_CATCH, "‹try›:\n  a\n"),
          row(FaultKind.DUPLICATE_ELSE, "if a:\n  b\nelse:\n  c\n‹else›:\n  d\n"),
          row(FaultKind.CLAUSE_AFTER_ELSE, "if a:\n  b\nelse:\n  c\n‹elif› d:\n  e\n"),
          row(FaultKind.DUPLICATE_FINALLY, "try:\n  a\nfinally:\n  b\n‹finally›:\n  c\n"),
          row(FaultKind.ELSE_IF, "if a:\n  b\n‹else› if c:\n  d\n"),
          row(FaultKind.ELSE_IF, "if a then\n  b\n‹else› if c then\n  d\nend\n"),
          row(FaultKind.MISSING_CASE, "match a:\n  ‹b›\n"),
          row(FaultKind.MISSING_NEWLINE, "if a then b end ‹print› 1\n"),
          row(FaultKind.MISSING_NEWLINE, "a = 1 ‹return› 2\n"),
          // brackets
          row(FaultKind.MISSING_CLOSING_BRACKET, "a = f‹(›1\nb = 2\n"),
          row(FaultKind.MISSING_CLOSING_BRACKET, "if f‹(›1 then\n  b\nend\n"),
          row(FaultKind.MISMATCHED_BRACKET, "a = (1‹]›\n"),
          row(FaultKind.STRAY_CLOSING_BRACKET, "a = 1‹)›\n"),
          row(FaultKind.STRAY_CLOSING_BRACKET, "a = f([1‹}›, 2])\n"),
          // words and operators of other languages
          row(FaultKind.FOREIGN_KEYWORD, "‹def› f(x):\n  return x\n"),
          row(FaultKind.FOREIGN_KEYWORD, "‹var› x = 1\n"),
          row(FaultKind.FOREIGN_KEYWORD, "x = ‹new› Foo()\n"),
          row(FaultKind.FOREIGN_KEYWORD, "x = a ‹is› b\n"),
          row(FaultKind.STRING_PREFIX, "print(‹f›\"hello ${i}\")\n"),
          row(FaultKind.STRING_PREFIX, "x = ‹R›'a'\n"),
          row(FaultKind.SELF_PARAMETER, "class C:\n  fn f(‹self›, x):\n    return x\n"),
          row(FaultKind.SELF_PARAMETER, "class C\n  fn f(‹self›)\n    return 1\n  end\nend\n"),
          row(FaultKind.FN_BEFORE_ARROW, "ys = map(xs, ‹fn›(x) => x * x)\n"),
          row(FaultKind.FN_BEFORE_ARROW, "f = ‹fn› (a, b) => a\n"),
          row(FaultKind.FOREIGN_CONSTANT, "x = ‹None›\n"),
          row(FaultKind.FOREIGN_CONSTANT, "f(‹True›)\n"),
          row(FaultKind.FOREIGN_OPERATOR, "x = a ‹&&› b\n"),
          row(FaultKind.FOREIGN_OPERATOR, "x = ‹!›a\n"),
          row(FaultKind.INCREMENT, "x‹++›\n"),
          row(FaultKind.INCREMENT, "x‹-›-\n"),
          row(FaultKind.SEMICOLON, "x = 1‹;›\n"),
          row(FaultKind.SEMICOLON, "x = 1‹;› y = 2\n"),
          row(FaultKind.CONDITIONAL_EXPRESSION, "x = a ‹?› b : c\n"),
          row(FaultKind.CONDITIONAL_EXPRESSION, "x = a ‹if› b else c\n"),
          // expressions and statements
          row(FaultKind.MISSING_EXPRESSION, "x =‹›\ny = 2\n"),
          row(FaultKind.MISSING_OPERAND, "x = 1 +‹›\nreturn x\n"),
          row(FaultKind.MISSING_OPERAND, "x = 2 *‹› * 3\n"),
          row(FaultKind.MISSING_COMMA, "f(1 ‹›2)\n"),
          row(FaultKind.MISSING_OPERATOR, "x = a ‹›b\n"),
          row(FaultKind.MISSING_IN, "for x‹› xs:\n  y\n"),
          row(FaultKind.MISSING_NAME, "let‹› = 1\n"),
          row(FaultKind.MISSING_PARAMETER_NAME, "fn f(a,‹› = 1)\nend\n"),
          row(FaultKind.MISSING_PARAMETERS, "fn f‹›\n  return 1\nend\n"),
          row(FaultKind.MISSING_TYPE, "let x:‹› = 1\n"),
          row(FaultKind.MISSING_PATTERN, "match x:\n  case‹›: y\n"),
          row(FaultKind.RESERVED_WORD, "‹while› = 1\n"),
          row(FaultKind.RESERVED_WORD, "let ‹end› = 1\n"),
          row(FaultKind.RESERVED_WORD, "fn ‹return›(x)\nend\n"),
          row(FaultKind.RESERVED_WORD, "fn f(a, ‹while›)\nend\n"),
          row(FaultKind.ASSIGNMENT_IN_EXPRESSION, "if a ‹=› 1:\n  b\n"),
          row(FaultKind.ASSIGNMENT_IN_EXPRESSION, "a = b ‹=› 3\n"),
          row(FaultKind.BAD_TARGET, "‹f(x)› = 3\n"),
          row(FaultKind.BAD_TARGET, "‹1› = x\n"),
          row(FaultKind.DEFAULT_BEFORE_REQUIRED, "fn f(a = 1, ‹b›)\nend\n"),
          row(FaultKind.REST_NOT_LAST, "fn f(‹a...›, b)\nend\n"),
          row(FaultKind.DUPLICATE_REST, "match x:\n  case [a..., ‹b...›]: y\n"),
          row(FaultKind.POSITIONAL_AFTER_NAMED, "f(a = 1, ‹2›)\n"),
          row(FaultKind.TOO_MANY_SLICE_PARTS, "x = a[1:2:3‹:›4]\n"),
          row(FaultKind.DECORATOR_WITHOUT_FUNCTION, "@test\n‹x› = 1\n"),
          row(FaultKind.MISSING_IMPORT, "from \"p\"‹› a\n"),
          // run-time statements
          row(FaultKind.TRAIN_WITHOUT_DATA, "‹train m›\n"),
          row(FaultKind.INFER_WITHOUT_WITH, "x = infer m‹›\n"),
          row(FaultKind.LOAD_WITHOUT_AS, "load \"x\"‹›\n"),
          row(FaultKind.SAVE_WITHOUT_TO, "save x‹›\n"),
          row(FaultKind.SAVE_WITHOUT_TO, "save {\"x\": 1}‹›\n"),
          row(FaultKind.DEPLOY_WITHOUT_PORT, "deploy m‹›\n"),
          row(FaultKind.MISSING_UNIT, "train m for 100‹›\n"),
          row(FaultKind.UNEXPECTED, "break ‹5›\n"));

  /// Kinds that need more text than fits in a row; [LimitsTest] has them.
  private static final Set<FaultKind> ELSEWHERE =
      EnumSet.of(
          FaultKind.TEXT_TOO_LONG,
          FaultKind.TOO_MANY_TOKENS,
          FaultKind.LITERAL_TOO_LONG,
          FaultKind.NESTED_TOO_DEEPLY);

  @TestFactory
  List<DynamicTest> eachTextHasExactlyItsFault() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Row row : ROWS) {
      tests.add(dynamicTest(row.kind + ": " + row.marked.strip(), () -> check(row)));
    }
    return tests;
  }

  private static void check(Row row) {
    int from = row.marked.indexOf('‹');
    int to = row.marked.indexOf('›') - 1;
    String text = row.marked.replace("‹", "").replace("›", "");
    List<SyntaxFault> faults = PseudocodeSyntax.parse(text).faults();
    assertEquals(1, faults.size(), () -> faults.toString());
    SyntaxFault fault = faults.getFirst();
    assertEquals(row.kind, fault.kind(), fault::toString);
    assertEquals(from + "+" + (to - from), fault.offset() + "+" + fault.length(), fault::toString);
  }

  @Test
  void everyKindHasARow() {
    Set<FaultKind> missing = EnumSet.allOf(FaultKind.class);
    ROWS.forEach(row -> missing.remove(row.kind));
    missing.removeAll(ELSEWHERE);
    missing.removeAll(NeuroFaultKindsTest.KINDS);
    assertTrue(missing.isEmpty(), () -> "kinds without a row: " + missing);
  }

  @Test
  void editsMendTheText() {
    for (Row row : ROWS) {
      String text = row.marked.replace("‹", "").replace("›", "");
      SyntaxFault fault = PseudocodeSyntax.parse(text).faults().getFirst();
      SyntaxFault.Edit edit = fault.edit();
      if (edit == null || row.kind == FaultKind.BRACE_BLOCK) {
        continue;
      }
      String mended =
          text.substring(0, edit.offset())
              + edit.replacement()
              + text.substring(edit.offset() + edit.length());
      List<SyntaxFault> left = PseudocodeSyntax.parse(mended).faults();
      assertTrue(
          left.stream().noneMatch(f -> f.kind() == row.kind && f.offset() == fault.offset()),
          () -> "still wrong: " + mended + left);
    }
  }
}
