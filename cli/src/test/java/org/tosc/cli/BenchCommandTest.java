package org.tosc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `tosc bench`: what it tells, not how fast anything is.
final class BenchCommandTest {
  @TempDir private Path folder;

  private String file(String text) throws IOException {
    Path file = folder.resolve("a.pseudo");
    Files.writeString(file, text);
    return file.toString();
  }

  private static final String PRODUCT = "fn product(x: tensor[2, 3, f32], w):\n    return x @ w\n";

  @Test
  void aTableHasARowForEachEngine() throws IOException {
    Terminal terminal =
        Terminal.run(
            "bench",
            file(PRODUCT),
            "--shapes",
            "w=3x4xf32",
            "--target",
            "jvm",
            "--target",
            "interp");
    assertEquals(0, terminal.exit(), terminal.err());
    List<String> lines = terminal.out().lines().toList();
    assertTrue(lines.get(0).startsWith("function  target  way"), terminal.out());
    assertTrue(lines.get(1).startsWith("product   jvm "), terminal.out());
    assertTrue(lines.get(2).startsWith("product   interp  operations"), terminal.out());
    assertTrue(terminal.err().contains("product on interp"), terminal.err());
  }

  @Test
  void objectsHaveWhatWasCounted() throws IOException {
    Terminal terminal =
        Terminal.run(
            "bench", file(PRODUCT), "--shapes", "w=3x4xf32", "--json", "-q", "--disable", "fuse");
    assertEquals(0, terminal.exit(), terminal.err());
    assertEquals("", terminal.err());
    String begin =
        "{\"schema\":\"tosc.bench/1\",\"function\":\"product\",\"shapes\":\"x=2x3xf32,w=3x4xf32\","
            + "\"target\":\"jvm\",\"way\":\"";
    assertTrue(terminal.out().startsWith(begin), terminal.out());
    // 2 · 2 · 4 · 3 operations, and 6 + 12 + 8 elements of 4 bytes.
    assertTrue(terminal.out().contains("\"flops\":48.0,\"bytes\":104.0,"), terminal.out());
  }

  @Test
  void mistakesAreErrorsOfTheInput() throws IOException {
    Terminal nothing = Terminal.run("bench", file("print(1)\n"));
    assertEquals(1, nothing.exit());
    assertTrue(nothing.err().startsWith("error[E0909]: no function of this file"), nothing.err());
    String raises = "fn f(x: tensor[2, f32]):\n    throw error(\"boom\")\n";
    Terminal uncaught = Terminal.run("bench", file(raises), "-q");
    assertEquals(1, uncaught.exit(), uncaught.err());
    assertTrue(uncaught.err().contains("boom"), uncaught.err());
    Terminal usage =
        Terminal.run("bench", file(PRODUCT), "--shapes", "w=3x4xf32", "--disable", "nothing");
    assertEquals(2, usage.exit(), usage.err());
  }

  @Test
  void timesAreShownInAUnitThatFits() {
    assertEquals("12.3 ns", BenchCommand.time(12.34));
    assertEquals("1.23 us", BenchCommand.time(1234));
    assertEquals("12.35 ms", BenchCommand.time(12_345_678));
    assertEquals("2.00 s", BenchCommand.time(2e9));
  }
}
