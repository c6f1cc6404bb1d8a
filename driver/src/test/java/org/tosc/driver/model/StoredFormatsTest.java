package org.tosc.driver.model;

import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.tosc.models.transformer.GgufModel;
import org.tosc.models.transformer.Transformer;
import org.tosc.models.weights.WeightFormat;

/// Matrices in the formats of files give the logits of what they stand for.
final class StoredFormatsTest {
  /// How far logits may be, as a root mean square, where activations are rounded to blocks of
  /// `q8_0`. A block's step is its largest number over 127; the largest of 32 normal numbers is 2.1
  /// deviations, so rounding is off by `2.1 / 127 / √12 = 0.5 %` of a deviation, and so is each
  /// product. What a layer adds has gone through at most three products one behind the other
  /// (values, output; up, down), with two layers and the head 9, whose errors are independent: `√9
  /// · 0.5 % = 1.5 %`, and twice that is allowed.
  private static final double ROUNDED = 0.03;

  @TempDir Path folder;

  static Stream<Arguments> models() {
    List<TinyModel> models =
        Stream.of(
                WeightFormat.F16,
                WeightFormat.BF16,
                WeightFormat.Q8_0,
                WeightFormat.Q4_0,
                WeightFormat.Q5_1,
                WeightFormat.F64)
            .flatMap(f -> Stream.of(TinyModels.blocks().in(f), TinyModels.tiedBlocks().in(f)))
            .toList();
    return Engines.with(models);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("models")
  void logitsAreThoseOfTheDecodedWeights(String engine, String name, TinyModel model)
      throws IOException {
    int[] text = Agreement.text(model, 70);
    double[][] expected = new ReferenceTransformer(model).logits(text);
    try (GgufFile file = GgufFile.open(model.writeGguf(folder.resolve("m.gguf")))) {
      Transformer transformer = GgufModel.open(file, Engines.compute(engine));
      for (int length : new int[] {1, 9, 70}) {
        float[] found = transformer.logits(transformer.cache(), Arrays.copyOf(text, length));
        System.err.println(
            engine
                + " "
                + name
                + " "
                + length
                + " rel "
                + Agreement.relative(expected[length - 1], found));
        if (name.contains("q8_0") || name.contains("q4_0")) {
          assertTrue(Agreement.relative(expected[length - 1], found) < ROUNDED);
        } else {
          Agreement.require(expected[length - 1], found);
        }
      }
    }
  }
}
