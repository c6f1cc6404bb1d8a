package org.tosc.driver.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tosc.models.generate.Answer;
import org.tosc.models.generate.LanguageModel;
import org.tosc.models.generate.Request;
import org.tosc.models.generate.Sampling;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.session.Policy;
import org.tosc.rt.session.Session;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.file.TensorFileFault;
import org.tosc.rt.value.Text;

/// Folders of Hugging Face as language models: text in, text out.
final class HubTextTest {
  @TempDir Path folder;

  private LanguageModel open(TinyModel model) throws IOException {
    write(model);
    return LanguageModels.open(folder, Engines.compute("jvm"));
  }

  private void write(TinyModel model) throws IOException {
    TinyHub.write(folder, model);
    TinyHub.writeTokenizer(folder, model);
  }

  @Test
  void aFolderAnswersText() throws IOException {
    TinyModel model = TinyModels.llama();
    String expected = greedy(model, 12);
    LanguageModel language = open(model);
    Answer answer = ask(language, 12);
    assertEquals(expected, answer.text());
    assertFalse(language.isForChat());
  }

  /// What the reference says behind `!"#`.
  private static String greedy(TinyModel model, int tokens) {
    ReferenceTransformer reference = new ReferenceTransformer(model);
    int[] text = {0, 1, 2};
    StringBuilder said = new StringBuilder();
    for (int i = 0; i < tokens; i++) {
      double[] logits = reference.logits(text)[text.length - 1];
      int top =
          IntStream.range(0, logits.length)
              .reduce((a, b) -> logits[b] > logits[a] ? b : a)
              .orElseThrow();
      said.append(TinyHub.character(top));
      text = IntStream.concat(IntStream.of(text), IntStream.of(top)).toArray();
    }
    return said.toString();
  }

  private static Answer ask(LanguageModel language, int tokens) {
    int[] prompt = language.prompt("!\"#");
    return language.answer(new Request(prompt, tokens, Sampling.GREEDY, List.of()), _ -> true);
  }

  @Test
  void tokensThatEndAreThoseOfTheFolder() throws IOException {
    TinyModel model = TinyModels.llama();
    String all = greedy(model, 12);
    int end = all.charAt(4) - '!';
    Files.writeString(
        folder.resolve("generation_config.json"), "{\"eos_token_id\": [" + end + ", 9999]}");
    Answer answer = ask(open(model), 12);
    assertEquals(all.substring(0, all.indexOf(all.charAt(4))), answer.text());
    assertEquals(Answer.End.STOP, answer.end());
  }

  @Test
  void aTemplateThatIsKnownMakesItAChat() throws IOException {
    Files.writeString(
        folder.resolve("tokenizer_config.json"),
        """
        {"chat_template": "{% for message in messages %}{{'<|im_start|>' + message['role'] + '\\n'
         + message['content'] + '<|im_end|>' + '\\n'}}{% endfor %}"}
        """
            .replace("\n ", " "));
    assertTrue(open(TinyModels.llama()).isForChat());
  }

  @Test
  void anEncoderAnswersNoText() {
    TensorFileFault fault = assertThrows(TensorFileFault.class, () -> open(TinyModels.bert(1)));
    assertTrue(fault.getMessage().contains("encoder"), fault.getMessage());
  }

  @Test
  void aProgramGetsTheRowsOfAnEncoder() throws Exception {
    TinyModel model = TinyModels.bert(0);
    write(model);
    ModelStatements statements = new ModelStatements(new EngineCompute("jvm", 1));
    Session session = Session.builder().directory(folder).policy(Policy.PERMISSIVE).build();
    Tensor rows =
        (Tensor)
            Objects.requireNonNull(
                session.run(
                    () -> statements.infer(statements.load("."), Text.of("!\"#"), Map.of())));
    double[][] expected = new ReferenceTransformer(model).hidden(0, 1, 2);
    assertArrayEquals(new long[] {3, model.sizes().width()}, rows.shape());
    double[] all = Arrays.stream(expected).flatMapToDouble(Arrays::stream).toArray();
    assertArrayEquals(all, rows.toDoubles(), 1e-4);
  }

  @Test
  void anEncoderIsSaved() throws Exception {
    write(TinyModels.bert(0));
    String printed =
        Run.printed(
            """
            load "." as m
            save m to "saved.gguf"
            save m to "saved.safetensors"
            load "saved.gguf" as again
            load "saved.safetensors" as weights
            print bool(all((infer m with "!#") == (infer again with "!#")))
            print len(weights) > 3
            try
              save m to "saved.npy"
            catch e
              print e.message
            end
            """,
            "jvm",
            folder);
    assertEquals(
        """
        true
        true
        `save` of this model to "saved.npy" is not available: it writes .gguf and .safetensors
        """,
        printed);
  }

  /// The message names the file inside the folder that was named.
  @Test
  void whatIsWrongInAFolderIsToldOfItsFile() throws Exception {
    Path inside = Files.createDirectories(folder.resolve("net"));
    TinyHub.write(inside, TinyModels.llama());
    TinyHub.writeTokenizer(inside, TinyModels.llama());
    Path tokenizer = inside.resolve("tokenizer.json");
    Files.writeString(tokenizer, "{\"model\": }");
    String broken = loaded();
    assertTrue(broken.startsWith("cannot load \"net\", byte "), broken);
    assertTrue(broken.contains(" of \"tokenizer.json\": "), broken);
    Files.delete(tokenizer);
    assertEquals("cannot load \"net\", \"tokenizer.json\": there is no such file\n", loaded());
    Files.writeString(inside.resolve("config.json"), "{\"model_type\": }");
    String config = loaded();
    assertTrue(config.contains(" of \"config.json\": "), config);
  }

  private String loaded() throws Exception {
    String program =
        """
        try
          load "net" as m
        catch e
          print e.message
        end
        """;
    return Run.printed(program, "jvm", folder);
  }

  @Test
  void anEncoderIsNoDraft() throws Exception {
    write(TinyModels.bert(0));
    Path other = Files.createDirectories(folder.resolve("other"));
    TalkingModel.SMALL.write(other.resolve("m.gguf"));
    ModelStatements statements = new ModelStatements(new EngineCompute("jvm", 1));
    Session session = Session.builder().directory(folder).policy(Policy.PERMISSIVE).build();
    GuestError error =
        assertThrows(
            GuestError.class,
            () ->
                session.run(
                    () ->
                        statements.infer(
                            statements.load("other/m.gguf"),
                            Text.of("a"),
                            Map.of("draft", statements.load(".")))));
    assertTrue(String.valueOf(error.getMessage()).contains("is an encoder"), error.getMessage());
  }

  @Test
  void anEncoderIsNeitherServedNorTrained() throws Exception {
    write(TinyModels.bert(0));
    assertEquals(
        """
        line 3, TypeError: `deploy` takes a language model or a model of the program, and <model .> is\
         an encoder, whose rows of numbers only `infer` gives
        line 8, TypeError: `train` takes a language model or a model of the program, and <model .> is\
         an encoder, which is not trained here
        """,
        Run.printed(
            """
            load "." as m
            try
              deploy m on port 0
            catch e
              print "line ${e.line}, ${e.kind}: ${e.message}"
            end
            try
              train m on ["a"]: epochs = 1
            catch e
              print "line ${e.line}, ${e.kind}: ${e.message}"
            end
            """,
            "jvm",
            folder));
  }
}
