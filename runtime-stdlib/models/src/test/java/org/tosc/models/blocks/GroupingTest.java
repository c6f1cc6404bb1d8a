package org.tosc.models.blocks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tosc.models.weights.Weight;
import org.tosc.models.weights.WeightFormat;

/// A weight's parts stand for the numbers that GGML's blocks stand for, bit by bit.
class GroupingTest {
  @ParameterizedTest
  @EnumSource(names = {"Q4_K", "Q5_K", "Q6_K"})
  void partsStandForTheNumbersOfBlocks(WeightFormat format) {
    Vectors random = new Vectors(3);
    byte[] block = new byte[format.blockBytes()];
    for (int i = 0; i < Vectors.MANY; i++) {
      random.blocks(format, block);
      require(format, block);
    }
    byte[] blocks = Vectors.bytes(format.text() + ".blocks");
    require(format, blocks);
  }

  private static void require(WeightFormat format, byte[] blocks) {
    Grouping grouping = Grouping.of(format);
    assertNotNull(grouping);
    int count = blocks.length / format.blockBytes() * format.blockSize();
    // On the heap, whose arrays of bytes are aligned for no numbers, as places in files are.
    Weight weight = new Weight("w", format, new long[] {1, count}, MemorySegment.ofArray(blocks));
    byte[] integers = new byte[count];
    float[] scales = new float[count / grouping.size()];
    float[] minimums = new float[scales.length];
    grouping.split(
        weight,
        MemorySegment.ofArray(integers),
        MemorySegment.ofArray(scales),
        MemorySegment.ofArray(minimums));
    float[] expected = Decoding.floats(weight);
    for (int i = 0; i < count; i++) {
      int group = i / grouping.size();
      float product = scales[group] * integers[i];
      float number = grouping.hasMinimums() ? product - minimums[group] : product;
      assertEquals(Float.floatToRawIntBits(expected[i]), Float.floatToRawIntBits(number));
    }
    assertEquals(count, grouping.groups(count) * grouping.size());
  }

  @Test
  void formatsThatKernelsReadAsTheyAreHaveNone() {
    assertNull(Grouping.of(WeightFormat.Q8_0));
    assertNull(Grouping.of(WeightFormat.F32));
  }
}
