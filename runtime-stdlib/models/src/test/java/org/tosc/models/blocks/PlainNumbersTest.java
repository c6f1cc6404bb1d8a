package org.tosc.models.blocks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;
import org.tosc.models.weights.Weight;
import org.tosc.models.weights.WeightFormat;

/// Formats without blocks, by bytes that were written down by hand.
class PlainNumbersTest {
  private static float[] decode(WeightFormat format, int... bytes) {
    byte[] data = new byte[bytes.length];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) bytes[i];
    }
    float[] out = new float[bytes.length / format.blockBytes()];
    Decoding.decode(format, MemorySegment.ofArray(data), 0, out, 0, out.length);
    return out;
  }

  private static void same(float[] actual, float... expected) {
    assertArrayEquals(expected, actual);
  }

  @Test
  void floats() {
    same(decode(WeightFormat.F32, 0, 0, 0xC0, 0x3F), 1.5f);
    same(decode(WeightFormat.F64, 0, 0, 0, 0, 0, 0, 0xF8, 0x3F), 1.5f);
    same(decode(WeightFormat.F16, 0, 0x3E, 1, 0), 1.5f, 0x1p-24f);
    same(decode(WeightFormat.BF16, 0xC0, 0x3F), 1.5f);
    // OCP OFP8: 0 1111 110 is 448, the largest of E4M3; 0 11110 11 is 57,344, that of E5M2.
    same(decode(WeightFormat.F8E4M3, 0x7E, 0xBC, 0x01), 448, -1.5f, 0x1p-9f);
    same(decode(WeightFormat.F8E5M2, 0x7B, 0xBE, 0x01), 57_344, -1.5f, 0x1p-16f);
  }

  @Test
  void wholeNumbers() {
    same(decode(WeightFormat.I8, 0xFF), -1);
    same(decode(WeightFormat.U8, 0xFF), 255);
    same(decode(WeightFormat.BOOL, 0, 1), 0, 1);
    same(decode(WeightFormat.I16, 0xFE, 0xFF), -2);
    same(decode(WeightFormat.U16, 0xFE, 0xFF), 65_534);
    same(decode(WeightFormat.I32, 0xFE, 0xFF, 0xFF, 0xFF), -2);
    same(decode(WeightFormat.U32, 0, 0, 0, 0x80), 0x1p31f);
    same(decode(WeightFormat.I64, 0, 0, 0, 0, 0, 0, 0, 0x80), -0x1p63f);
    same(decode(WeightFormat.U64, 0, 0, 0, 0, 0, 0, 0, 0x80), 0x1p63f);
  }

  @Test
  void formatsThatAreNotMadeAreSaid() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                Encoding.encode(
                    WeightFormat.Q2_K,
                    new float[256],
                    0,
                    256,
                    MemorySegment.ofArray(new byte[84]),
                    0));
    assertEquals("no weights are made in q2_k", e.getMessage());
  }

  /// Longer than what is decoded at a time.
  @Test
  void aWholeWeightAsAnotherSegment() {
    long[] shape = {3, 32 * 1000};
    MemorySegment bytes = MemorySegment.ofArray(new byte[3 * 34 * 1000]);
    for (long block = 0; block < 3000; block++) {
      Cells.putHalf(bytes, 34 * block, 0.5f);
      bytes.set(ValueLayout.JAVA_BYTE, 34 * block + 2, (byte) (block % 100));
    }
    Weight weight = new Weight("w", WeightFormat.Q8_0, shape, bytes);
    float[] out = new float[3 * 32 * 1000];
    Decoding.decode(weight, MemorySegment.ofArray(out));
    assertArrayEquals(Decoding.floats(weight), out);
    for (int block = 0; block < 3000; block++) {
      assertEquals(block % 100 / 2f, out[32 * block]);
    }
  }
}
