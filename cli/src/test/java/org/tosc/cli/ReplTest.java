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

/// Conversations over a stream: what is shown without the prompts.
class ReplTest {
  private static Terminal say(String... lines) {
    return Terminal.type(String.join("\n", lines) + "\n", "repl");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "1 + 2 | 3",
        "\"a\" + \"b\" | \"ab\"",
        "nil | ",
        "[1, \"x\", nil] | [1, \"x\", nil]",
        "print(4) | 4",
        "x = 1;x + 1 | 2",
        "x = 1;x = \"s\";x + \"t\" | \"st\"",
        "let z = 5;let z = z + 1;z | 6",
        "xs = [];xs.push(7);xs | [7]",
        "fn f(n);return n * 2;end;f(4) | 8",
        "fn f(n):;  return n * 2;;f(4) | 8",
        "fn f();return 1;end;g = f;fn f();return 2;end;print(f(), g()) | 2 1",
        "fn g();return 3;end;fn f();return g();end;f();fn g();return 4;end;f() | 3\\n4",
        "n = 0;fn bump();n += 1;return n;end;bump();bump();n | 1\\n2\\n2",
        "class P;fn init(a);self.a = a;end;end;class Q extends P;fn twice();return self.a * 2;end;"
            + "end;Q(4).twice() | 8",
        "enum C;RED;GREEN;end;C.GREEN | C.GREEN",
        "let [a, b] = [1, 2];a + b | 3",
        "fn area(p: string);return len(p);end;area(\"abc\") | 3",
        "for i in 1..3 do;print(i);end | 1\\n2",
        "x = 1;.clear;x = 2;x | 2",
        "x = 5;.quit;x | ",
      })
  void entriesShareTheirVariables(String lines, String expected) {
    Terminal terminal = say(lines.split(";", -1));
    assertEquals("", terminal.err(), lines);
    assertEquals(expected == null ? "" : expected.replace("\\n", "\n"), terminal.shown(), lines);
    assertEquals(Exit.OK, terminal.exit());
  }

  @Test
  void anErrorKeepsTheSession() {
    Terminal terminal =
        say("x = 1", "x + \"a\"", "undefined_name", "throw error(\"boom\")", "x = )", "x");
    assertEquals("1", terminal.shown());
    assertTrue(terminal.err().contains("E0801"), terminal.err());
    assertTrue(terminal.err().contains("E0201"), terminal.err());
    assertTrue(terminal.err().contains("boom"), terminal.err());
  }

  @Test
  void aFailingEntryLeavesVariablesAsTheyWere() {
    Terminal terminal = say("x = 1", "if true then", "x = 2", "throw \"no\"", "end", "x");
    assertEquals("1", terminal.shown());
  }

  @Test
  void anErrorInAnEarlierFunctionIsShownWhereItWasTyped() {
    Terminal terminal = say("x = 1", "fn f(a)", "  return a - 1", "end", "f(\"s\")");
    assertTrue(terminal.err().contains("<input>:3:"), terminal.err());
  }

  @Test
  void aConstantStaysOne() {
    Terminal terminal = say("const K = 9", "K = 10", "K");
    assertEquals("9", terminal.shown());
    assertTrue(terminal.err().contains("E0202"), terminal.err());
  }

  @Test
  void aFileCanBeLoaded(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("a.pseudo");
    Files.writeString(file, "fn twice(n)\n  return n * 2\nend\nprint(\"loaded\")\n");
    Terminal terminal = say(".load " + file, "twice(21)", ".load nothing.pseudo", ".what");
    assertEquals("loaded\n42", terminal.shown());
    assertTrue(terminal.err().contains("E0901"), terminal.err());
    assertTrue(terminal.err().contains(".what"), terminal.err());
  }

  @Test
  void whatAnImportBringsStays(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("m.pseudo");
    Files.writeString(file, "print(\"once\")\ncount = 4\nfn more(n)\n  return n + count\nend\n");
    String name = file.toString().replace('\\', '/');
    Terminal terminal =
        say(
            "import \"" + name + "\" as m",
            "m.more(1)",
            "from \"" + name + "\" import more",
            "more(2)");
    assertEquals("", terminal.err());
    assertEquals("once\n5\n6", terminal.shown());
  }
}
