package org.tosc.driver.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tosc.models.generate.Answer;
import org.tosc.models.generate.Drafted;
import org.tosc.models.generate.Drafting;
import org.tosc.models.generate.LanguageModel;
import org.tosc.models.generate.Request;
import org.tosc.models.generate.Sampling;
import org.tosc.models.gguf.GgufFile;
import org.tosc.models.gguf.GgufWriter;
import org.tosc.models.gguf.Metadata;
import org.tosc.models.gguf.MetadataValue;
import org.tosc.models.weights.NewWeight;
import org.tosc.models.weights.WeightFormat;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.session.Policy;

/// An answer with a draft is the one without.
final class SpeculationTest {
  private static final List<String> PROMPTS = List.of("Hello", "Z\u00fcrich", "x".repeat(150));

  private static final String TOKENS_KEY = "tokenizer.ggml.tokens";

  private static final int[] TOKENS = {1, 4, 7};

  @TempDir Path folder;

  private LanguageModel model(String engine, int layers, WeightFormat format) throws IOException {
    Path path = folder.resolve(layers + "-" + format.text() + ".gguf");
    new TalkingModel(layers, 64, 4, 96, 200, format).write(path);
    return LanguageModels.open(path, Engines.compute(engine));
  }

  private static List<Sampling> samplings() {
    return List.of(
        Sampling.GREEDY,
        Sampling.GREEDY.withRepetitionPenalty(1.3),
        Sampling.USUAL.withSeed(1),
        Sampling.USUAL.withSeed(2).withTemperature(1.5).withTopK(0).withMinP(0));
  }

  static Stream<Arguments> engines() {
    return Engines.running()
        .filter(engine -> !engine.equals("interp"))
        .flatMap(
            engine ->
                Stream.of(WeightFormat.F32, WeightFormat.Q8_0, WeightFormat.Q4_0)
                    .map(format -> Arguments.of(engine, format)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("engines")
  void answersAreThoseWithoutADraft(String engine, WeightFormat format) throws IOException {
    LanguageModel alone = model(engine, 2, format);
    LanguageModel model = model(engine, 2, format);
    // Of the model's two layers the draft has the first, so it is right now and then.
    LanguageModel draft = model(engine, 1, WeightFormat.Q8_0);
    Drafted all = Drafted.NONE;
    int number = 0;
    for (String prompt : PROMPTS) {
      for (Sampling sampling : samplings()) {
        Request request = new Request(model.prompt(prompt), 60, sampling, List.of("\u00e9\u00e8"));
        List<String> pieces = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        Answer without = alone.answer(request, expected::add);
        Drafting drafting = new Drafting(draft, TOKENS[number++ % TOKENS.length]);
        Answer with = model.answer(request, drafting, pieces::add);
        assertEquals(expected, pieces);
        assertEquals(without.text(), with.text());
        assertEquals(without.end(), with.end());
        assertEquals(without.tokens(), with.tokens());
        Drafted drafted = with.drafted();
        assertTrue(drafted.accepted() < Math.max(1, with.tokens()));
        all = new Drafted(all.proposed() + drafted.proposed(), all.accepted() + drafted.accepted());
      }
    }
    assertTrue(all.accepted() > 0 && all.accepted() < all.proposed(), all.toString());
  }

  @Test
  void theModelItselfIsAlwaysRight() throws IOException {
    LanguageModel model = model("jvm", 2, WeightFormat.F32);
    LanguageModel same = model("jvm", 2, WeightFormat.F32);
    for (Sampling sampling : samplings()) {
      Request request = new Request(model.prompt("Hello"), 41, sampling, List.of());
      Answer answer = model.answer(request, new Drafting(same, 3), _ -> true);
      assertEquals(answer.drafted().proposed(), answer.drafted().accepted());
      assertTrue(answer.drafted().accepted() * 4L >= 3L * (answer.tokens() - 4), answer.toString());
    }
  }

  /// The keys and values that an answer leaves are those that it leaves without a draft.
  @Test
  void whatFollowsIsTheSame() throws IOException {
    LanguageModel alone = model("jvm", 2, WeightFormat.Q8_0);
    LanguageModel model = model("jvm", 2, WeightFormat.Q8_0);
    LanguageModel draft = model("jvm", 1, WeightFormat.Q8_0);
    String text = "Once";
    for (int turn = 0; turn < 5; turn++) {
      Sampling sampling = turn % 2 == 0 ? Sampling.GREEDY : Sampling.USUAL.withSeed(turn);
      Request request = new Request(model.prompt(text), 11 + turn, sampling, List.of());
      Answer without = alone.answer(request, _ -> true);
      Answer with = model.answer(request, new Drafting(draft, 4), _ -> true);
      assertEquals(without.text(), with.text());
      text += without.text() + " and ";
    }
  }

  @Test
  void whoListensMayEndIt() throws IOException {
    LanguageModel model = model("jvm", 2, WeightFormat.F32);
    Drafting drafting = new Drafting(model("jvm", 2, WeightFormat.F32), 4);
    Request request = new Request(model.prompt("Hello"), 60, Sampling.GREEDY, List.of());
    List<String> heard = new ArrayList<>();
    Answer answer =
        model.answer(
            request,
            drafting,
            piece -> {
              heard.add(piece);
              return heard.size() < 3;
            });
    assertEquals(Answer.End.CANCELLED, answer.end());
    assertEquals(3, heard.size());
  }

  @Test
  void aDraftFitsOrIsRefused() throws IOException {
    LanguageModel model = model("jvm", 1, WeightFormat.F32);
    Request request = new Request(model.prompt("Hello"), 5, Sampling.GREEDY, List.of());
    assertThrows(IllegalArgumentException.class, () -> new Drafting(model, 0));
    assertThrows(IllegalArgumentException.class, () -> new Drafting(model, 16));
    Drafting self = new Drafting(model, 4);
    assertThrows(IllegalArgumentException.class, () -> model.answer(request, self, _ -> true));
  }

  @Test
  void aDraftWithOtherTokensIsRefused() throws IOException {
    LanguageModel model = model("jvm", 1, WeightFormat.F32);
    Path path = folder.resolve("other.gguf");
    try (GgufFile file = GgufFile.open(folder.resolve("1-f32.gguf"))) {
      List<String> tokens = new ArrayList<>(file.metadata().strings(TOKENS_KEY));
      tokens.set(270, "other");
      Metadata changed = file.metadata().with(TOKENS_KEY, new MetadataValue.Texts(tokens));
      GgufWriter.write(path, changed, file.all().stream().map(NewWeight::of).toList());
    }
    LanguageModel draft = LanguageModels.open(path, Engines.compute("jvm"));
    Request request = new Request(model.prompt("Hello"), 5, Sampling.GREEDY, List.of());
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> model.answer(request, new Drafting(draft, 4), _ -> true));
    assertEquals(
        "a draft has the tokens of its model, but token 270 is `other` in the draft and `\u2581l` in"
            + " the model",
        refused.getMessage());
  }

  @Test
  void lessThanNoTokensAreAnErrorOfTheProgram() throws Exception {
    TalkingModel.SMALL.write(folder.resolve("m.gguf"));
    for (String few : new String[] {"-1", "-9223372036854775807"}) {
      String program = "load \"m.gguf\" as m\ny = infer m with \"a\": max_tokens = " + few + "\n";
      GuestError wrong = assertThrows(GuestError.class, () -> printed(program));
      assertEquals("`max_tokens` is 0 or more, found " + few, wrong.getMessage());
    }
  }

  @Test
  void programsSayIt() throws Exception {
    TalkingModel.SMALL.write(folder.resolve("m.gguf"));
    new TalkingModel(1, 64, 4, 96, 200, WeightFormat.F32).write(folder.resolve("d.gguf"));
    String printed =
        printed(
            """
            load "m.gguf" as m
            load "d.gguf" as d
            a = infer m with "Hello": max_tokens = 30, temperature = 0
            b = infer m with "Hello": max_tokens = 30, temperature = 0, draft = d
            c = infer m with "Hello": max_tokens = 30, seed = 4
            e = infer m with "Hello": max_tokens = 30, seed = 4, draft = d, draft_tokens = 2
            print a == b, c == e
            stats = monitor
            print stats["drafts"]["proposed"] > 0
            """);
    assertEquals("true true\ntrue\n", printed);
  }

  @Test
  void programsHearWhatIsNoDraft() throws Exception {
    TalkingModel.SMALL.write(folder.resolve("m.gguf"));
    String asks =
        """
        load "m.gguf" as m
        function told(ask)
          try
            ask()
          catch e
            print e.kind + ": " + e.message
          end
        end
        function itself()
          return infer m with "x": draft = m
        end
        function none()
          return infer m with "x": draft = 3
        end
        function few()
          load "m.gguf" as n
          return infer m with "x": draft = n, draft_tokens = 0
        end
        told(itself)
        told(none)
        told(few)
        """;
    assertEquals(
        """
        ValueError: a model is no draft of itself; load its file once more
        TypeError: the setting `draft` is a language model, found an int
        ValueError: `draft_tokens` is 1 to 15, found 0
        """,
        printed(asks));
  }

  private String printed(String program) throws Exception {
    return Run.printed(
        program,
        "jvm",
        folder,
        new ModelStatements(new EngineCompute("jvm", 1)),
        Policy.PERMISSIVE);
  }
}
