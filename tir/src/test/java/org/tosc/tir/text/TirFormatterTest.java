package org.tosc.tir.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.tosc.tir.source.Source;

final class TirFormatterTest {
  private static final String ADD =
      """
      func @add(%0 : i64, %1 : i64) -> (i64) {
        %2 = core.add(%0, %1) : i64
        core.return(%2)
      }
      """;

  private static String format(String text) {
    TirFormatter.Result result = TirFormatter.format(new Source("t.tir", text));
    return assertInstanceOf(TirFormatter.Result.Text.class, result, result::toString).text();
  }

  private static String printed(String text) {
    Reader.Result result = Reader.read(new Source("t.tir", text));
    return Printer.print(assertInstanceOf(Reader.Result.Read.class, result).module());
  }

  @Test
  void aTextBecomesWhatThePrinterWrites() {
    String printed = printed(ADD);
    assertEquals(printed, format(ADD));
    assertEquals(printed, format(printed));
    assertEquals(printed, format(ADD.replace("\n", "\r\n   ").replace(", ", " ,   ")));
  }

  @Test
  void commentsStay() {
    String text =
        """
        // Adds.


            func @add(%0 : i64, %1 : i64) -> (i64) { // begins
        %2 = core.add(%0, %1) : i64
                // the "sum {
          core.return(%2)
        }
        // the end\
        """;
    String expected =
        """
        // Adds.

        func @add(%0 : i64, %1 : i64) -> (i64) { // begins
          %2 = core.add(%0, %1) : i64
          // the "sum {
          core.return(%2)
        }
        // the end
        """;
    assertEquals(expected, format(text));
    assertEquals(expected, format(expected));
    assertEquals(printed(text), printed(expected));
  }

  @Test
  void placesStay() {
    String text = ADD.replace(": i64\n", ": i64 loc(3, 7)\n");
    assertEquals(text, format(text));
    assertEquals(text, format(text.replace("  %2", "%2")));
  }

  @Test
  void wordsInStringsAreNoComments() {
    String text =
        "func @main() -> () {\n%0 = core.const {value = \"// loc {\"} : str\ncore.return\n}\n";
    assertEquals(printed(text), format(text));
  }

  @Test
  void whatDoesNotParseIsRefused() {
    TirFormatter.Result result = TirFormatter.format(new Source("t.tir", "func add"));
    assertTrue(result instanceof TirFormatter.Result.Refused);
  }
}
