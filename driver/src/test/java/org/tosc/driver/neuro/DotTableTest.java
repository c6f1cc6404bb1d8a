package org.tosc.driver.neuro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tosc.driver.Compiler;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;

/// `dot` over all pairs of element types, against the table of the language (section 2.3).
final class DotTableTest {
  private static final List<String> TYPES =
      List.of(
          "i4", "i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64", "f8e4m3", "f8e5m2", "f16",
          "bf16", "f32", "f64", "nvfp4");

  /// The operands, both of the same type, and the accumulator.
  private static final Map<String, String> LEGAL =
      new TreeMap<>(
          Map.of(
              "f16", "f32",
              "bf16", "f32",
              "f8e4m3", "f32",
              "f8e5m2", "f32",
              "i8", "i32",
              "nvfp4", "f32",
              "f32", "f32",
              "f64", "f64"));

  /// Extents that are no powers of two.
  private static List<Diagnostic> errors(String a, String b, String result, boolean accumulates) {
    String text =
        """
        @kernel
        fn f(a: Tile<3, 5, %s>, b: Tile<5, 7, %s>, c: Tile<3, 7, %s>) -> Tile<3, 7, %s> {
            dot(a, b%s)
        }
        """
            .formatted(a, b, result, result, accumulates ? ", c" : "");
    return Compiler.check(
            new Source("dot.neuro", text), Compiler.Language.NEURO, (path, quoted, from) -> null)
        .stream()
        .filter(Diagnostic::isError)
        .toList();
  }

  private static List<String> codes(List<Diagnostic> found) {
    return found.stream().map(d -> d.code().name()).toList();
  }

  @Test
  void aRowOfTheTableGivesItsAccumulator() {
    LEGAL.forEach(
        (type, result) -> {
          assertEquals(List.of(), errors(type, type, result, false), type);
          assertEquals(List.of(), errors(type, type, result, true), type + " with an accumulator");
        });
  }

  @Test
  void aRowGivesNoOtherType() {
    LEGAL.forEach(
        (type, result) -> {
          for (String other : TYPES) {
            if (!other.equals(result)) {
              String words = type + " to " + other;
              assertEquals(List.of("E1301"), codes(errors(type, type, other, false)), words);
              List<Diagnostic> found = errors(type, type, other, true);
              assertEquals("E1301", found.getFirst().code().name(), words);
              assertTrue(
                  found.getFirst().message().contains("Tile<3, 7, " + result + ">"),
                  found.getFirst().message());
            }
          }
        });
  }

  @Test
  void otherPairsAreRefusedWithTheRowsListed() {
    int refused = 0;
    for (String a : TYPES) {
      for (String b : TYPES) {
        if (a.equals(b) && LEGAL.containsKey(a)) {
          continue;
        }
        List<Diagnostic> found = errors(a, b, "f32", false);
        assertEquals(List.of("E1402"), codes(found), a + " by " + b);
        Diagnostic only = found.getFirst();
        assertTrue(only.message().contains("`" + a + "` by `" + b + "`"), only.message());
        String notes = String.join("\n", only.notes());
        LEGAL.forEach(
            (type, result) ->
                assertTrue(notes.contains(type + " · " + type + " → " + result), notes));
        refused++;
      }
    }
    assertEquals(16 * 16 - LEGAL.size(), refused);
  }
}
