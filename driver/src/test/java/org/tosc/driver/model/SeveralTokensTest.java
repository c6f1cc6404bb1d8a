package org.tosc.driver.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tosc.models.gguf.GgufFile;
import org.tosc.models.transformer.Cache;
import org.tosc.models.transformer.GgufModel;
import org.tosc.models.transformer.SeveralTokens;
import org.tosc.models.transformer.Transformer;
import org.tosc.models.weights.WeightFormat;

/// Tokens that go through a model together have the logits that they have one by one, to the last
/// bit: every family, whole numbers and blocks.
final class SeveralTokensTest {
  private static final int MOST = 5;

  /// Within a page of the cache, across its end, and behind a window.
  private static final int[] STARTS = {1, 30, 60, 129};

  @TempDir Path folder;

  static Stream<Arguments> models() {
    List<TinyModel> blocks =
        Stream.of(WeightFormat.F32, WeightFormat.Q8_0, WeightFormat.Q4_0)
            .flatMap(format -> TinyModels.decodersOfBlocks().stream().map(m -> m.in(format)))
            .toList();
    List<TinyModel> large =
        Stream.of(WeightFormat.Q4_K, WeightFormat.Q6_K)
            .map(format -> TinyModels.superBlocks().in(format))
            .toList();
    return Stream.of(TinyModels.decoders(), blocks, large)
        .flatMap(Engines::with)
        .filter(a -> !a.get()[0].equals("interp"));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("models")
  void logitsHaveTheBitsOfTokensOneByOne(String engine, String name, TinyModel model)
      throws IOException {
    int[] text = Agreement.text(model, 140);
    try (GgufFile file = GgufFile.open(model.writeGguf(folder.resolve("m.gguf")))) {
      Transformer transformer = GgufModel.open(file, Engines.fusing(engine));
      SeveralTokens together = SeveralTokens.of(transformer, MOST);
      assertNotNull(together, "no number of rows has the bits of one");
      Cache cache = transformer.cache();
      for (int start : STARTS) {
        transformer.logits(cache, Arrays.copyOfRange(text, cache.length(), start));
        for (int count = 1; count <= together.most(); count++) {
          int[] tokens = Arrays.copyOfRange(text, start, start + count);
          float[][] found = together.logits(cache, tokens);
          assertEquals(start + count, cache.length());
          // What is behind the first is forgotten and read again, as where a draft was wrong.
          cache.truncate(start + 1);
          float[][] again =
              count == 1
                  ? new float[0][]
                  : together.logits(cache, Arrays.copyOfRange(tokens, 1, count));
          cache.truncate(start);
          for (int i = 0; i < count; i++) {
            float[] alone = transformer.logits(cache, tokens[i]);
            assertArrayEquals(alone, found[i], "token " + i + " of " + count + " from " + start);
            assertArrayEquals(alone, i == 0 ? alone : again[i - 1]);
          }
          cache.truncate(start);
        }
      }
      assertThrows(IllegalArgumentException.class, () -> together.logits(cache, new int[MOST + 1]));
    }
  }
}
