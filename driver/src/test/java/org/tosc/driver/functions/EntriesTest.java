package org.tosc.driver.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tosc.driver.Compiler.Language;
import org.tosc.driver.SourceStore;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Type;
import org.tosc.tir.source.Source;

/// Which functions of a file can be called with tensors, and with which.
final class EntriesTest {
  private static final String LAYERS =
      """
      let scale = tensor([1.0, 2.0, 3.0, 4.0])
      fn fixed(x: tensor[2, 3, f32], w: tensor[3, 4, f32])
        return gelu(x @ w)
      end
      fn open(x: tensor[n, 3, f32], w)
        return relu(x @ w)
      end
      fn scaled(x: tensor[2, 4, f32], by: float)
        return x * scale * by
      end
      fn turns(x: tensor[2, f32])
        while sum(x) < 10 do
          x = x + 1
        end
        return x
      end
      fn words(name: string)
        return name
      end
      """;

  private static Entries entries(@Nullable String function, String shapes) {
    Map<String, Type> given = shapes.isEmpty() ? Map.of() : ArgumentTypes.parse(shapes);
    Source source = new Source("layers.pseudo", LAYERS);
    return Entries.of(source, Language.PSEUDOCODE, SourceStore.NONE, function, given);
  }

  private static List<String> signatures(Entries entries) {
    return entries.all().stream().map(e -> e.name() + "(" + e.signature() + ")").toList();
  }

  @Test
  void functionsWithKnownTensorsAreFound() {
    assertEquals(
        List.of(
            "fixed(x=2x3xf32,w=3x4xf32)",
            "scaled(x=2x4xf32,by=float,layers.scale=4xf32)",
            "turns(x=2xf32)"),
        signatures(entries(null, "")).stream()
            .map(s -> s.replace("program.scale", "layers.scale"))
            .toList());
  }

  @Test
  void typesThatAreGivenChooseFunctions() {
    assertEquals(
        List.of("open(x=5x3xf32,w=3x2xf32)"),
        signatures(entries(null, "x=5x3xf32,w=3x2xf32")).stream()
            .filter(s -> s.startsWith("open"))
            .toList());
  }

  @Test
  void aStraightLineIsMadeWhereShapesDecide() {
    Entry fixed = entries("fixed", "").all().getFirst();
    assertNotNull(fixed.straight());
    assertEquals(
        List.of("tensor.matmul", "tensor.gelu", "core.return"),
        fixed.straight().body().ops().stream().map(o -> o.op().mnemonic()).toList());
    assertEquals(CoreOp.RETURN, fixed.straight().body().terminator().op());
    Entry turns = entries("turns", "").all().getFirst();
    assertNull(turns.straight());
    assertTrue(turns.whyNot().contains("control flow"), turns.whyNot());
  }

  @ParameterizedTest
  @CsvSource({"fixd,,E0908", "open,,E0909", "words,,E0909", "fixed,x=9x9xf32,E04"})
  void whatCannotBeCalledIsRefused(String function, @Nullable String shapes, String code) {
    Entries entries = entries(function, shapes == null ? "" : shapes);
    assertEquals(List.of(), entries.all());
    assertEquals(1, entries.diagnostics().size(), entries.diagnostics().toString());
    String found = entries.diagnostics().getFirst().code().name();
    assertTrue(found.startsWith(code), entries.diagnostics().toString());
  }

  @Test
  void kernelsOfNeuroLangAreCalledWithTensors() {
    String dense =
        """
        @kernel
        fn dense(x: Tile<32, 16, f32>, w: Tile<16, 32, f32>) -> Tile<32, 32, f32> {
            relu(dot(x, w))
        }
        """;
    Entries entries =
        Entries.of(
            new Source("dense.neuro", dense),
            Language.NEURO,
            SourceStore.NONE,
            "dense",
            ArgumentTypes.parse("x=5x7xf32,w=7x2xf32"));
    assertEquals(List.of("dense(x=5x7xf32,w=7x2xf32)"), signatures(entries));
  }

  @Test
  void extentsOfTirAreSpecialised() {
    String text =
        """
        func @f(%0: tensor<[n, 3] x f32>) -> (tensor<[n, 3] x f32>) {
          %1 = tensor.exp(%0)
          core.return(%1)
        }
        """;
    Source source = new Source("f.tir", text);
    Entry entry =
        Entries.of(source, Language.TIR, SourceStore.NONE, "f", ArgumentTypes.parse("p0=5x3xf32"))
            .all()
            .getFirst();
    assertEquals("tensor<[5, 3] x f32>", entry.straightResults().getFirst().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"x=2x3xf32", "x=f32,y=1xi64", "n=int,a=float,b=bool", "x=0x8xbf16"})
  void typesAreReadAsTheyAreShown(String text) {
    StringBuilder shown = new StringBuilder();
    ArgumentTypes.parse(text)
        .forEach(
            (name, type) ->
                shown
                    .append(shown.isEmpty() ? "" : ",")
                    .append(name)
                    .append('=')
                    .append(ArgumentTypes.text(type)));
    assertEquals(text, shown.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "x=", "=2xf32", "x=2x3", "x=-1xf32", "x=2xf32,x=3xf32", "x=2,3xf32"})
  void otherTextsAreRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> ArgumentTypes.parse(text));
  }
}
