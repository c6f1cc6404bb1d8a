package org.tosc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tosc.models.gguf.GgufFile;
import org.tosc.models.weights.Weight;
import org.tosc.models.weights.WeightFormat;

/// `tosc chat`, `quantize`, `convert` and `pkg`: exit codes and what is told.
final class ModelCommandsTest {
  @TempDir private Path folder;
  private String model = "";

  @BeforeEach
  void aModel() throws IOException {
    model = TinyModelFile.write(folder.resolve("tiny.gguf")).toString();
  }

  private Terminal chat(String input, String... more) {
    List<String> all = new ArrayList<>(List.of("chat", model, "--max-tokens", "8"));
    all.addAll(List.of(more));
    return Terminal.type(input, all.toArray(String[]::new));
  }

  @Test
  void theMostLikelyAnswerIsTheSameOnAllEngines() {
    Terminal jvm = chat("the cat\n", "--temperature", "0", "--target", "jvm");
    Terminal interp = chat("the cat\n", "--temperature", "0", "--target", "interp");
    assertEquals(0, jvm.exit(), jvm.err());
    assertFalse(jvm.out().isBlank());
    assertEquals(interp.out(), jvm.out());
    assertTrue(jvm.err().matches("(?s)tosc: \\d+ tokens read in .* a second\\s*"), jvm.err());
  }

  @Test
  void aSeedMakesItSayTheSameAgain() {
    Terminal first = chat("the cat\nthe mat\n", "--seed", "7");
    assertEquals(first.out(), chat("the cat\nthe mat\n", "--seed", "7").out());
    assertEquals(2, first.err().lines().count());
  }

  @Test
  void aDraftChangesNothingThatIsSaid() throws IOException {
    String draft = Files.copy(Path.of(model), folder.resolve("draft.gguf")).toString();
    Terminal alone = chat("the cat\nthe mat\n", "--seed", "7");
    Terminal with = chat("the cat\nthe mat\n", "--seed", "7", "--draft", draft);
    assertEquals(alone.out(), with.out());
    // The draft is the model, so all is right.
    assertTrue(
        with.err().matches("(?s).* a second, (\\d+) of \\1 that were proposed\\s.*"), with.err());
    Terminal many = chat("", "--draft", draft, "--draft-tokens", "99");
    assertEquals(1, many.exit());
    assertTrue(many.err().contains("`draft_tokens` is from 1 to 15, found 99"), many.err());
    assertEquals(1, chat("", "--draft", folder.resolve("none").toString()).exit());
  }

  @Test
  void whatDoesNotFitTheContextIsTold() {
    Terminal terminal = chat("the cat ".repeat(64) + "\nthe cat\n");
    assertEquals(1, terminal.exit());
    assertTrue(terminal.err().contains("the model's context is 64"), terminal.err());
  }

  @Test
  void whatIsNoModelIsTold() throws IOException {
    Path none = folder.resolve("none.gguf");
    Terminal missing = Terminal.run("chat", none.toString());
    assertEquals(1, missing.exit());
    assertTrue(missing.err().contains("there is no such file"), missing.err());
    Files.writeString(none, "GGUF");
    Terminal damaged = Terminal.run("chat", none.toString());
    assertEquals(1, damaged.exit());
    assertTrue(damaged.err().contains("at byte 4"), damaged.err());
    assertEquals(2, Terminal.run("chat", model, "--temperature", "hot").exit());
    assertEquals(2, Terminal.run("chat", model, "--target", "abacus").exit());
  }

  /// As `load` finds it, and in the version that the project's lock says.
  @Test
  void anInstalledModelIsTalkedToByItsName() throws IOException {
    ModelShelf shelf = new ModelShelf(folder);
    shelf.publish("1.0.0");
    Project project = shelf.project("project");
    String[] arguments = {"tiny", "--max-tokens", "8", "--temperature", "0", "--draft", "tiny"};
    assertEquals(0, ModelShelf.pkg(project, "install", "tiny").exit());
    Terminal named = Terminal.type("the cat\n", new ChatCommand(project), "chat", arguments);
    assertEquals(0, named.exit(), named.err());
    assertEquals(chat("the cat\n", "--temperature", "0").out(), named.out());
    // Another version is no help.
    shelf.publish("2.0.0");
    Project other = shelf.project("other");
    assertEquals(0, ModelShelf.pkg(other, "install", "tiny").exit());
    assertEquals(0, ModelShelf.pkg(other, "remove", "tiny@1.0.0").exit());
    Terminal missing = Terminal.type("", new ChatCommand(project), "chat", arguments);
    assertEquals(1, missing.exit());
    assertTrue(
        missing.err().contains("tosc.lock wants tiny@1.0.0, which is not installed"),
        missing.err());
  }

  @Test
  void anInstalledModelIsQuantisedAndConvertedByItsName() throws IOException {
    ModelShelf shelf = new ModelShelf(folder);
    shelf.publish("1.0.0");
    Project project = shelf.project("project");
    assertEquals(0, ModelShelf.pkg(project, "install", "tiny").exit());
    Path small = folder.resolve("small.gguf");
    String[] quantise = {"tiny", small.toString(), "--format", "q8_0"};
    Terminal first = Terminal.type("", new QuantizeCommand(project), "quantize", quantise);
    assertEquals(0, first.exit(), first.err());
    assertTrue(Files.exists(small));
    String[] convert = {"tiny", folder.resolve("tiny.safetensors").toString()};
    Terminal second = Terminal.type("", new ConvertCommand(project), "convert", convert);
    assertEquals(0, second.exit(), second.err());
    Terminal none =
        Terminal.type("", new ConvertCommand(shelf.project("other")), "convert", "huge", "x.gguf");
    assertEquals(1, none.exit());
    assertTrue(none.err().contains("no model of that name is installed"), none.err());
  }

  @Test
  void whatCannotBeReadOrWrittenIsToldWithItsReason() {
    Path none = folder.resolve("none.gguf");
    Terminal missing = Terminal.run("convert", none.toString(), "out.gguf");
    assertEquals(1, missing.exit());
    assertTrue(
        missing.err().startsWith("tosc: cannot read `" + none + "`: there is no such file"),
        missing.err());
    Path nowhere = folder.resolve("nowhere");
    Terminal lost = Terminal.run("convert", model, nowhere.resolve("o.gguf").toString());
    assertEquals(1, lost.exit());
    assertEquals("tosc: `" + nowhere + "`: there is no such file or directory\n", lost.err());
  }

  @Test
  void bothLanguagesHearTheSameFromAModel() throws IOException {
    Path pseudo = folder.resolve("ask.pseudo");
    Files.writeString(
        pseudo,
        """
        load "%s" as m
        print infer m with "the cat": max_tokens = 8, temperature = 0
        """
            .formatted(model));
    Path neuro = folder.resolve("ask.neuro");
    Files.writeString(
        neuro,
        """
        import models.llama3;
        fn main() {
            let model = models.llama3.load("%s", device = Device.ALL);
            print(model.generate("the cat", max_tokens = 8, temperature = 0.0));
        }
        """
            .formatted(model));
    Terminal first = Terminal.run("run", pseudo.toString());
    Terminal second = Terminal.run("run", neuro.toString());
    assertEquals(0, first.exit(), first.err());
    assertEquals(0, second.exit(), second.err());
    assertFalse(first.out().isBlank());
    assertEquals(first.out(), second.out());
  }

  @Test
  void matricesAreQuantisedAndTheirErrorsTold() {
    String out = folder.resolve("small.gguf").toString();
    Terminal terminal =
        Terminal.run(
            "quantize", model, out, "--format", "q8_0", "--weight", "blk.0.attn_q.weight=f16");
    assertEquals(0, terminal.exit(), terminal.err());
    assertTrue(terminal.out().contains("11 weights, "), terminal.out());
    try (GgufFile file = GgufFile.open(Path.of(out))) {
      assertEquals(WeightFormat.Q8_0, format(file, "blk.0.attn_k.weight"));
      assertEquals(WeightFormat.F16, format(file, "blk.0.attn_q.weight"));
      assertEquals(WeightFormat.F32, format(file, "output_norm.weight"));
    }
    assertEquals(2, Terminal.run("quantize", model, out, "--format", "q9").exit());
    assertEquals(2, Terminal.run("quantize", model, out).exit());
  }

  @Test
  void aWeightThatThereIsNotIsTold() {
    Path out = folder.resolve("small.gguf");
    Terminal unknown =
        Terminal.run(
            "quantize", model, out.toString(), "--format", "q8_0", "--weight", "output_nrm=f16");
    assertEquals(1, unknown.exit());
    assertEquals(
        "tosc: there is no weight `output_nrm` among 11; like it are `output_norm.weight`,"
            + " `token_embd.weight`, `blk.0.attn_q.weight`\n",
        unknown.err());
    assertFalse(Files.exists(out));
    Terminal plain =
        Terminal.run(
            "quantize",
            model,
            folder.resolve("x.safetensors").toString(),
            "--format",
            "f16",
            "--weight",
            "output_norm.weight=f16");
    assertEquals(2, plain.exit());
    assertTrue(plain.err().contains("--weight is for a .gguf file"), plain.err());
  }

  /// Rows of the model have 32 and 64 elements, blocks of q4_k 256.
  @Test
  void aFormatThatDoesNotFitIsTold() {
    String out = folder.resolve("small.gguf").toString();
    Terminal terminal = Terminal.run("quantize", model, out, "--format", "q4_k");
    assertEquals(0, terminal.exit(), terminal.err());
    assertTrue(
        terminal
            .err()
            .endsWith(
                """
                tosc: note: 8 of 11 weights are not in the format that was asked for
                  7 in q8_0 instead of q4_k: rows of 32 are no whole blocks of 256
                  1 in q8_0 instead of q4_k: rows of 64 are no whole blocks of 256
                """),
        terminal.err());
    String fits = Terminal.run("quantize", model, out, "--format", "q8_0").err();
    assertFalse(fits.contains("note"), fits);
  }

  private static WeightFormat format(GgufFile file, String name) {
    Weight weight = file.find(name);
    return weight == null ? WeightFormat.U8 : weight.format();
  }

  @Test
  void convertingThereAndBackKeepsTheNumbers() throws IOException {
    String there = folder.resolve("tiny.safetensors").toString();
    String back = folder.resolve("back.gguf").toString();
    assertEquals(0, Terminal.run("convert", model, there).exit());
    assertEquals(0, Terminal.run("convert", there, back, "--json").exit());
    try (GgufFile first = GgufFile.open(Path.of(model));
        GgufFile last = GgufFile.open(Path.of(back))) {
      for (Weight weight : first.all()) {
        Weight same = last.find(weight.name());
        assertEquals(-1, same == null ? 0 : weight.bytes().mismatch(same.bytes()));
      }
    }
    assertEquals(2, Terminal.run("convert", model, folder.resolve("tiny.bin").toString()).exit());
  }

  @Test
  void aRegistryIsSearched() throws IOException {
    Files.writeString(
        folder.resolve("index.json"),
        """
        {"schema": "tosc.registry/1", "packages": [{"name": "tiny", "version": "1.0.0",
         "description": "Says something", "files": [{"name": "tiny.gguf", "bytes": 1,
         "sha256": "%s"}]}]}
        """
            .formatted("0".repeat(64)));
    String registry = folder.toString();
    Terminal found = Terminal.run("pkg", "search", "some", "--from", registry);
    assertEquals(0, found.exit(), found.err());
    assertTrue(found.out().startsWith("tiny@1.0.0"), found.out());
    assertEquals(1, Terminal.run("pkg", "install", "huge", "--from", registry).exit());
    assertEquals(2, Terminal.run("pkg", "install", "../x", "--from", registry).exit());
    assertEquals(2, Terminal.run("pkg", "fetch", "tiny").exit());
  }
}
