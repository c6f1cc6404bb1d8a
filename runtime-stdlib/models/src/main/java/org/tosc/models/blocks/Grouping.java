package org.tosc.models.blocks;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;
import org.tosc.models.weights.Weight;
import org.tosc.models.weights.WeightFormat;

/// How the elements of a format are made of integers of 8 bits and, for each group of neighbours, a
/// scale and a minimum: `scale · integer - minimum`.
///
/// Multiplied as `f32`, and then subtracted, that is what [Decoding] gives, to the bit, in fewer
/// bytes: 10 bits an element instead of 32.
///
/// @param size elements of a group
/// @param hasMinimums whether groups have minimums; if not, they are 0
public record Grouping(int size, boolean hasMinimums) {
  private static final int BLOCK = 256;

  /// What blocks of a format are made of.
  private interface Parts {
    float scale(MemorySegment data, long at, int group);

    float minimum(MemorySegment data, long at, int group);

    /// The integers of a block.
    void integers(MemorySegment data, long at, byte[] out);
  }

  /// The grouping of a format; null where it has none.
  public static @Nullable Grouping of(WeightFormat format) {
    return switch (format) {
      case Q4_K, Q5_K -> new Grouping(32, true);
      case Q6_K -> new Grouping(16, false);
      case F64, F32, F16, BF16, F8E4M3, F8E5M2, I64, I32, I16, I8, U64, U32, U16, U8, BOOL -> null;
      case Q4_0, Q4_1, Q5_0, Q5_1, Q8_0, Q2_K, Q3_K -> null;
    };
  }

  /// Groups of so many elements.
  public long groups(long elements) {
    return elements / size;
  }

  /// Takes a weight apart.
  ///
  /// @param weight of a format with this grouping
  /// @param integers a byte for each element
  /// @param scales an `f32` for each group, in the machine's byte order
  /// @param minimums the same; not written where there are none
  public void split(
      Weight weight, MemorySegment integers, MemorySegment scales, MemorySegment minimums) {
    Parts parts = parts(weight.format());
    byte[] block = new byte[BLOCK];
    int groups = BLOCK / size;
    long blocks = weight.elements() / BLOCK;
    for (long i = 0; i < blocks; i++) {
      long at = i * weight.format().blockBytes();
      parts.integers(weight.bytes(), at, block);
      MemorySegment.copy(block, 0, integers, ValueLayout.JAVA_BYTE, i * BLOCK, BLOCK);
      for (int group = 0; group < groups; group++) {
        long number = i * groups + group;
        float scale = parts.scale(weight.bytes(), at, group);
        scales.setAtIndex(ValueLayout.JAVA_FLOAT, number, scale);
        if (hasMinimums) {
          float minimum = parts.minimum(weight.bytes(), at, group);
          minimums.setAtIndex(ValueLayout.JAVA_FLOAT, number, minimum);
        }
      }
    }
  }

  private static Parts parts(WeightFormat format) {
    return switch (format) {
      case Q4_K -> new Pairs(Q4Blocks::integers);
      case Q5_K -> new Pairs(Q5Blocks::integers);
      case Q6_K -> new Six();
      case F64, F32, F16, BF16, F8E4M3, F8E5M2, I64, I32, I16, I8, U64, U32, U16, U8, BOOL ->
          throw none(format);
      case Q4_0, Q4_1, Q5_0, Q5_1, Q8_0, Q2_K, Q3_K -> throw none(format);
    };
  }

  private static IllegalArgumentException none(WeightFormat format) {
    return new IllegalArgumentException(format.text() + " has no groups");
  }

  /// Reads the integers of a block.
  @FunctionalInterface
  private interface Integers {
    void read(MemorySegment data, long at, byte[] out);
  }

  /// Blocks that begin with two scales and [SixBitPairs].
  private record Pairs(Integers reader) implements Parts {
    @Override
    public float scale(MemorySegment data, long at, int group) {
      return SixBitPairs.scaled(data, at, group);
    }

    @Override
    public float minimum(MemorySegment data, long at, int group) {
      return SixBitPairs.minimum(data, at, group);
    }

    @Override
    public void integers(MemorySegment data, long at, byte[] out) {
      reader.read(data, at, out);
    }
  }

  private record Six() implements Parts {
    @Override
    public float scale(MemorySegment data, long at, int group) {
      return Q6Blocks.scale(data, at, group);
    }

    @Override
    public float minimum(MemorySegment data, long at, int group) {
      return 0;
    }

    @Override
    public void integers(MemorySegment data, long at, byte[] out) {
      Q6Blocks.integers(data, at, out);
    }
  }
}
