package org.tosc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The contract of the command line: exit codes, and what goes where.
class CommandLineTest {
  @TempDir private Path folder;

  private String file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, text);
    return file.toString();
  }

  // Exit codes.

  @Test
  void aProgramThatRunsGivesZero() throws IOException {
    String program = file("a.pseudo", "print(\"ok\")\n");
    assertEquals(new Terminal(0, "ok\n", ""), Terminal.run("run", program));
    assertEquals(new Terminal(0, "ok\n", ""), Terminal.run(program));
    assertEquals(new Terminal(0, "ok\n", ""), Terminal.run("run", "--target", "interp", program));
  }

  @Test
  void importsFindFilesBesideAndBelow() throws IOException {
    Files.createDirectories(folder.resolve("lib/deep"));
    file("beside.neuro", "fn one() -> i64 { 1 }\n");
    file("lib/deep/two.neuro", "fn two() -> i64 { 2 }\n");
    file("both.pseudo", "fn three() -> int return 3 end\n");
    String program =
        file(
            "main.neuro",
            """
            import beside;
            import lib.deep.two;
            import "./both";
            fn main() { print(beside::one(), two::two(), both::three()); }
            """);
    assertEquals(new Terminal(0, "1 2 3\n", ""), Terminal.run("run", program));
  }

  @Test
  void argumentsAfterTheDashesGoToTheProgram() throws IOException {
    String program = file("a.pseudo", "print(args())\n");
    Terminal terminal = Terminal.run("run", program, "--", "one", "--two");
    assertEquals(new Terminal(0, "[\"one\", \"--two\"]\n", ""), terminal);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"x = 1 + nope | E0201", "throw error('boom') | E0822", "let n: int = 'a' | E03"})
  void errorsOfAProgramGiveOne(String text, String code) throws IOException {
    Terminal terminal = Terminal.run("run", file("a.pseudo", text.replace('\'', '"') + "\n"));
    assertEquals(1, terminal.exit());
    assertEquals("", terminal.out());
    assertTrue(terminal.err().contains("error[" + code), terminal.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "chek a.pseudo",
        "run",
        "run --nonsense a.pseudo",
        "run --target mars a.pseudo",
        "build --target mars a.pseudo",
        "run --policy loose a.pseudo",
        "run --allow NOTHING a.pseudo",
        "run --deny GIT, a.pseudo",
        "run --seed x a.pseudo",
        "run --threads 0 a.pseudo",
        "check"
      })
  void wrongUsageGivesTwo(String line) throws IOException {
    String program = file("a.pseudo", "print(1)\n");
    String[] args =
        List.of(line.split(" ")).stream()
            .filter(w -> !w.isEmpty())
            .map(w -> w.equals("a.pseudo") ? program : w)
            .toArray(String[]::new);
    Terminal terminal = Terminal.run(args);
    assertEquals(2, terminal.exit(), terminal.err());
    assertEquals("", terminal.out());
    assertFalse(terminal.err().isEmpty());
  }

  @Test
  void anUnknownCommandIsAnsweredWithTheNearest() {
    assertTrue(Terminal.run("chek").err().contains("did you mean `check`"));
  }

  @Test
  void aFailedComparisonGivesThree() throws IOException {
    String program =
        file("a.pseudo", "test \"good\":\n    assert(true)\ntest \"bad\":\n    assert(false)\n");
    Terminal terminal = Terminal.run("test", program);
    assertEquals(3, terminal.exit(), terminal.err());
    assertEquals("1 passed, 1 failed", terminal.out().lines().toList().getLast());
    Terminal one = Terminal.run("test", program, "--filter", "good");
    assertEquals(0, one.exit());
    assertEquals("1 passed, 0 failed", one.out().lines().toList().getLast());
  }

  @Test
  void aFaultOfToscGivesOneHundredAndOneWithAReproducer() throws IOException {
    String program = file("a.pseudo", "print(1)\n");
    var err = new java.io.ByteArrayOutputStream();
    int exit =
        InternalFault.report(
            new IllegalStateException("planted"),
            List.of(program),
            new java.io.PrintStream(err, true, StandardCharsets.UTF_8));
    assertEquals(101, exit);
    String text = err.toString(StandardCharsets.UTF_8);
    Path report = Path.of(text.strip().substring(text.strip().lastIndexOf(' ') + 1));
    String reproducer = Files.readString(report);
    assertTrue(reproducer.contains("planted"), reproducer);
    assertTrue(reproducer.contains("print(1)"), reproducer);
    Files.delete(report);
  }

  @Test
  void everyCommandHasHelp() {
    for (String command : Tosc.commands()) {
      Terminal terminal = Terminal.run(command, "--help");
      assertEquals(0, terminal.exit(), command);
      assertTrue(terminal.out().startsWith("Usage: tosc " + command), terminal.out());
      assertTrue(Terminal.run("--help").out().contains("  " + command + " "), command);
    }
  }

  // Inputs.

  @Test
  void aDashReadsTheInput() {
    assertEquals(
        new Terminal(0, "3\n", ""),
        Terminal.type("print(1 + 2)\n", "run", "-", "--lang", "pseudocode"));
    assertEquals(1, Terminal.type("print(1)\n", "run", "-").exit());
  }

  @Test
  void filesThatCannotBeReadAreErrors() throws IOException {
    Terminal missing = Terminal.run("check", folder.resolve("none.pseudo").toString());
    assertEquals(1, missing.exit());
    assertTrue(missing.err().contains("error[E0901]"), missing.err());
    Path latin = folder.resolve("latin.pseudo");
    Files.write(latin, new byte[] {'x', ' ', '=', ' ', '"', (byte) 0xe4, '"', '\n'});
    Terminal notText = Terminal.run("check", latin.toString());
    assertEquals(1, notText.exit());
    assertTrue(notText.err().contains("error[E0902]"), notText.err());
    Terminal unknown = Terminal.run("check", file("a.xyz", ""));
    assertTrue(unknown.err().contains("error[E0903]"), unknown.err());
  }

  // Reports.

  @Test
  void jsonHasOneObjectPerLineWithColumnsInCodePoints() throws IOException {
    String program = file("a.pseudo", "s = \"\uD83D\uDE00\" + nope\n");
    Terminal terminal = Terminal.run("check", "--json", program);
    assertEquals(1, terminal.exit());
    List<String> lines = terminal.out().lines().toList();
    assertEquals(1, lines.size());
    String object = lines.getFirst();
    for (String member :
        List.of(
            "\"schema\":\"tosc.diagnostic/1\"",
            "\"code\":\"E0201\"",
            "\"severity\":\"error\"",
            "\"message\":",
            "\"file\":",
            "\"line\":1",
            "\"column\":11",
            "\"endLine\":1",
            "\"endColumn\":15",
            "\"labels\":[",
            "\"notes\":[",
            "\"fixes\":[",
            "\"url\":")) {
      assertTrue(object.replace(": ", ":").contains(member), member + " in " + object);
    }
    assertEquals("", terminal.err());
  }

  @Test
  void sarifIsOneLog() throws IOException {
    Terminal terminal = Terminal.run("check", "--sarif", file("a.pseudo", "print(nope)\n"));
    assertEquals(1, terminal.exit());
    String log = terminal.out().replace(": ", ":");
    assertTrue(log.contains("\"version\":\"2.1.0\""), log);
    assertTrue(log.contains("\"ruleId\":\"E0201\""), log);
    assertTrue(log.contains("\"startLine\":1"), log);
  }

  @Test
  void colourIsAChoice() throws IOException {
    String program = file("a.pseudo", "print(nope)\n");
    assertTrue(Terminal.run("check", "--color", "always", program).err().contains("\u001b["));
    assertFalse(Terminal.run("check", "--color", "never", program).err().contains("\u001b["));
    assertFalse(Terminal.run("check", program).err().contains("\u001b["));
  }

  // Commands.

  @Test
  void aFolderThatCannotBeMadeIsTold() throws IOException {
    Path inside = Path.of(file("a.pseudo", "x = 1\n")).resolve("project");
    Terminal made = Terminal.run("new", inside.toString());
    assertEquals(1, made.exit());
    String why = "cannot write `" + inside + "`: a part of its path is not a directory";
    assertTrue(made.err().startsWith("error[E0906]: " + why), made.err());
  }

  /// Where the system lets nobody write: whoever may write everything does not see it.
  @Test
  void aFileThatCannotBeFormattedIsTold() throws IOException {
    Path program = Path.of(file("a.pseudo", "x=1\n"));
    assertTrue(program.toFile().setReadOnly());
    assumeFalse(Files.isWritable(program));
    Terminal formatted = Terminal.run("fmt", program.toString());
    assertEquals(1, formatted.exit());
    assertTrue(formatted.err().contains("E0906"), formatted.err());
  }

  @Test
  void formattingCanBeChecked() throws IOException {
    String kernel = file("a.neuro", "fn one()->i32{1}\n");
    assertEquals(3, Terminal.run("fmt", "--check", kernel).exit());
    assertEquals(0, Terminal.run("fmt", kernel).exit());
    assertEquals("fn one() -> i32 {\n    1\n}\n", Files.readString(Path.of(kernel)));
    String module = file("a.tir", "func @main() -> () { // nothing\ncore.return\n}\n");
    assertEquals(0, Terminal.run("fmt", module).exit());
    assertEquals(
        "func @main() -> () { // nothing\n  core.return\n}\n", Files.readString(Path.of(module)));
    assertEquals(1, Terminal.run("fmt", file("b.tir", "x=1\n")).exit());
    String program = file("a.pseudo", "x=1\n");
    assertEquals(3, Terminal.run("fmt", "--check", program).exit());
    assertEquals(0, Terminal.run("fmt", program).exit());
    assertEquals("x = 1\n", Files.readString(Path.of(program)));
    assertEquals(0, Terminal.run("fmt", "--check", program).exit());
  }

  @ParameterizedTest
  @CsvSource({"ast, print", "tir, func", "bytecode, INVOKE"})
  void artifactsArePrinted(String kind, String part) throws IOException {
    Terminal terminal = Terminal.run("build", "--emit", kind, file("a.pseudo", "print(1)\n"));
    assertEquals(0, terminal.exit(), terminal.err());
    assertTrue(
        terminal
            .out()
            .toLowerCase(java.util.Locale.ROOT)
            .contains(part.toLowerCase(java.util.Locale.ROOT)),
        terminal.out());
  }

  @Test
  void kernelsOfTensorOperationsAreWrittenAsLoops() throws IOException {
    String function =
        """
        func @f(%0: tensor<[4, 32] x f32>, %1: tensor<[4, 32] x f32>) -> (tensor<[4, 32] x f32>) {
          %2 = tensor.mul(%0, %1)
          %3 = tensor.add(%2, %1)
          core.return(%3)
        }
        """;
    Terminal terminal = Terminal.run("build", "--emit", "kernels", file("f.tir", function));
    assertEquals(0, terminal.exit(), terminal.err());
    assertTrue(terminal.out().contains("kernel.vload"), terminal.out());
    assertFalse(terminal.out().contains("func @f("), terminal.out());
    Terminal none = Terminal.run("build", "--emit", "kernels", file("a.pseudo", "print(1)\n"));
    assertEquals("// No group of operations here becomes a kernel.\n", none.out());
  }

  @Test
  void severalKindsGoToAFolder() throws IOException {
    Path out = folder.resolve("several");
    String program = file("a.pseudo", "print(1)\n");
    Terminal terminal =
        Terminal.run("build", "--emit", "ast", "--emit", "tir", "-o", out.toString(), program);
    assertEquals(new Terminal(0, "", ""), terminal);
    assertTrue(Files.readString(out.resolve("ast.txt")).contains("print"));
    assertTrue(Files.readString(out.resolve("main.tir")).contains("func"));
    Terminal twice = Terminal.run("build", "--emit", "ast", "--emit", "tir", "-");
    assertEquals(2, twice.exit());
  }

  @Test
  void artifactsGoToAFile() throws IOException {
    Path out = folder.resolve("out");
    Files.createDirectory(out);
    String program = file("a.pseudo", "print(1)\n");
    Terminal terminal = Terminal.run("build", "--emit", "class", "-o", out.toString(), program);
    assertEquals(new Terminal(0, "", ""), terminal);
    try (var files = Files.list(out)) {
      byte[] bytes = Files.readAllBytes(files.findFirst().orElseThrow());
      assertEquals((byte) 0xCA, bytes[0]);
    }
  }
}
