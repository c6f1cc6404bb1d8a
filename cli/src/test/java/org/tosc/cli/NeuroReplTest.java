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
import org.junit.jupiter.params.provider.CsvSource;

/// Conversations in Neuro-Lang over a stream: what is shown without the prompts. In the tables `~`
/// ends a line.
class NeuroReplTest {
  private static final String TENSOR = "Tensor(shape=[2], dtype=f32, data=[";

  private static Terminal say(String... lines) {
    return Terminal.type(String.join("\n", lines) + "\n", "repl", "--lang", "neuro");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "1 + 2 | 3",
        "1 + 2; | 3",
        "\"a\" + \"b\" | \"ab\"",
        "print(4) | 4",
        "print(1); print(2) | 1~2",
        "let x = 1~x + 1 | 2",
        "let x = 1~let x = \"s\"~x | \"s\"",
        "let z = 5~let z = z + 1~z | 6",
        "var n = 1~n += 4~n | 5",
        "let (a, b) = (1, 2.5)~(b, a) | (2.5, 1)",
        "const N = 3~let t = Tensor::zeros([N, 2], f32)~t.shape() | [3, 2]",
        "fn f(n: i64) -> i64 {~  n * 2~}~f(4) | 8",
        "fn f(n: i64) -> i64 {~~  n * 2~~}~f(4) | 8",
        "fn f() -> i64 { 1 }~let g = f~fn f() -> i64 { 2 }~(f(), g()) | (2, 1)",
        "struct P { x: i64 }~let p = P { x: 4 }~p | P { x: 4 }",
        "struct P { x: i64 }~impl P { fn two(self) -> i64 { self.x * 2 } }~P { x: 4 }.two() | 8",
        "struct P { x: i64 }~impl P { fn f(self) -> i64 { 1 } }~impl P { fn f(self) -> i64 { 2 } }"
            + "~P { x: 4 }.f() | 2",
        "enum E { A(i64), B }~let e = E::A(4)~match e { E::A(n) => n, E::B => 0 } | 4",
        "let q = 1 +~  2~q | 3",
        "if 1 < 2 { print(\"yes\"); } | yes",
        "for i in 0..2 {~  print(i);~} | 0~1",
        "import math~math::sqrt(4.0) | 2",
        "use math::sqrt~sqrt(9.0) | 3",
        "@kernel~fn twice(t: Tile<8, f32>) -> Tile<8, f32> { t + t }~"
            + "let a = Tensor::ones([20], f32)~let b = twice(a.view())~b.view()[19] | 2",
        "let x = 1~.clear~let x = 2~x | 2",
        "let x = 5~.quit~x | ",
        "let x = 5~.lang pseudocode~x = 6~x | 6",
      })
  void entriesShareWhatTheyDeclare(String lines, String expected) {
    Terminal terminal = say(lines.split("~", -1));
    assertEquals("", terminal.err(), lines);
    assertEquals(expected == null ? "" : expected.replace('~', '\n'), terminal.shown(), lines);
    assertEquals(Exit.OK, terminal.exit());
  }

  /// What is wrong with the last entry but one; the last one shows that nothing else changed.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "let x = 1~x = 2~x | E1310 | <input>:2:1 | 1",
        "let x = 1~let y = x + \"s\"~x | E1303 | <input>:2:11 | 1",
        "let x = 1~undefined~x | E1201 | <input>:2:1 | 1",
        "let x = 1~let 5x = 1~x | E0 | <input>:2: | 1",
        "let x = 1~var y: i64~x | E1311 | <input>:2:5 | 1",
        "let x = 1~return 5~x | E1208 | <input>:2:1 | 1",
        "let x = 1~break~x | E1317 | <input>:2:1 | 1",
        "let x = 1~let v = Tensor::ones([2], f32).view()~x | E1504 | <input>:2:9 | 1",
        "var i = 7~[1, 2][i]~i | E0803 | <input>:2:1 | 7",
        "var i = 7~{ i = 8; assert(i == 7); }~i | E0817 | <input>:2:10 | 7",
        "fn f(i: i64) -> i64 {~  [1, 2][i]~}~f(3)~f(1) | E0803 | <input>:2:3 | 2",
        "let x = 1~fn x() -> i64 { 2 + \"\" }~x | E1303 | <input>:2:19 | 1",
      })
  void aFaultIsShownAndChangesNothing(String lines, String code, String place, String after) {
    Terminal terminal = say(lines.split("~", -1));
    assertTrue(terminal.err().startsWith("error[" + code), terminal.err());
    assertTrue(terminal.err().contains(place), terminal.err());
    assertEquals(1, terminal.err().split("error\\[").length - 1, terminal.err());
    assertEquals(after, terminal.shown());
  }

  @Test
  void tensorsLiveUntilTheyAreMoved() {
    Terminal terminal =
        say(
            "let t = Tensor::ones([2], f32)",
            "fn take(t: Tensor<[2], f32>) -> f32 { t.view()[1] }",
            "let u = t",
            "u",
            "t",
            "take(u)",
            "u");
    assertEquals(TENSOR + "1, 1])\n1", terminal.shown());
    List<String> errors = terminal.err().lines().filter(l -> l.startsWith("error")).toList();
    assertEquals(
        List.of(
            "error[E1501]: `t` is used after it was moved",
            "error[E1501]: `u` is used after it was moved"),
        errors);
    assertTrue(terminal.err().contains("<input>:3:9: moved here"), terminal.err());
    assertTrue(terminal.err().contains("<input>:6:6: moved here"), terminal.err());
  }

  @Test
  void aFailingEntryGivesBackWhatItTook() {
    Terminal terminal =
        say(
            "fn take(t: Tensor<[2], f32>, i: i64) -> i64 { [1][i] }",
            "let t = Tensor::ones([2], f32)",
            "take(t, 1)",
            "t",
            "take(t, 0)");
    assertTrue(terminal.err().contains("E0803"), terminal.err());
    assertEquals(TENSOR + "1, 1])\n1", terminal.shown());
  }

  @Test
  void viewsKeepTensorsThatAreDeclaredAgain() {
    Terminal terminal =
        say(
            "let t = Tensor::full([2], 7.0, f32)",
            "let v = t.view()",
            "let t = Tensor::full([2], 9.0, f32)",
            "v",
            "let w = t",
            "v[0]");
    assertEquals("", terminal.err());
    assertEquals(TENSOR + "7, 7])\n7", terminal.shown());
  }

  @Test
  void viewsThatAreNamedAreInUse() {
    Terminal terminal =
        say(
            "var t = Tensor::zeros([2], f32)",
            "let w = t.view_mut()",
            "let v = t.view()",
            "let u = t",
            "w[1] = 4.0",
            "let w = 0",
            "t");
    assertEquals(TENSOR + "0, 4])", terminal.shown());
    assertTrue(terminal.err().contains("E1502"), terminal.err());
    assertTrue(terminal.err().contains("E1503"), terminal.err());
  }

  @Test
  void aVariableThatWasMovedMayGetAnotherValue() {
    Terminal terminal =
        say("var t = Tensor::zeros([2], f32)", "let u = t", "t = Tensor::ones([2], f32)", "t", "u");
    assertEquals("", terminal.err());
    assertEquals(TENSOR + "1, 1])\n" + TENSOR + "0, 0])", terminal.shown());
  }

  @Test
  void aFileCanBeImportedAndLoaded(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("lib.neuro");
    Files.writeString(file, "fn seven() -> i64 { 7 }\n");
    Path other = folder.resolve("a.pseudo");
    Files.writeString(other, "x = 1\n");
    String name = file.toString().replace('\\', '/');
    Terminal terminal =
        say(
            "import \"" + name + "\"",
            "lib::seven()",
            "use lib::seven",
            "seven()",
            ".load " + file,
            "seven() + 1",
            ".load " + folder.resolve("none.neuro"),
            "import \"" + folder.resolve("none.neuro") + "\"");
    assertEquals("7\n7\n8", terminal.shown());
    assertTrue(terminal.err().contains("E0901"), terminal.err());
    assertTrue(terminal.err().contains("E0601"), terminal.err());
  }

  /// The session of the language's page, where there is no model: as in Pseudocode.
  @Test
  void modelsAreAskedForAsInPseudocode() {
    Terminal terminal =
        say(
            "import models.llama3",
            "let model = models.llama3.load(\"path\", device = Device.ALL)",
            "model.generate(\"What is a tile?\")");
    List<String> errors = terminal.err().lines().filter(l -> l.startsWith("error")).toList();
    String same = Terminal.type("m = load \"path\"\n", "repl").err().lines().findFirst().orElse("");
    assertEquals(List.of(same, "error[E1201]: nothing is called `model`"), errors, terminal.err());
    assertTrue(same.startsWith("error[E0814]: LoadError: cannot load \"path\""), same);
    Terminal strict =
        Terminal.type(
            "models.llama3.load(\"path\")\n", "repl", "--lang", "neuro", "--policy", "strict");
    assertTrue(strict.err().contains("READ_MODEL"), strict.err());
  }

  @Test
  void theLanguageIsChosen() {
    assertEquals(Exit.USAGE, Terminal.type("", "repl", "--lang", "tir").exit());
    assertEquals("3", Terminal.type("1 + 2\n", "repl", "--lang", "pseudocode").shown());
    Terminal terminal = say(".lang fortran", "1");
    assertTrue(terminal.err().contains(".lang neuro"), terminal.err());
    assertEquals("1", terminal.shown());
  }
}
