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

/// `tosc test` on programs of both languages.
class TestCommandTest {
  private static final String NEURO =
      """
      struct Pair { a: i32 }
      impl Pair {
          @test
          fn in_a_type() { assert(Pair { a: 1 }.a == 1); }
      }
      @kernel
      fn twice(t: Tile<8, f32>) -> Tile<8, f32> { t + t }
      @test
      fn good() {
          let a = Tensor::ones([20], f32);
          print(twice(a.view()).view()[19]);
      }
      @test
      fn bad() {
          let a = Tensor::ones([2], f32);
          assert(a.view()[0] == 3.0, "one is not three");
      }
      @test
      fn raises() {
          let a = Tensor::ones([2], f32);
          var i = 2;
          assert(a.view()[i] == 1.0);
      }
      fn main() { print("main"); }
      """;

  private static final String PSEUDOCODE =
      """
      x = 1
      test "first":
          x = x + 1
          assert(x == 2)
      test "second":
          x = x + 1
          assert(x == 2)
      """;

  @TempDir private Path folder;

  private String file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, text);
    return file.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"interp", "jvm"})
  void everyTestRunsByItself(String target) throws IOException {
    String name = file("a.neuro", NEURO);
    Terminal terminal = Terminal.run("test", name, "--target", target);
    assertEquals(
        "ok      Pair.in_a_type\nok      good\nFAILED  bad\nFAILED  raises\n2 passed, 2 failed\n",
        terminal.out());
    assertEquals(Exit.FAILED, terminal.exit());
    String talk = terminal.err();
    assertTrue(talk.startsWith("2\n"), talk);
    assertTrue(talk.contains("error[E0817]: AssertionError: one is not three"), talk);
    assertTrue(talk.contains("a.neuro:16:5"), talk);
    assertTrue(talk.contains("error[E0803]: IndexError"), talk);
    assertTrue(talk.contains("a.neuro:22:12"), talk);
  }

  @Test
  void aFolderHasTestsOfBothLanguages() throws IOException {
    file("a.neuro", NEURO);
    file("b.pseudo", PSEUDOCODE);
    file("c.neuro", "@test fn broken() { nothing(); }");
    Terminal terminal = Terminal.run("test", folder.toString(), "--filter", "o");
    assertEquals(
        "ok      good|ok      second|2 passed, 1 failed",
        String.join("|", terminal.out().lines().toList()));
    assertTrue(terminal.err().contains("error[E1201]"), terminal.err());
    assertEquals(Exit.FAILED, terminal.exit());
  }

  @Test
  void jsonHasOneObjectForEachTest() throws IOException {
    String name = file("a.neuro", NEURO);
    Terminal terminal = Terminal.run("test", name, "--json", "--filter", "good|bad");
    List<String> lines = terminal.out().lines().toList();
    assertEquals(4, lines.size(), terminal.out());
    String place = "\"file\":\"" + name + "\",\"line\":";
    assertEquals(
        "{\"schema\":\"tosc.test/1\",\"name\":\"good\",\"passed\":true,"
            + place
            + "9,\"column\":4}",
        lines.getFirst());
    assertTrue(lines.get(1).startsWith("{\"schema\":\"tosc.diagnostic/1\",\"code\":\"E0817\""));
    assertTrue(lines.get(2).contains("\"name\":\"bad\",\"passed\":false"), lines.get(2));
    assertEquals("{\"schema\":\"tosc.tests/1\",\"passed\":1,\"failed\":1}", lines.getLast());
    assertEquals("2\n", terminal.err());
  }

  @Test
  void whatIsNotThereIsAnError() throws IOException {
    Terminal missing = Terminal.run("test", folder.resolve("none.neuro").toString());
    assertEquals(Exit.PROGRAM_ERRORS, missing.exit());
    assertTrue(missing.err().contains("E0901"), missing.err());
    assertEquals(Exit.USAGE, Terminal.run("test", folder.toString(), "--filter", "(").exit());
    assertEquals("0 passed, 0 failed\n", Terminal.run("test", folder.toString()).out());
  }

  @Test
  void modelsLearnAndAnswerInTests() throws IOException {
    Path model = TinyModelFile.write(folder.resolve("tiny.gguf"));
    String program =
        """
        model Line:
            w = zeros([1, 1])
            layer forward(x):
                return x @ w
        test "learns":
            m = Line()
            r = train m on [[[1], 2.0], [[2], 4.0]]: epochs = 300, learning_rate = 0.1
            assert(r.loss < 0.01)
        test "answers":
            load "%s" as lm
            a = infer lm with "the cat": max_tokens = 4, temperature = 0
            assert(len(a) > 0)
        """
            .formatted(model);
    Terminal terminal = Terminal.run("test", file("models.pseudo", program), "-q");
    assertEquals(0, terminal.exit(), terminal.out() + terminal.err());
    assertTrue(terminal.out().endsWith("2 passed, 0 failed\n"), terminal.out());
  }
}
