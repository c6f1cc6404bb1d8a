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

/// Kinds of faults in Neuro-Lang: for each a text with exactly one fault, whose place is marked
/// `‹…›`.
final class NeuroFaultKindsTest {
  private record Row(FaultKind kind, String marked) {}

  /// The kinds that only Neuro-Lang has.
  static final Set<FaultKind> KINDS =
      EnumSet.range(FaultKind.MISSING_SEMICOLON, FaultKind.USE_GROUP);

  private static final List<Row> ROWS =
      List.of(
          new Row(FaultKind.MISSING_SEMICOLON, "fn f() {\n    let x = 1‹›\n    g();\n}"),
          new Row(FaultKind.MISSING_SEMICOLON, "fn f() {\n    g(1)‹›\n    let y = 2;\n}"),
          new Row(FaultKind.MISSING_BODY, "fn f() { if a‹› g(); }"),
          new Row(FaultKind.MISSING_BODY, "fn f() { loop‹› g(); }"),
          new Row(FaultKind.MISSING_RESULT_ARROW, "fn f() ‹›i32 { 1 }"),
          new Row(FaultKind.MISSING_RESULT_ARROW, "fn f()‹:› i32 { 1 }"),
          new Row(FaultKind.MISSING_ARM_ARROW, "fn f() { match x { 1 ‹->› 2 } }"),
          new Row(FaultKind.MISSING_ARM_ARROW, "fn f() { match x { 1‹:› 2 } }"),
          new Row(FaultKind.MISSING_ARM_ARROW, "fn f() { match x { 1‹› 2 } }"),
          new Row(FaultKind.PARAMETER_ORDER, "fn f(‹i32 a›) {}"),
          new Row(FaultKind.REFERENCE, "fn f(a: ‹&›i32) {}"),
          new Row(FaultKind.REFERENCE, "fn f() { g(‹&mut› a); }"),
          new Row(FaultKind.REFERENCE, "fn f() { g(1 + ‹*›a); }"),
          new Row(FaultKind.CLOSURE, "fn f() { g(‹|x, y|› x); }"),
          new Row(FaultKind.CLOSURE, "fn f() { g(‹||› x); }"),
          new Row(FaultKind.STRUCT_IN_HEADER, "fn f() { while p == ‹a::P { x: 1 }› {} }"),
          new Row(FaultKind.C_STYLE_FOR, "fn f() { ‹for (i = 0; i < n; i++)› {} }"),
          new Row(FaultKind.SQUARE_TYPE_ARGUMENTS, "fn f(a: Tensor‹[[M, N], f32]›) {}"),
          new Row(FaultKind.SINGLE_QUOTES, "fn f() { g(‹'it'›); }"),
          new Row(FaultKind.HASH_COMMENT, "fn f() {} ‹#› text"),
          new Row(FaultKind.HASH_ATTRIBUTE, "‹#[kernel]›\nfn f() {}"),
          new Row(FaultKind.PRINT_WITHOUT_PARENTHESES, "fn f() { ‹print› a + b; }"),
          new Row(FaultKind.USE_GROUP, "use a::‹{b, c}›;"),
          new Row(FaultKind.USE_GROUP, "use a::‹*›;"),
          new Row(FaultKind.FOREIGN_KEYWORD, "‹def› f() {}"),
          new Row(FaultKind.FOREIGN_KEYWORD, "fn f() { let ‹mut› x = 1; }"),
          new Row(FaultKind.FOREIGN_OPERATOR, "fn f() { if a ‹and› b {} }"),
          new Row(FaultKind.FOREIGN_OPERATOR, "fn f() { let x ‹:=› 1; }"),
          new Row(FaultKind.INCREMENT, "fn f() { x‹++›; }"),
          new Row(FaultKind.CONDITIONAL_EXPRESSION, "fn f() { g(a ‹?› b : c); }"),
          new Row(FaultKind.INCOMPLETE_FRACTION, "fn f() { g(‹.5›); }"),
          new Row(FaultKind.INCOMPLETE_FRACTION, "fn f() { g(‹5.›); }"),
          new Row(FaultKind.MISSING_CLOSING_BRACKET, "fn f() { g‹(›1; }"),
          new Row(FaultKind.MISSING_CLOSING_BRACKET, "fn f() {\n    if a ‹{›\n        g();\n}\n"),
          new Row(FaultKind.MISMATCHED_BRACKET, "fn f() { g([1‹)›); }"),
          new Row(FaultKind.STRAY_CLOSING_BRACKET, "fn f() { g(1)‹)›; }"),
          new Row(FaultKind.STRAY_CLOSING_BRACKET, "fn f() {}\n‹}›\n"),
          new Row(FaultKind.MISSING_EXPRESSION, "fn f() { g(a,‹,› b); }"),
          new Row(FaultKind.MISSING_EXPRESSION, "fn f() { let x =‹›; }"),
          new Row(FaultKind.MISSING_OPERAND, "fn f() { let x = a +‹›; }"),
          new Row(FaultKind.MISSING_COMMA, "fn f() { g(a‹› b); }"),
          new Row(FaultKind.MISSING_COMMA, "struct S { a: i32‹;› b: i32 }"),
          new Row(FaultKind.MISSING_COMMA, "fn f() { match x { 1 => a‹›\n2 => b } }"),
          new Row(FaultKind.MISSING_OPERATOR, "fn f() { let x = a ‹›b; }"),
          new Row(FaultKind.MISSING_IN, "fn f() { for i ‹=› 0..3 {} }"),
          new Row(FaultKind.MISSING_NAME, "fn f() { a.‹›; }"),
          new Row(FaultKind.MISSING_PARAMETERS, "fn f‹› {}"),
          new Row(FaultKind.MISSING_TYPE, "fn f() ->‹› {}"),
          new Row(FaultKind.MISSING_PATTERN, "fn f() { match a {‹› => 1 } }"),
          new Row(FaultKind.RESERVED_WORD, "fn f() { let ‹in› = 1; }"),
          new Row(FaultKind.ASSIGNMENT_IN_EXPRESSION, "fn f() { if a ‹=› 1 {} }"));

  private static String text(Row row) {
    return row.marked.replace("‹", "").replace("›", "");
  }

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
    List<SyntaxFault> faults = NeuroLangSyntax.parse(text(row)).faults();
    assertEquals(1, faults.size(), faults::toString);
    SyntaxFault fault = faults.getFirst();
    assertEquals(row.kind, fault.kind(), fault::toString);
    assertEquals(from + "+" + (to - from), fault.offset() + "+" + fault.length(), fault::toString);
  }

  @Test
  void everyKindHasARow() {
    Set<FaultKind> missing = EnumSet.copyOf(KINDS);
    ROWS.forEach(row -> missing.remove(row.kind));
    assertTrue(missing.isEmpty(), () -> "kinds without a row: " + missing);
  }

  @Test
  void editsMendTheText() {
    for (Row row : ROWS) {
      String text = text(row);
      SyntaxFault fault = NeuroLangSyntax.parse(text).faults().getFirst();
      SyntaxFault.Edit edit = fault.edit();
      if (edit != null) {
        String mended =
            text.substring(0, edit.offset())
                + edit.replacement()
                + text.substring(edit.offset() + edit.length());
        List<SyntaxFault> left = NeuroLangSyntax.parse(mended).faults();
        assertTrue(left.isEmpty(), () -> "still wrong: " + mended + left);
      }
    }
  }

  @Test
  void twoFaultsAreTwoFaults() {
    String text =
        "fn f() { let x = ; let y = 1; let z = 2 3; }\nfn g( { }\nfn h() { if a = b {} }\n";
    List<FaultKind> kinds =
        NeuroLangSyntax.parse(text).faults().stream().map(SyntaxFault::kind).toList();
    assertEquals(
        List.of(
            FaultKind.MISSING_EXPRESSION,
            FaultKind.MISSING_OPERATOR,
            FaultKind.MISSING_CLOSING_BRACKET,
            FaultKind.ASSIGNMENT_IN_EXPRESSION),
        kinds);
  }
}
