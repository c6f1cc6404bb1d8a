package org.tosc.tir.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tosc.tir.interp.Interpreter;
import org.tosc.tir.interp.NoHost;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Source;
import org.tosc.tir.verify.Verifier;

class RoundTripTest {
  /// Sums 0 … n-1 by a loop over two slots; leaves early above 1,000.
  private static final String SUM =
      """
      global @calls : i64

      func @sum(%0: i64) -> (i64) {captures = 0, name = "sum \\u{1}\\"quoted\\""} {
        %1 = core.const {value = 0} : i64
        %2 = core.slot(%1) : slot<i64>
        %3 = core.slot(%1) : slot<i64>
        %4 = core.global_get {global = @calls} : i64
        %5 = core.const {value = 1} : i64
        %6 = core.add(%4, %5)
        core.global_set(%6) {global = @calls}
        core.loop {
          %7 = core.slot_get(%3)
          %8 = core.lt(%7, %0)
          core.yield(%8)
        } {
          %9 = core.slot_get(%2)
          %10 = core.slot_get(%3)
          %11 = core.add(%9, %10)
          core.slot_set(%2, %11)
          %12 = core.const {value = 1000} : i64
          %13 = core.gt(%11, %12)
          core.if(%13) {
            core.break
          } {
            core.yield
          }
          core.yield
        } {
          %14 = core.slot_get(%3)
          %15 = core.const {value = 1} : i64
          %16 = core.add(%14, %15)
          core.slot_set(%3, %16)
          core.yield
        }
        %17 = core.slot_get(%2)
        core.return(%17)
      }

      func @half(%0: f64, %1: tensor<[2, batch, ?] x bf16>) -> (f64) {
        %2 = core.const {value = 0.5} : f64
        %3 = core.mul(%0, %2)
        core.return(%3)
      }
      """;

  static Module read(String text) {
    Reader.Result result = Reader.read(new Source("test.tir", text));
    return assertInstanceOf(Reader.Result.Read.class, result, result::toString).module();
  }

  @Test
  void printingWhatWasReadGivesTheText() {
    assertEquals(SUM, Printer.print(read(SUM)));
  }

  @Test
  void theExampleIsWellFormed() {
    assertEquals("[]", Verifier.verify(read(SUM)).toString());
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "5, 10", "45, 990", "46, 1035", "100, 1035"})
  void theExampleRuns(long n, long sum) {
    assertEquals(sum, new Interpreter(read(SUM), NoHost.INSTANCE, (o, in) -> in).call("sum", n));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "func @f() -> () { core.return | expected an operation, found the end of the text",
        "func @f() -> () { core.retur } | expected an operation",
        "func @f() -> (i65) { core.return } | expected a type, found `i65`",
        "func @f() -> () { core.return(%1) } | %1 is used before it is defined",
        "func @f() -> () { core.return } func @f() -> () { core.return } | @f is defined twice",
        "func @f(%0: i64, %1: f64) -> () { %2 = core.add(%0, %1) } | core.add: operands must have"
            + " one type",
        "func @f(%0: i64) -> () { %1 = core.add(%0) } | core.add takes 2 operands, found 1",
        "func @f() -> () { %1 = core.const {value = oops} : i64 } | expected a constant, found"
            + " `oops`",
        "glob | expected `func`, found `glob`",
      })
  void faultsSayWhatWasExpected(String text, String message) {
    Reader.Result result = Reader.read(new Source("test.tir", text));
    String found = assertInstanceOf(Reader.Result.Refused.class, result).diagnostic().message();
    assertTrue(found.contains(message), found);
  }

  @Test
  void everyPrefixIsReadOrRefused() {
    for (int end = 0; end < SUM.length(); end++) {
      Reader.read(new Source("test.tir", SUM.substring(0, end)));
    }
  }
}
