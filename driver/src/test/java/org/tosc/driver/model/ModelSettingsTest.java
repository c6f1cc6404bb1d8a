package org.tosc.driver.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Settings of `deploy` and `infer` that cannot be honoured are told with what was written and what
/// is allowed, at the statement.
final class ModelSettingsTest {
  /// A language model without a template, and a model of the program.
  private static final String BEGIN =
      """
      load "talking.gguf" as m
      model Net:
          layer forward(x):
              return x
      try
        %s
      catch e
        print "line ${e.line}, ${e.kind}: ${e.message}"
      end
      """;

  @TempDir Path folder;

  @BeforeEach
  void aModel() throws Exception {
    TalkingModel.SMALL.write(folder.resolve("talking.gguf"));
  }

  /// What a statement in the sixth line says.
  private void told(String expected, String statement) throws Exception {
    String printed = Run.printed(BEGIN.formatted(statement), "jvm", folder);
    assertEquals("line 6, " + expected + "\n", printed, statement);
  }

  @Test
  void aPortIsTheOneThatWasWritten() throws Exception {
    told("ValueError: a port is 0 to 65535, found 70000", "deploy m on port 70000");
    told("ValueError: a port is 0 to 65535, found -5", "deploy m on port -5");
  }

  @Test
  void numbersOutOfRangeAreThoseThatWereWritten() throws Exception {
    String timeout = "ValueError: `timeout` is 0.001 to 86400 seconds, found ";
    told(timeout + "0", "deploy m on port 0, timeout = 0");
    told(timeout + "-2.5", "deploy m on port 0, timeout = -2.5");
    told(timeout + "100000", "deploy m on port 0, timeout = 100000");
    told("ValueError: `batch` is 1 to 64, found -5", "deploy m on port 0, batch = -5");
    told(
        "ValueError: `in_flight` is 1 to 65536, found 5000000000",
        "deploy m on port 0, in_flight = 5000000000");
    told("ValueError: `connections` is 1 to 65536, found 0", "deploy m on port 0, connections = 0");
    told(
        "ValueError: `split` is 0 to 1, found 5",
        "deploy Net() on port 0, other = Net(), split = 5");
    told(
        "ValueError: `draft_tokens` is 1 to 15, found -5",
        "infer m with \"a\": draft = m, draft_tokens = -5");
    told("ValueError: `top_p` is above 0 and at most 1, found 0", "infer m with \"a\": top_p = 0");
    told(
        "ValueError: `temperature` is from 0 to 100, found -1",
        "infer m with \"a\": temperature = -1");
    told("ValueError: `top_k` is 0 or more, found -5", "infer m with \"a\": top_k = -5");
  }

  @Test
  void draftTokensNeedADraft() throws Exception {
    told(
        "ValueError: `draft_tokens` is of a draft, and there is none: `draft = m` gives it",
        "infer m with \"a\": draft_tokens = 3");
  }

  @Test
  void aSeedThatIsNilIsTheProgramsOwn() throws Exception {
    String program =
        """
        load "talking.gguf" as m
        seed(4)
        without = infer m with "a": max_tokens = 30, temperature = 5
        seed(4)
        none = infer m with "a": max_tokens = 30, temperature = 5, seed = nil
        print without == none
        """;
    assertEquals("true\n", Run.printed(program, "jvm", folder));
  }

  @Test
  void settingsOfInferAreForLanguageModels() throws Exception {
    told(
        "TypeError: `max_tokens` is for language models, found a model",
        "infer Net() with tensor([1.0]): max_tokens = 3");
    told(
        "TypeError: `draft` is for language models, found a model",
        "infer Net() with tensor([1.0]): draft = m");
  }

  @Test
  void splitNeedsASecondModel() throws Exception {
    told(
        "ValueError: `split` is of a second model, and there is none: `other = n` gives it",
        "deploy m on port 0, split = 0.5");
    told(
        "ValueError: `other_name` is of a second model, and there is none: `other = n` gives it",
        "deploy m on port 0, other_name = \"tuned\"");
  }

  @Test
  void namesTellModelsApart() throws Exception {
    told(
        "ValueError: both models are called `talking`: `other_name = \"…\"` gives the second one a"
            + " name of its own",
        "deploy m on port 0, other = m");
    String name = "ValueError: `name` has 1 to 100 characters, none of them a control character";
    told(name + ", found \"\"", "deploy m on port 0, name = \"\"");
    told(name + ", found \"a\\nb\"", "deploy m on port 0, name = \"a\\nb\"");
    told("TypeError: the setting `name` is a string, found an int", "deploy m on port 0, name = 1");
  }

  @Test
  void modelsThatShareRequestsReadTheSame() throws Exception {
    told(
        "ValueError: two models share requests where both answer texts, or both tensors",
        "deploy m on port 0, other = Net()");
  }

  @Test
  void aHostIsANameAlone() throws Exception {
    String host =
        "ValueError: a host is a name like `model.example.org`, without port and path, found ";
    for (String wrong : List.of("", "bad host/", "example.org:80", "http://example.org")) {
      told(host + "\"" + wrong + "\"", "deploy m on port 0, host = \"" + wrong + "\"");
    }
  }

  @Test
  void coalesceIsTrueOrFalseAndForModelsOfPrograms() throws Exception {
    told(
        "TypeError: the setting `coalesce` is true or false, found an int",
        "deploy Net() on port 0, coalesce = 5");
    told(
        "ValueError: `coalesce` is for models of a program: language models compute requests"
            + " together in any case",
        "deploy m on port 0, coalesce = true");
  }

  @Test
  void systemNeedsATemplate() throws Exception {
    told(
        "ValueError: `system` is for models with a template of conversations that is known, and"
            + " this one has none: say it in the text",
        "infer m with \"a\": system = \"Be short.\"");
    told(
        "ValueError: `raw = true` takes the text as it is, so `system` says nothing",
        "infer m with \"a\": system = \"Be short.\", raw = true");
  }

  @Test
  void aGpuHasANumber() throws Exception {
    for (String name : new String[] {"gpu:x", "gpu:", "gpu:-1", "gpu:0.5"}) {
      told(
          "ValueError: no device is called `"
              + name
              + "`: behind `gpu:` is a number, as in `gpu:0`",
          "with device \"" + name + "\" do print 1 end");
    }
  }
}
