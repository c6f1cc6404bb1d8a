package org.tosc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `--precision` and `--report-precision`. 1.001 is 1 in `bf16` and 1.0009765625 in `f16` (IEEE
/// 754-2019: 8 and 11 bits of significand).
class PrecisionOptionsTest {
  private static final String DYNAMIC =
      """
      fn number(text)
        rows = []
        for word in split(text, " ") do rows.push([float(word)]) end
        return tensor(rows, dtype=f32)
      end

      fn product(a, b)
        return relu(a @ b)
      end

      @precision(f32)
      fn careful(a, b)
        return relu(a @ b)
      end

      a = number("1.001")
      b = number("1")
      first = product(a, b).item()
      for i in 1..30 do
        if product(a, b).item() != first then print "changed" end
      end
      print first == 1, first == 1.0009765625, careful(a, b).item() > 1.0009999
      """;

  private static final String STATIC =
      """
      fn layer(x: tensor[2, 3], w: tensor[3, 4]) -> tensor[2, 4]:
          return relu(x @ w)
      print layer(ones([2, 3]) * 1.001, ones([3, 4])).sum().item() == 24
      """;

  @TempDir private Path folder;

  private String file(String text) throws IOException {
    return Files.writeString(folder.resolve("a.pseudo"), text).toString();
  }

  @Test
  void partsAreNarrowFromTheirFirstCallOn() throws IOException {
    String file = file(DYNAMIC);
    assertEquals("false false true", Terminal.run("run", file).out().strip());
    Terminal narrow = Terminal.run("run", file, "--precision", "bf16", "--report-precision");
    assertEquals("true false true", narrow.out().strip(), narrow.err());
    assertEquals(0, narrow.exit());
    assertTrue(narrow.err().contains("1 of 1 bounds hold"), narrow.err());
    Terminal half = Terminal.run("run", file, "--precision", "f16");
    assertEquals("false true true", half.out().strip());
  }

  @ParameterizedTest
  @CsvSource({"jvm", "interp"})
  void functionsOfKnownShapesAreNarrowOnEveryEngine(String engine) throws IOException {
    String file = file(STATIC);
    assertEquals("false", Terminal.run("run", file, "--target", engine).out().strip());
    Terminal narrow = Terminal.run("run", file, "--target", engine, "--precision", "bf16");
    assertEquals("true", narrow.out().strip());
  }

  @Test
  void castsAndBoundsAreShown() throws IOException {
    String text =
        Terminal.run("build", file(STATIC), "--emit", "tir-opt", "--precision", "f16").out();
    assertTrue(text.contains("{dtype = type f16}"), text);
    assertTrue(text.contains("error_bounds = [0.0014"), text);
  }

  @Test
  void otherFormatsAreRefused() throws IOException {
    Terminal wrong = Terminal.run("run", file(STATIC), "--precision", "f8e4m3");
    assertEquals(2, wrong.exit());
    assertTrue(wrong.err().contains("--precision takes f16 or bf16"), wrong.err());
  }
}
