package org.tosc.models.blocks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.tosc.models.weights.WeightFormat;

/// Each block format once more, element by element in binary64, by the layouts of `ggml-common.h`
/// read as bits of one large number: no loops over groups, nothing shared with the decoders.
class FormulaTest {
  private static final int BLOCKS = 200;

  /// A block as one little-endian number.
  private record Bits(BigInteger all) {
    static Bits of(byte[] block) {
      byte[] reversed = new byte[block.length];
      for (int i = 0; i < block.length; i++) {
        reversed[block.length - 1 - i] = block[i];
      }
      return new Bits(new BigInteger(1, reversed));
    }

    /// `n` bits from a byte and a bit of it on.
    int at(int byteAt, int bit, int n) {
      return all.shiftRight((8 * byteAt) + bit).intValue() & ((1 << n) - 1);
    }

    double half(int byteAt) {
      int bits = at(byteAt, 0, 16);
      int exponent = bits >> 10 & 31;
      int mantissa = bits & 1023;
      double magnitude =
          exponent == 0
              ? Math.scalb((double) mantissa, -24)
              : Math.scalb(1024.0 + mantissa, exponent - 25);
      return bits >> 15 == 0 ? magnitude : -magnitude;
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ANY, names = "Q.*")
  void everyElementIsWhatTheLayoutSays(WeightFormat format) {
    Vectors random = new Vectors(77);
    byte[] block = new byte[format.blockBytes()];
    float[] actual = new float[format.blockSize()];
    for (int n = 0; n < BLOCKS; n++) {
      random.blocks(format, block);
      Decoding.decode(format, MemorySegment.ofArray(block), 0, actual, 0, actual.length);
      Bits bits = Bits.of(block);
      for (int i = 0; i < actual.length; i++) {
        double[] terms = terms(format, bits, i);
        double expected = terms[0] + terms[1];
        // Three roundings to binary32 at most: a scale, a product, a sum.
        double bound = 3 * Math.scalb(Math.abs(terms[0]) + Math.abs(terms[1]), -24) + 1e-40;
        assertEquals(expected, actual[i], bound, format + " element " + i);
      }
    }
  }

  /// The value as a product and what is added to it.
  private static double[] terms(WeightFormat format, Bits b, int i) {
    return switch (format) {
      case Q4_0 -> sum((nibble(b, 2, i) - 8) * b.half(0), 0);
      case Q4_1 -> sum(nibble(b, 4, i) * b.half(0), b.half(2));
      case Q5_0 -> sum((nibble(b, 6, i) + 16 * b.at(2, i, 1) - 16) * b.half(0), 0);
      case Q5_1 -> sum((nibble(b, 8, i) + 16 * b.at(4, i, 1)) * b.half(0), b.half(2));
      case Q8_0 -> sum((byte) b.at(2 + i, 0, 8) * b.half(0), 0);
      case Q2_K ->
          sum(b.half(80) * b.at(i / 16, 0, 4) * two(b, 16, i), -b.half(82) * b.at(i / 16, 4, 4));
      case Q3_K -> {
        int q = two(b, 32, i) + 4 * b.at(i % 32, i / 32, 1) - 4;
        yield sum(b.half(108) * (scale3(b, i / 16) - 32) * q, 0);
      }
      case Q4_K -> {
        int q = b.at(16 + i / 64 * 32 + i % 32, i / 32 % 2 * 4, 4);
        yield sum(b.half(0) * scale(b, i / 32) * q, -b.half(2) * min(b, i / 32));
      }
      case Q5_K -> {
        int q =
            b.at(48 + i / 64 * 32 + i % 32, i / 32 % 2 * 4, 4) + 16 * b.at(16 + i % 32, i / 32, 1);
        yield sum(b.half(0) * scale(b, i / 32) * q, -b.half(2) * min(b, i / 32));
      }
      case Q6_K -> {
        int part = i / 32 % 4;
        int low = b.at(i / 128 * 64 + part % 2 * 32 + i % 32, part / 2 * 4, 4);
        int high = b.at(128 + i / 128 * 32 + i % 32, 2 * part, 2);
        yield sum(b.half(208) * (byte) b.at(192 + i / 16, 0, 8) * (low + 16 * high - 32), 0);
      }
      case F64, F32, F16, BF16, F8E4M3, F8E5M2, I64, I32, I16, I8, U64, U32, U16, U8, BOOL ->
          throw new IllegalArgumentException(format.text());
    };
  }

  private static double[] sum(double product, double addend) {
    return new double[] {product, addend};
  }

  /// Of 32 elements, the first half has low nibbles, the second high ones.
  private static int nibble(Bits b, int from, int i) {
    return b.at(from + i % 16, i / 16 * 4, 4);
  }

  /// Two bits: of 128 elements, 32 bytes hold four quarters.
  private static int two(Bits b, int from, int i) {
    return b.at(from + i / 128 * 32 + i % 32, i / 32 % 4 * 2, 2);
  }

  private static int scale3(Bits b, int j) {
    return b.at(96 + j % 8, j / 8 * 4, 4) + 16 * b.at(104 + j % 4, j / 4 * 2, 2);
  }

  private static int scale(Bits b, int j) {
    return j < 4 ? b.at(4 + j, 0, 6) : b.at(8 + j, 0, 4) + 16 * b.at(j, 6, 2);
  }

  private static int min(Bits b, int j) {
    return j < 4 ? b.at(8 + j, 0, 6) : b.at(8 + j, 4, 4) + 16 * b.at(4 + j, 6, 2);
  }
}
