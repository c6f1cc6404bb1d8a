package org.tosc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `tosc diff`: exit codes and what is told.
final class DiffCommandTest {
  @TempDir private Path folder;

  private String file(String text) throws IOException {
    Path file = folder.resolve("a.pseudo");
    Files.writeString(file, text);
    return file.toString();
  }

  private static final String TWO =
      """
      fn one(x: tensor[2, 3, f32]):
          return exp(x)
      fn two(x: tensor[2, 3, f32], w):
          return x @ w
      print one(ones([2, 3]))
      """;

  @Test
  void functionsOfKnownShapesAreCompared() throws IOException {
    Terminal terminal = Terminal.run("diff", file(TWO), "--inputs", "1");
    assertEquals(0, terminal.exit(), terminal.err());
    String first = terminal.out().lines().toList().getFirst();
    assertTrue(
        first.startsWith("one: jvm (operations) agrees: 1 inputs, 6 elements"), terminal.out());
  }

  @Test
  void aNamedFunctionIsComparedAloneAndAsJson() throws IOException {
    Terminal terminal =
        Terminal.run(
            "diff",
            file(TWO),
            "--function",
            "two",
            "--shapes",
            "w=3x5xf32",
            "--json",
            "--target",
            "interp",
            "--target",
            "jvm");
    assertEquals(0, terminal.exit(), terminal.err());
    String line = terminal.out().lines().toList().getFirst();
    String begin =
        "{\"schema\":\"tosc.diff/1\",\"function\":\"two\",\"shapes\":\"x=2x3xf32,w=3x5xf32\","
            + "\"target\":\"jvm\",\"way\":\"operations\",\"agrees\":true,\"inputs\":4,"
            + "\"elements\":40,\"open\":0,\"different\":0,";
    assertTrue(line.startsWith(begin), line);
  }

  @ParameterizedTest
  @ValueSource(strings = {"snitch", "mlir", "triton"})
  void kernelsOfOtherMachinesRunOnTheirModels(String target) throws IOException {
    Terminal terminal =
        Terminal.run("diff", file(TWO), "--function", "one", "--target", target, "--inputs", "2");
    assertEquals(0, terminal.exit(), terminal.err());
    assertTrue(
        terminal.out().contains("\none: " + target + " (kernels) agrees: 2 inputs, 12 elements"),
        terminal.out());
  }

  @Test
  void withoutSuchFunctionsTheProgramIsCompared() throws IOException {
    Terminal terminal = Terminal.run("diff", file("print(\"a\")\nprint(1.5)\n"));
    assertEquals(new Terminal(0, "the program: jvm prints the same 2 lines\n", ""), terminal);
    assertEquals(
        terminal, Terminal.run("diff", file("print(\"a\")\nprint(2)\n"), "--function", "main"));
  }

  @Test
  void differencesGiveThree() throws IOException {
    String timed =
        "fn f(x: tensor[2, f32]):\n    return x * (time() * 1000 % 1000)\nprint(time())\n";
    Terminal function = Terminal.run("diff", file(timed), "--inputs", "1", "--json");
    assertEquals(3, function.exit());
    assertTrue(function.out().contains("\"agrees\":false"), function.out());
    assertTrue(function.out().contains("\"index\":[0]"), function.out());
    Terminal program = Terminal.run("diff", file("print(\"same\")\nprint(time() * 1000 % 1000)\n"));
    assertEquals(3, program.exit());
    List<String> lines = program.out().lines().toList();
    assertEquals("the program: jvm differs from interp in line 2", lines.getFirst());
    assertTrue(lines.get(1).startsWith("  interp: "), program.out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--shapes x=2y3", "--inputs 0", "--inputs many", "--target mars", "--nonsense"})
  void wrongUsageGivesTwo(String options) throws IOException {
    String[] words = options.split(" ", -1);
    String[] args = new String[words.length + 2];
    args[0] = "diff";
    args[1] = file(TWO);
    System.arraycopy(words, 0, args, 2, words.length);
    assertEquals(2, Terminal.run(args).exit());
  }
}
