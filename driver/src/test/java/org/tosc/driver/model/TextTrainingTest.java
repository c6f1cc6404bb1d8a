package org.tosc.driver.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tosc.models.blocks.Decoding;
import org.tosc.models.convert.Recipe;
import org.tosc.models.convert.Requantise;
import org.tosc.models.gguf.GgufFile;
import org.tosc.models.weights.Weight;
import org.tosc.models.weights.WeightFormat;

/// Language models from the beginning: made, trained, saved, loaded and asked.
final class TextTrainingTest {
  private static final String NEW =
      """
      seed(1)
      texts = ["the cat sat on the mat", "the dog sat on the log", "a cat and a dog sat on a log"]
      lm = language_model(texts, vocabulary=300, layers=2, width=32, heads=2, context=64)
      """;

  private static final String LEARNT =
      NEW
          + """
          r = train lm on texts: epochs = 150, learning_rate = 0.01, context = 16, seed = 2
          save lm to "lm.gguf"
          """;

  @TempDir Path folder;

  private String run(String source) throws Exception {
    return Run.printed(source, "jvm", folder);
  }

  private byte[] file(String name) throws Exception {
    return Files.readAllBytes(folder.resolve(name));
  }

  @Test
  void aNewModelLearnsWhatItReads() throws Exception {
    String asked = "print infer MODEL with \"the cat\": max_tokens = 20, temperature = 0\n";
    String source =
        LEARNT
            + """
            print r.history[0] > 5
            print r.loss < 0.1
            print r.steps
            """
            + asked.replace("MODEL", "lm")
            + "load \"lm.gguf\" as again\n"
            + asked.replace("MODEL", "again");
    assertEquals("true\ntrue\n150\n sat on the mat\n sat on the mat\n", run(source));
  }

  /// What is saved is what the model has: all of it changes, and nothing in an adapter's run but
  /// the matrices of layers.
  @Test
  void adaptersChangeTheMatricesOfLayers() throws Exception {
    run(
        LEARNT
            + """
            train lm on ["the cat ate the fish"]: steps = 40, lora = 2, learning_rate = 0.02
            save lm to "adapted.gguf"
            """);
    try (GgufFile before = GgufFile.open(folder.resolve("lm.gguf"));
        GgufFile after = GgufFile.open(folder.resolve("adapted.gguf"))) {
      assertEquals(before.all().size(), after.all().size());
      for (Weight weight : before.all()) {
        float[] a = Decoding.floats(weight);
        float[] b = Decoding.floats(after.find(weight.name()));
        boolean isAdapted = weight.name().startsWith("blk.") && weight.shape().length == 2;
        assertEquals(isAdapted, !Arrays.equals(a, b), weight.name());
      }
    }
  }

  /// A file in blocks is adapted too; what was not is still in blocks.
  @Test
  void modelsInBlocksAreAdapted() throws Exception {
    run(LEARNT);
    try (GgufFile whole = GgufFile.open(folder.resolve("lm.gguf"))) {
      Recipe recipe = Recipe.of(WeightFormat.Q8_0);
      Path small = folder.resolve("small.gguf");
      Requantise.toGguf(small, whole.metadata(), whole, recipe, (report, done, all) -> {});
    }
    assertEquals(
        "true\n ate the fish\n ate the fish\n",
        run(
            """
            load "small.gguf" as lm
            r = train lm on ["the cat ate the fish"]: steps = 80, lora = 4, learning_rate = 0.01
            print r.loss < 0.5 * r.history[0]
            print infer lm with "the cat": max_tokens = 20, temperature = 0
            save lm to "adapted.gguf"
            load "adapted.gguf" as again
            print infer again with "the cat": max_tokens = 20, temperature = 0
            """));
    try (GgufFile adapted = GgufFile.open(folder.resolve("adapted.gguf"))) {
      assertEquals(WeightFormat.Q8_0, adapted.find("token_embd.weight").format());
      assertEquals(WeightFormat.F32, adapted.find("blk.0.attn_q.weight").format());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"clip = 1", "lora = 3", "accumulate = 2", "precision = bf16"})
  void goesOnAsIfNothingHadHappened(String setting) throws Exception {
    String settings = "context = 8, batch_size = 2, seed = 5, " + setting + ", ";
    run(NEW + "train lm on texts: " + settings + "steps = 12, checkpoint = \"whole.st\"\n");
    run(NEW + "train lm on texts: " + settings + "steps = 5, checkpoint = \"part.st\"\n");
    String rest = "steps = 12, checkpoint = \"part.st\", resume = true\n";
    run(NEW + "train lm on texts: " + settings + rest);
    assertArrayEquals(file("whole.st"), file("part.st"));
  }

  /// Adapters that were added to the model's weights are not added again, however often the run
  /// goes on in one program.
  @Test
  void adaptersGoOnInOneProgram() throws Exception {
    String settings = "context = 8, batch_size = 2, seed = 5, lora = 3, learning_rate = 0.01, ";
    String train = "train lm on texts: " + settings;
    run(NEW + train + "steps = 12, checkpoint = \"whole.st\"\nsave lm to \"whole.gguf\"\n");
    String part = ", checkpoint = \"part.st\", resume = true\n";
    run(
        NEW
            + (train + "steps = 3" + part)
            + (train + "steps = 7" + part)
            + (train + "steps = 12" + part)
            + (train + "steps = 12" + part)
            + "save lm to \"part.gguf\"\n");
    assertArrayEquals(file("whole.st"), file("part.st"));
    assertArrayEquals(file("whole.gguf"), file("part.gguf"));
  }

  /// Weights that changed in another way, in memory and in a file, are not those of the adapters.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "train lm on texts: steps = 1\n",
        "train lm on texts: steps = 1, lora = 3\ntrain lm on texts: steps = 1, lora = 3\n",
        "save lm to \"added.gguf\"\nload \"added.gguf\" as lm\n",
      })
  void adaptersOfOtherWeightsAreRefused(String between) throws Exception {
    String train = "train lm on texts: lora = 3, checkpoint = \"c.st\", ";
    assertEquals(
        "LoadError: its adapters belong to other weights than those of the model; load the model"
            + " with which that training began, and go on with that\n",
        run(
            NEW
                + (train + "steps = 2\n")
                + between
                + ("try\n  " + train + "steps = 4, resume = true\n")
                + "catch e\n  print e.kind + \": \" + e.message[find(e.message, \"its\"):]\nend\n"));
  }

  /// As many texts of as many tokens, but others.
  @Test
  void otherTextsAreRefused() throws Exception {
    String settings = ": context = 8, checkpoint = \"c.st\", ";
    run(NEW + "train lm on texts" + settings + "steps = 2\n");
    String said =
        run(
            NEW
                + "texts[0] = \"the cat sat on the cat\"\n"
                + ("try\n  train lm on texts" + settings + "steps = 4, resume = true\n")
                + "catch e\n  print e.kind + \": \" + e.message\nend\n");
    assertEquals("LoadError: cannot go on from \"c.st\": the data are other ones\n", said);
  }

  /// Each in the words of its settings.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "context = 2 | context = 4 | its `context` is 2, here it is 4",
        "lora = 2, context = 8 | context = 8 | it is one with `lora = 2`, and here training is"
            + " without `lora`",
        "context = 8 | lora = 2, context = 8 | it is one without `lora`, and here training is with"
            + " `lora = 2`",
      })
  void anotherRunIsToldInItsSettings(String before, String now, String expected) throws Exception {
    String begin = "train lm on texts: checkpoint = \"c.st\", steps = ";
    run(NEW + begin + "2, " + before + "\n");
    String said =
        run(
            NEW
                + ("try\n  " + begin + "4, resume = true, " + now + "\n")
                + "catch e\n  print e.message\nend\n");
    assertEquals("cannot go on from \"c.st\": " + expected + "\n", said);
  }

  /// The same seed gives the same model on the same engine; another seed another one.
  @Test
  void seedsDecide() throws Exception {
    run(NEW + "save lm to \"a.gguf\"\n");
    run(NEW + "save lm to \"b.gguf\"\n");
    run(NEW.replace("seed(1)", "seed(2)") + "save lm to \"c.gguf\"\n");
    assertArrayEquals(file("a.gguf"), file("b.gguf"));
    assertTrue(!Arrays.equals(file("a.gguf"), file("c.gguf")));
  }

  @Test
  void filesOfTextsAreData() throws Exception {
    Files.writeString(
        folder.resolve("t.jsonl"),
        """
        {"text": "the cat sat on the mat"}
        "the dog sat on the log"
        {"prompt": "who sat?", "completion": "a cat"}
        {"messages": [{"role": "user", "content": "where?"}, {"role": "assistant", "content": "here"}]}
        """);
    Files.writeString(folder.resolve("t.txt"), "the cat sat on the mat. ".repeat(20));
    assertEquals(
        "3\n2\n1\n",
        run(
            NEW
                + """
                r = train lm on "t.jsonl": epochs = 3, context = 16
                print r.steps
                r = train lm on "t.txt": steps = 2, context = 16
                print r.steps
                r = train lm on [["who sat?", "a cat"]]
                print r.steps
                """));
  }

  /// The last tenth is held out, and what is learnt of the rest helps there.
  @Test
  void textsThatAreHeldOutAreMeasured() throws Exception {
    Files.writeString(folder.resolve("t.txt"), "the cat sat on the mat. ".repeat(60));
    String printed =
        run(
            NEW
                + """
                r = train lm on "t.txt": epochs = 6, context = 16, validation = 0.1, learning_rate = 0.01
                print len(r.validation)
                print r.validation[5] < 0.5 * r.validation[0]
                """);
    assertEquals("6\ntrue\n", printed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "train lm on texts: loss = mse | the setting `loss` is not for this model",
        "train lm on texts: context = 65 | the setting `context` is at most 64, the model's own",
        "train lm on texts: lora = 0 | the setting `lora` is at least 1, found 0",
        "train lm on [] | there is no text to learn from",
        "train lm on [1, 2] | element 0 of the data is an int",
        "train lm on 5 | trained on a list of strings or on a file, found an int",
        "train lm on \"x.csv\" | trained on .txt, .md and .jsonl files, found x.csv",
        "train lm on \"no.txt\" | there is no such file",
        "save lm to \"lm.onnx\" | it writes .gguf and .safetensors",
        "language_model(texts, vocabulary=10) | a vocabulary has at least 257 tokens here",
        "language_model(texts, heads=3) | 3 heads of an even number of features cannot share",
        "language_model(texts, layers=-1) | `layers` is from 1 to 2^20, found -1",
        "language_model(texts, heads=4, kv_heads=3) | 3 heads of keys cannot be shared by 4 heads",
        "language_model(5) | language_model() takes a string or a list of strings",
        "print lm(texts) | ",
      })
  void mistakesAreTold(String statement, String expected) throws Exception {
    String said =
        run(NEW + "try\n  " + statement + "\ncatch e\n  print e.kind + \": \" + e.message\nend\n");
    assertTrue(said.contains(expected == null ? "Error" : expected), said);
    assertNotEquals("", said.toLowerCase(Locale.ROOT));
  }

  @Test
  void broken() throws Exception {
    Files.writeString(folder.resolve("t.jsonl"), "{\"text\": \"a\"}\n{\"words\": 1}\n");
    assertEquals(
        "LoadError: cannot load \"t.jsonl\", byte 14: expected a string, or an object with `text`,"
            + " `prompt` or `messages`\n",
        run(
            NEW
                + "try\n  train lm on \"t.jsonl\"\ncatch e\n  print e.kind + \": \" + e.message\nend\n"));
  }
}
