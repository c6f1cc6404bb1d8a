package org.tosc.driver.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tosc.driver.Programs;
import org.tosc.models.gguf.GgufFile;
import org.tosc.models.transformer.Cache;
import org.tosc.models.transformer.Encoder;
import org.tosc.models.transformer.GgufModel;
import org.tosc.models.transformer.Transformer;

/// Logits of tiny models of every family are those of loops over `double`, on every engine that
/// runs here.
final class TransformerTest {
  /// Prompts that are one token, less than a chunk, a whole one, one more than a chunk, and longer
  /// than two pages of the cache.
  private static final int[] LENGTHS = {1, 7, 8, 33, 130};

  @TempDir Path folder;

  static Stream<Arguments> decoders() {
    return Engines.with(TinyModels.decoders());
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("decoders")
  void logitsAreThoseOfDoubles(String engine, String name, TinyModel model) throws IOException {
    int[] text = Agreement.text(model, 130);
    double[][] expected = new ReferenceTransformer(model).logits(text);
    try (GgufFile file = GgufFile.open(model.writeGguf(folder.resolve("m.gguf")))) {
      Transformer transformer = GgufModel.open(file, Engines.compute(engine));
      for (int length : LENGTHS) {
        float[] found = transformer.logits(transformer.cache(), Arrays.copyOf(text, length));
        Agreement.require(expected[length - 1], found);
      }
    }
  }

  static Stream<Arguments> encoders() {
    return Engines.with(TinyModels.encoders());
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("encoders")
  void rowsOfEncodersAreThoseOfDoubles(String engine, String name, TinyModel model)
      throws IOException {
    try (GgufFile file = GgufFile.open(model.writeGguf(folder.resolve("m.gguf")))) {
      Encoder encoder = new Encoder(GgufModel.open(file, Engines.compute(engine)));
      for (int length : LENGTHS) {
        int[] text = Agreement.text(model, length);
        double[][] expected = new ReferenceTransformer(model).hidden(text);
        float[][] found = encoder.rows(text);
        assertEquals(length, found.length);
        for (int i = 0; i < length; i++) {
          Agreement.require(expected[i], found[i]);
        }
        if (length == 33) {
          Agreement.require(pooled(model, expected), pooled(model, encoder, text));
        }
      }
    }
  }

  private static float[] pooled(TinyModel model, Encoder encoder, int[] text) {
    return model.number("pooling_type", 0) == 0 ? encoder.rows(text)[0] : encoder.embedding(text);
  }

  private static double[] pooled(TinyModel model, double[][] rows) {
    double[] pooled = new double[rows[0].length];
    for (int j = 0; j < pooled.length; j++) {
      int column = j;
      pooled[j] =
          model.number("pooling_type", 0) == 1
              ? Arrays.stream(rows).mapToDouble(row -> row[column]).sum() / rows.length
              : rows[0][j];
    }
    return pooled;
  }

  static Stream<Arguments> fastDecoders() {
    return decoders().filter(a -> !a.get()[0].equals("interp"));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("fastDecoders")
  void tokenByTokenIsAllAtOnce(String engine, String name, TinyModel model) throws IOException {
    int[] text = Agreement.text(model, 130);
    double[][] expected = new ReferenceTransformer(model).logits(text);
    try (GgufFile file = GgufFile.open(model.writeGguf(folder.resolve("m.gguf")))) {
      Transformer transformer = GgufModel.open(file, Engines.compute(engine));
      Cache cache = transformer.cache();
      for (int i = 0; i < text.length; i++) {
        Agreement.require(expected[i], transformer.logits(cache, text[i]));
      }
      cache.truncate(65);
      int[] rest = Arrays.copyOfRange(text, 65, 75);
      Agreement.require(expected[74], transformer.logits(cache, rest));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x86_64", "jvm"})
  void severalThreadsGiveTheSame(String engine) throws IOException {
    assumeTrue(Programs.obstacle(engine) == null, engine);
    TinyModel model = TinyModels.llama3();
    int[] text = Agreement.text(model, 130);
    double[][] expected = new ReferenceTransformer(model).logits(text);
    try (GgufFile file = GgufFile.open(model.writeGguf(folder.resolve("m.gguf")))) {
      Transformer transformer = GgufModel.open(file, new EngineCompute(engine, 2));
      Agreement.require(expected[129], transformer.logits(transformer.cache(), text));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x86_64", "jvm"})
  void threadsThatShareHeadsGiveTheSameBits(String engine) throws IOException {
    assumeTrue(Programs.obstacle(engine) == null, engine);
    TinyModel model = TinyModels.manyHeads();
    int[] text = Agreement.text(model, 70);
    double[][] expected = new ReferenceTransformer(model).logits(text);
    try (GgufFile file = GgufFile.open(model.writeGguf(folder.resolve("m.gguf")))) {
      float[][] alone = oneByOne(GgufModel.open(file, new EngineCompute(engine, 1)), text);
      for (int threads : new int[] {2, 3}) {
        assertArrayEquals(
            alone, oneByOne(GgufModel.open(file, new EngineCompute(engine, threads)), text));
      }
      Agreement.require(expected[69], alone[69]);
    }
  }

  private static float[][] oneByOne(Transformer transformer, int[] text) {
    Cache cache = transformer.cache();
    return Arrays.stream(text)
        .mapToObj(token -> transformer.logits(cache, token))
        .toArray(float[][]::new);
  }

  @ParameterizedTest
  @ValueSource(strings = {"llama 3", "gemma2", "gpt2"})
  void greedyTextIsTheSameWithoutTheCache(String name) throws IOException {
    TinyModel model =
        TinyModels.decoders().stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow();
    try (GgufFile file = GgufFile.open(model.writeGguf(folder.resolve("m.gguf")))) {
      Transformer transformer = GgufModel.open(file, Engines.compute("jvm"));
      int[] start = Agreement.text(model, 3);
      assertArrayEquals(scratch(transformer, start, 80), cached(transformer, start, 80));
    }
  }

  private static int[] cached(Transformer transformer, int[] start, int more) {
    Cache cache = transformer.cache();
    int[] text = Arrays.copyOf(start, start.length + more);
    float[] logits = transformer.logits(cache, start);
    for (int i = start.length; i < text.length; i++) {
      text[i] = Agreement.top(logits);
      logits = transformer.logits(cache, text[i]);
    }
    return text;
  }

  private static int[] scratch(Transformer transformer, int[] start, int more) {
    int[] text = start;
    for (int i = 0; i < more; i++) {
      int next = Agreement.top(transformer.logits(transformer.cache(), text));
      text = Arrays.copyOf(text, text.length + 1);
      text[text.length - 1] = next;
    }
    return text;
  }

  /// Where a setting is left out, the reference gives other logits: so what agrees with it obeys
  /// the setting.
  @ParameterizedTest
  @MethodSource("settings")
  void eachSettingIsSeenInTheLogits(TinyModel model, String key, Object other) {
    int[] text = Agreement.text(model, 130);
    double[] with = new ReferenceTransformer(model).logits(text)[129];
    double[] without = new ReferenceTransformer(model.with(key, other)).logits(text)[129];
    double most = 0;
    for (int i = 0; i < with.length; i++) {
      most = Math.max(most, Math.abs(with[i] - without[i]));
    }
    assertTrue(most > 50 * Agreement.BOUND, model.name() + " " + key + " " + most);
  }

  static Stream<Arguments> settings() {
    return Stream.of(
        Arguments.of(TinyModels.mistral(), "attention.sliding_window", 71),
        Arguments.of(TinyModels.gemma2(), "attention.sliding_window", 10),
        Arguments.of(TinyModels.gemma2(), "attn_logit_softcapping", 2.01),
        Arguments.of(TinyModels.gemma2(), "final_logit_softcapping", 3.01),
        Arguments.of(TinyModels.linear(), "rope.scaling.factor", 4.01),
        Arguments.of(TinyModels.yarn(), "rope.scaling.factor", 4.01),
        Arguments.of(TinyModels.yarn(), "rope.scaling.original_context_length", 128),
        Arguments.of(TinyModels.longRope(24), "rope.scaling.attn_factor", 1.0),
        Arguments.of(TinyModels.longRope(24), "rope.scaling.original_context_length", 192),
        Arguments.of(TinyModels.llama(), "attention.layer_norm_rms_epsilon", 1e-3),
        Arguments.of(TinyModels.gpt2(), "attention.layer_norm_epsilon", 1e-3),
        Arguments.of(TinyModels.phi3(), "rope.dimension_count", 10));
  }
}
