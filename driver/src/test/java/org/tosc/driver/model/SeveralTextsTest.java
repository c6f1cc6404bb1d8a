package org.tosc.driver.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tosc.models.gguf.GgufFile;
import org.tosc.models.transformer.Cache;
import org.tosc.models.transformer.GgufModel;
import org.tosc.models.transformer.SeveralTexts;
import org.tosc.models.transformer.Transformer;
import org.tosc.models.weights.WeightFormat;

/// Texts that go through a model together get the logits that each would get alone: those of loops
/// over `double`.
final class SeveralTextsTest {
  /// Of each text as it begins: within a page of the cache, at its end, and behind it.
  private static final int[] LENGTHS = {1, 9, 63, 64, 130};

  @TempDir Path folder;

  static Stream<Arguments> decoders() {
    return Engines.with(TinyModels.decoders()).filter(a -> !a.get()[0].equals("interp"));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("decoders")
  void logitsAreThoseOfDoubles(String engine, String name, TinyModel model) throws IOException {
    int[] text = Agreement.text(model, 136);
    double[][] expected = new ReferenceTransformer(model).logits(text);
    try (GgufFile file = GgufFile.open(model.writeGguf(folder.resolve("m.gguf")))) {
      Transformer transformer = GgufModel.open(file, Engines.compute(engine));
      List<Cache> caches = new ArrayList<>();
      for (int length : LENGTHS) {
        Cache cache = transformer.cache();
        transformer.logits(cache, Arrays.copyOf(text, length));
        caches.add(cache);
      }
      SeveralTexts texts = new SeveralTexts(transformer);
      // Five texts are rows of eight; three of them afterwards rows of four; one goes alone.
      for (int count : new int[] {5, 5, 3, 1}) {
        List<Cache> some = caches.subList(0, count);
        int[] tokens = some.stream().mapToInt(cache -> text[cache.length()]).toArray();
        int[] places = some.stream().mapToInt(Cache::length).toArray();
        float[][] found = texts.logits(some, tokens);
        for (int i = 0; i < count; i++) {
          Agreement.require(expected[places[i]], found[i]);
        }
      }
    }
  }

  static Stream<Arguments> formats() {
    return Engines.running()
        .filter(engine -> !engine.equals("interp"))
        .flatMap(
            engine ->
                Stream.of(WeightFormat.F32, WeightFormat.Q8_0, WeightFormat.Q4_0)
                    .flatMap(
                        format ->
                            Stream.of(1, 3).map(threads -> Arguments.of(engine, format, threads))));
  }

  /// As long as rows are few beside the terms of their products, kernels take them one by one, and
  /// by weights in blocks always.
  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("formats")
  void textsGetTheBitsThatEachGetsAlone(String engine, WeightFormat format, int threads)
      throws IOException {
    TalkingModel model = new TalkingModel(2, 128, 4, 160, 200, format);
    try (GgufFile file = GgufFile.open(model.write(folder.resolve("m.gguf")))) {
      Transformer transformer = GgufModel.open(file, new EngineCompute(engine, threads));
      SeveralTexts texts = new SeveralTexts(transformer);
      int most = format == WeightFormat.F32 ? 16 : SeveralTexts.MOST;
      for (int count : new int[] {2, 7, most}) {
        List<Cache> caches = new ArrayList<>();
        int[] tokens = IntStream.range(0, count).map(i -> 11 * i % 280).toArray();
        float[][] alone = new float[count][];
        for (int i = 0; i < count; i++) {
          Cache cache = transformer.cache();
          transformer.logits(cache, IntStream.rangeClosed(i, 3 * i + 3).toArray());
          alone[i] = transformer.logits(cache, tokens[i]);
          cache.truncate(cache.length() - 1);
          caches.add(cache);
        }
        float[][] together = texts.logits(caches, tokens);
        for (int i = 0; i < count; i++) {
          assertArrayEquals(alone[i], together[i], "text " + i + " of " + count);
        }
      }
    }
  }
}
