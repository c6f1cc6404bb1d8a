package org.tosc.driver.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tosc.driver.Compiler.Language;
import org.tosc.driver.SourceStore;
import org.tosc.driver.functions.Entries;
import org.tosc.driver.functions.Entry;
import org.tosc.rt.tensor.Tensor;
import org.tosc.tir.source.Source;

/// Engines against the interpreter, on functions that differ and on such that do not.
final class FunctionComparisonTest {
  private static Entry entry(String body) {
    String text = "fn f(x: tensor[5, 8, f32], w: tensor[8, 4, f32])\n" + body + "\nend\n";
    Source source = new Source("f.pseudo", text);
    Entries entries = Entries.of(source, Language.PSEUDOCODE, SourceStore.NONE, "f", Map.of());
    assertEquals(List.of(), entries.diagnostics());
    return entries.all().getFirst();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "return x @ w",
        "return softmax(gelu(x @ w))",
        "return relu(layernorm(x) @ w) + 1",
        "return [exp(x), sum(w), x > 0]",
        "return x[0, 0]",
        "return cast(x, i64) + 1",
        "throw error(\"boom\")"
      })
  void enginesAgree(String body) throws Exception {
    for (Agreed agreed : FunctionComparison.of(entry(body), 2).with("jvm")) {
      assertTrue(agreed.holds(), agreed.toString());
      assertTrue(agreed.worst() <= 1, agreed.toString());
    }
  }

  /// Up and down, one factor grows as the other shrinks: moved together, the product stays.
  @Test
  void movesThatCancelEachOtherAreMadeAlone() throws Exception {
    Entry entry = entry("return (x @ w) * ((0 - x) @ w)");
    Reference reference = Reference.of(entry, Example.of(1, entry.parameters()));
    double[] allowed = reference.allowed().getFirst();
    Tensor result = reference.outcome().results().getFirst();
    for (int i = 0; i < allowed.length; i++) {
      assertTrue(allowed[i] >= Math.ulp((float) result.getDouble(i)), "element " + i);
    }
  }

  @Test
  void whatDiffersIsShownWithItsPlace() throws Exception {
    List<Agreed> all =
        FunctionComparison.of(entry("return x * (time() * 1000 % 1000)"), 1).with("jvm");
    Agreed agreed = all.getFirst();
    assertFalse(agreed.holds());
    assertEquals(40, agreed.elements());
    assertEquals(40, agreed.different());
    Difference first = agreed.first();
    assertNotNull(first);
    assertEquals(List.of(0L, 0L), first.index());
    assertTrue(agreed.toString().contains("input 1 (normal numbers), result 0, element [0, 0]"));
  }

  @Test
  void otherErrorsAreADifference() throws Exception {
    Entry entry = entry("if time() > 0 then\nthrow error(str(time()))\nend\nreturn x");
    Agreed agreed = FunctionComparison.of(entry, 1).with("jvm").getFirst();
    assertFalse(agreed.holds());
    assertTrue(agreed.other().startsWith("input 1"), agreed.other());
  }

  /// The row of `matmul`: n · eps · Σ|terms|, and one rounding, which comes besides.
  @Test
  void aSingleOperationMayDifferByItsRow() throws Exception {
    Entry entry = entry("return x @ w");
    Example example = Example.of(1, entry.parameters());
    Reference reference = Reference.of(entry, example);
    Tensor x = (Tensor) example.arguments().get(0);
    Tensor w = (Tensor) example.arguments().get(1);
    for (int i = 0; i < 5; i++) {
      for (int j = 0; j < 4; j++) {
        double terms = 0;
        for (int k = 0; k < 8; k++) {
          terms += Math.abs(x.getDouble(i * 8 + k) * w.getDouble(k * 4 + j));
        }
        double value = reference.outcome().results().getFirst().getDouble(i * 4 + j);
        double allowed = reference.allowed().getFirst()[i * 4 + j];
        assertEquals(8 * 0x1p-23 * terms + Math.ulp((float) value), allowed, 1e-6 * allowed);
      }
    }
  }

  /// What `a + b` may differ by, where `b` is exact and `a` a product, is what the product may.
  @Test
  void moreOperationsMayDifferByWhatTheyMakeOfIt() throws Exception {
    Entry entry = entry("return -(x @ w)");
    Reference of = Reference.of(entry, Example.of(1, entry.parameters()));
    Reference single = Reference.of(entry("return x @ w"), Example.of(1, entry.parameters()));
    for (int i = 0; i < 20; i++) {
      double one = single.allowed().getFirst()[i];
      assertEquals(2 * one, of.allowed().getFirst()[i], 0.5 * one, "element " + i);
    }
  }

  @Test
  void movedBitsOfDataAreNotAllowed() throws Exception {
    Entry entry = entry("return transpose(x)");
    Reference reference = Reference.of(entry, Example.of(1, entry.parameters()));
    for (double allowed : reference.allowed().getFirst()) {
      assertEquals(0, allowed);
    }
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "a 1.5 b|a 1.5 b|",
        "loss 0.1234567|loss 0.1234569|",
        "loss 0.1234|loss 0.1244|1",
        "n 100000|n 100001|1",
        "[1.0000001, 2]|[1, 2]|",
        "x 1|y 1|1",
        "1 2|1|1",
        "1e-9|2e-9|",
        "1e9 a|1.00001e9 a|",
      },
      delimiter = '|')
  void outputsMayDifferInTheLastDigits(String a, String b, Integer line) {
    assertEquals(line, ProgramComparison.difference(a, b));
    assertEquals(line, ProgramComparison.difference(b, a));
  }

  @Test
  void missingLinesAreADifference() {
    assertEquals(2, ProgramComparison.difference("a\nb\n", "a\n"));
    assertNull(ProgramComparison.difference("a\nb\n", "a\nb\n"));
  }
}
