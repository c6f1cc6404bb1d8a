package org.tosc.driver.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tosc.models.generate.Answer;
import org.tosc.models.generate.BatchGenerator;
import org.tosc.models.generate.LanguageModel;
import org.tosc.models.generate.Request;
import org.tosc.models.generate.Sampling;
import org.tosc.models.transformer.Cache;
import org.tosc.models.transformer.Transformer;

/// Answers that are made together are those that each request gets alone.
final class BatchGeneratorTest {
  private static final List<String> PROMPTS =
      List.of("Hello", "a b c", "Zürich", "x".repeat(150), "once upon a time", "?");

  @TempDir Path folder;
  private LanguageModel model;

  @BeforeEach
  void open() throws IOException {
    Path path = TalkingModel.SMALL.write(folder.resolve("talking.gguf"));
    model = LanguageModels.open(path, Engines.compute("jvm"));
  }

  private Request request(String prompt, int tokens, Sampling sampling, String... stops) {
    return new Request(model.prompt(prompt), tokens, sampling, List.of(stops));
  }

  @Test
  void requestsThatJoinWhenTheyLikeGetTheirOwnAnswers() {
    BatchGenerator batch = new BatchGenerator(model.transformer().twin(), model.tokenizer());
    List<BatchGenerator.Generation> all = new ArrayList<>();
    List<StringBuilder> heard = new ArrayList<>();
    for (int i = 0; i < PROMPTS.size(); i++) {
      StringBuilder said = new StringBuilder();
      heard.add(said);
      Sampling sampling = i % 2 == 0 ? Sampling.GREEDY : Sampling.USUAL.withSeed(i);
      all.add(batch.join(request(PROMPTS.get(i), 10 + 7 * i, sampling), said::append));
      batch.step();
      batch.step();
    }
    while (batch.size() > 0) {
      batch.step();
    }
    for (int i = 0; i < PROMPTS.size(); i++) {
      Sampling sampling = i % 2 == 0 ? Sampling.GREEDY : Sampling.USUAL.withSeed(i);
      Answer alone = model.answer(request(PROMPTS.get(i), 10 + 7 * i, sampling), _ -> true);
      Answer together = all.get(i).answer();
      assertEquals(alone.text(), together.text());
      assertEquals(alone.text(), heard.get(i).toString());
      assertEquals(alone.end(), together.end());
      assertEquals(alone.tokens(), together.tokens());
      assertEquals(alone.promptTokens(), together.promptTokens());
    }
  }

  @Test
  void whoComesLaterGetsTheSameInTheMemoryOfThoseBefore() {
    BatchGenerator batch = new BatchGenerator(model.transformer().twin(), model.tokenizer());
    for (String prompt : PROMPTS) {
      Request request = request(prompt, 40, Sampling.GREEDY);
      BatchGenerator.Generation one = batch.join(request, _ -> {});
      while (!one.isDone()) {
        batch.step();
      }
      assertEquals(model.answer(request, _ -> true).text(), one.answer().text());
      assertEquals(0, one.cacheBytes());
    }
  }

  @Test
  void aCacheThatIsClearedHoldsTheFirstPagesAndZeros() {
    Transformer transformer = model.transformer();
    int[] text = model.prompt("x".repeat(199));
    Cache cache = transformer.cache();
    float[] first = transformer.logits(cache, text);
    long bytes = cache.bytes();
    cache.clear();
    assertEquals(bytes, cache.bytes());
    assertEquals(0, cache.length());
    assertArrayEquals(first, transformer.logits(cache, text));
  }

  @Test
  void whoIsCancelledEndsAtTheNextStepAndLeavesTheOthers() {
    BatchGenerator batch = new BatchGenerator(model.transformer().twin(), model.tokenizer());
    BatchGenerator.Generation gone = batch.join(request("a", 100, Sampling.USUAL), _ -> {});
    BatchGenerator.Generation stays = batch.join(request("b", 5, Sampling.GREEDY), _ -> {});
    batch.step();
    batch.step();
    gone.cancel();
    batch.step();
    assertEquals(Answer.End.CANCELLED, gone.answer().end());
    while (batch.size() > 0) {
      batch.step();
    }
    assertEquals(
        model.answer(request("b", 5, Sampling.GREEDY), _ -> true).text(), stays.answer().text());
    assertEquals(0, batch.cacheBytes());
  }

  @Test
  void promptsThatDoNotFitAreRefused() {
    BatchGenerator batch = new BatchGenerator(model.transformer().twin(), model.tokenizer());
    Request tooLong = request("x".repeat(201), 1, Sampling.GREEDY);
    assertThrows(IllegalArgumentException.class, () -> batch.join(tooLong, _ -> {}));
    Request empty = new Request(new int[0], 1, Sampling.GREEDY, List.of());
    assertThrows(IllegalArgumentException.class, () -> batch.join(empty, _ -> {}));
    assertEquals(0, batch.size());
  }
}
