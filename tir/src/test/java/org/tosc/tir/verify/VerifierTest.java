package org.tosc.tir.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;
import org.tosc.tir.text.Reader;

/// Each row breaks one rule; the first column is the body of a function `@f(%0: i64, %1: i1) ->
/// (i64)`, `…` stands for a good rest.
class VerifierTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "core.yield | ends in return, found core.yield",
        "%2 = core.add(%0, %0) | must end in a terminator",
        "core.return(%0) core.return(%0) | core.return must end its region",
        "core.return(%1) | core.return must give [i64], found [i1]",
        "core.break | stands outside a loop's body",
        "core.loop { core.break } { core.yield } { core.yield } core.return(%0) | stands outside a"
            + " loop's body",
        "core.loop { core.yield(%1) } { core.yield } { core.continue } core.return(%0) | stands"
            + " outside a loop's body",
        "core.loop { core.yield(%0) } { core.yield } { core.yield } core.return(%0) | core.yield"
            + " must give [i1], found [i64]",
        "core.if(%1) { %2 = core.neg(%0) core.yield } { core.yield } core.return(%2) | %2 is used"
            + " where it is not defined",
        "%2 = core.if(%1) : i64 { core.yield } { core.yield(%0) } core.return(%2) | core.yield must"
            + " give [i64], found []",
        "core.try { core.tail_call(%0, %1) } { ^(%3: any): core.return(%0) } core.return(%0) |"
            + " core.tail_call stands inside try",
        "core.tail_call(%0) | core.tail_call must give [i64, i1], found [i64]",
        "core.try { core.yield } { core.yield } core.return(%0) | takes [any], found []",
        "%2 = core.const {value = 1.5} : i64 core.return(%2) | the constant 1.5 is no i64",
        "%2 = core.const {value = 128} : i8 core.return(%0) | the constant 128 is no i8",
        "%2 = core.call(%0) {callee = @g} : i64 core.return(%2) | there is no function @g",
        "%2 = core.call(%0) {callee = @f} : i64 core.return(%2) | @f takes [i64, i1], found [i64]",
        "%2 = core.global_get {global = @g} : i64 core.return(%2) | there is no global @g",
        "%2 = core.slot(%1) : slot<i64> core.return(%0) | the slot holds i64, found i1",
        "%2 = host.cell(%1) : cell<i64> core.return(%0) | cell<i64> cannot hold i1",
        "%2 = host.get(%0, %0) {what = 1} core.return(%0) | host.get has no attribute `what`",
      })
  void aBrokenRuleIsNamed(String body, String message) {
    Source source = new Source("t.tir", "func @f(%0: i64, %1: i1) -> (i64) {\n" + body + "\n}\n");
    Reader.Result read = Reader.read(source);
    List<String> found =
        switch (read) {
          case Reader.Result.Refused(Diagnostic diagnostic) -> List.of(diagnostic.message());
          case Reader.Result.Read(var module) ->
              Verifier.verify(module).stream().map(Diagnostic::message).toList();
        };
    assertTrue(
        found.stream().anyMatch(m -> m.contains(message)), () -> found + " lacks: " + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "core.if(%1) { core.return(%0) } { core.yield } core.return(%0)",
        "core.loop { core.yield(%1) } { core.if(%1) { core.continue } { core.break } core.yield } {"
            + " core.yield } core.return(%0)",
        "core.finally { core.return(%0) } { core.yield } core.unreachable",
        "%2 = core.if(%1) : i64 { core.yield(%0) } { core.tail_call(%0, %1) } core.return(%2)",
      })
  void goodBodiesPass(String body) {
    Source source = new Source("t.tir", "func @f(%0: i64, %1: i1) -> (i64) {\n" + body + "\n}\n");
    Reader.Result.Read read = assertInstanceOf(Reader.Result.Read.class, Reader.read(source));
    assertEquals(List.of(), Verifier.verify(read.module()));
  }
}
