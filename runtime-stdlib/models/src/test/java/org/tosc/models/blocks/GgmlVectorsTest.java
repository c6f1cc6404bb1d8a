package org.tosc.models.blocks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.tosc.models.weights.WeightFormat;

/// Decoding and encoding against what GGML's reference functions made, bit by bit.
class GgmlVectorsTest {
  @ParameterizedTest
  @EnumSource(
      mode = Mode.MATCH_ANY,
      names = {"F16", "BF16", "Q.*"})
  void blocksAreDecodedAsByGgml(WeightFormat format) {
    byte[] blocks = Vectors.bytes(format.text() + ".blocks");
    float[] expected = Vectors.floats(format.text() + ".floats");
    float[] actual = new float[expected.length];
    Decoding.decode(format, MemorySegment.ofArray(blocks), 0, actual, 0, actual.length);
    assertArrayEquals(bits(expected), bits(actual));
  }

  @ParameterizedTest
  @EnumSource(names = {"F16", "BF16", "Q4_0", "Q8_0", "Q4_K", "Q6_K"})
  void numbersAreEncodedAsByGgml(WeightFormat format) {
    float[] rows = Vectors.floats("rows.floats");
    byte[] expected = Vectors.bytes(format.text() + ".encoded");
    byte[] actual = new byte[expected.length];
    Encoding.encode(format, rows, 0, rows.length, MemorySegment.ofArray(actual), 0);
    assertArrayEquals(expected, actual);
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.MATCH_ANY,
      names = {"F16", "BF16", "Q.*"})
  void millionsOfElementsAreDecodedAsByGgml(WeightFormat format) {
    Vectors random = new Vectors(2);
    byte[] blocks = new byte[(int) format.byteSize(256)];
    float[] floats = new float[256];
    long hash = Vectors.HASH_START;
    for (int i = 0; i < Vectors.MANY; i++) {
      random.blocks(format, blocks);
      Decoding.decode(format, MemorySegment.ofArray(blocks), 0, floats, 0, 256);
      hash = Vectors.hashed(hash, MemorySegment.ofArray(floats).toArray(ValueLayout.JAVA_BYTE));
    }
    assertEquals(Vectors.hashes().get("decode " + format.text()), hash);
  }

  @ParameterizedTest
  @EnumSource(names = {"F16", "BF16", "Q4_0", "Q8_0", "Q4_K", "Q6_K"})
  void millionsOfNumbersAreEncodedAsByGgml(WeightFormat format) {
    Vectors random = new Vectors(4);
    float[] row = new float[256];
    byte[] out = new byte[(int) format.byteSize(256)];
    long hash = Vectors.HASH_START;
    for (int i = 0; i < Vectors.MANY; i++) {
      random.numbers(row, i);
      Encoding.encode(format, row, 0, 256, MemorySegment.ofArray(out), 0);
      hash = Vectors.hashed(hash, out);
    }
    assertEquals(Vectors.hashes().get("encode " + format.text()), hash);
  }

  private static int[] bits(float[] x) {
    int[] out = new int[x.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = Float.floatToRawIntBits(x[i]);
    }
    return out;
  }
}
