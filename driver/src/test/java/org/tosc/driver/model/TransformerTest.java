package org.tosc.driver.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tosc.driver.Programs;
import org.tosc.models.gguf.GgufFile;
import org.tosc.models.transformer.Encoder;
import org.tosc.models.transformer.GgufModel;
import org.tosc.models.transformer.Transformer;

/// Logits of tiny models are those of loops over `double`.
final class TransformerTest {
  private static final double BOUND = 1e-4;

  private static final int[] LENGTHS = {1, 7, 8, 33, 130};

  @TempDir Path folder;

  static Stream<Arguments> decoders() {
    return Stream.of("x86_64", "jvm", "interp")
        .flatMap(e -> TinyModels.decoders().stream().map(m -> Arguments.of(e, m.name(), m)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("decoders")
  void logitsAreThoseOfDoubles(String engine, String name, TinyModel model) throws IOException {
    assumeTrue(Programs.obstacle(engine) == null, engine);
    int[] text = text(model, 130);
    double[][] expected = new ReferenceTransformer(model).logits(text);
    try (GgufFile file = GgufFile.open(model.writeGguf(folder.resolve("m.gguf")))) {
      Transformer transformer = GgufModel.open(file, new EngineCompute(engine, 1));
      for (int length : LENGTHS) {
        long start = System.nanoTime();
        float[] found = transformer.logits(transformer.cache(), Arrays.copyOf(text, length));
        System.err.println(engine + " " + name + " " + length + " " + error(found, expected[length - 1]) + " " + (System.nanoTime() - start) / 1000000 + " ms");
        assertTrue(error(found, expected[length - 1]) < BOUND);
      }
    }
  }

  static Stream<Arguments> encoders() {
    return Stream.of("x86_64", "jvm", "interp")
        .flatMap(e -> TinyModels.encoders().map(m -> Arguments.of(e, m.name(), m)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("encoders")
  void rowsOfEncodersAreThoseOfDoubles(String engine, String name, TinyModel model)
      throws IOException {
    assumeTrue(Programs.obstacle(engine) == null, engine);
    try (GgufFile file = GgufFile.open(model.writeGguf(folder.resolve("m.gguf")))) {
      Encoder encoder = new Encoder(GgufModel.open(file, new EngineCompute(engine, 1)));
      for (int length : LENGTHS) {
        int[] text = text(model, length);
        double[][] expected = new ReferenceTransformer(model).hidden(text);
        float[][] found = encoder.rows(text);
        assertEquals(length, found.length);
        for (int i = 0; i < length; i++) {
          assertTrue(error(found[i], expected[i]) < BOUND);
        }
        System.err.println(engine + " " + name + " " + length + " " + error(found[0], expected[0]) + " ms");
      }
    }
  }

  static double error(float[] found, double[] expected) {
    double most = 0;
    for (int i = 0; i < expected.length; i++) {
      most = Math.max(most, Math.abs(found[i] - expected[i]));
    }
    return found.length == expected.length ? most : Double.NaN;
  }

  static int[] text(TinyModel model, int length) {
    SplittableRandom random = new SplittableRandom(length);
    return random.ints(length, 0, model.sizes().vocabulary()).toArray();
  }
}
