package org.tosc.models.blocks;

import java.lang.foreign.MemorySegment;
import org.tosc.models.weights.Weight;
import org.tosc.models.weights.WeightFormat;
import org.tosc.rt.tensor.BlockFormats;
import org.tosc.rt.tensor.DType;

/// Weights as numbers of binary32.
public final class Decoding {
  /// Elements that are decoded at a time: whole blocks of every format.
  private static final int STEP = 1 << 14;

  private Decoding() {}

  /// All elements, which are as many as an array has.
  public static float[] floats(Weight weight) {
    float[] out = new float[Math.toIntExact(weight.elements())];
    decode(weight, 0, out, 0, out.length);
    return out;
  }

  /// Elements that begin a block, and end one.
  ///
  /// @param element the first, counted over all rows
  public static void decode(Weight weight, long element, float[] out, int to, int count) {
    WeightFormat format = weight.format();
    decode(format, weight.bytes(), format.byteSize(element), out, to, count);
  }

  /// All elements, as binary32 in the machine's byte order.
  public static void decode(Weight weight, MemorySegment out) {
    float[] step = new float[(int) Math.min(STEP, weight.elements())];
    for (long at = 0; at < weight.elements(); at += step.length) {
      int n = (int) Math.min(step.length, weight.elements() - at);
      decode(weight, at, step, 0, n);
      MemorySegment.copy(MemorySegment.ofArray(step), 0, out, 4 * at, 4L * n);
    }
  }

  /// Elements of whole blocks.
  ///
  /// @param at the byte where the first block begins
  /// @param count a multiple of the block size
  public static void decode(
      WeightFormat format, MemorySegment data, long at, float[] out, int to, int count) {
    BlockDecoder decoder = decoder(format);
    int step = format.isBlock() ? format.blockSize() : count;
    long block = at;
    for (int i = 0; i < count; i += step) {
      decoder.decode(data, block, out, to + i, step);
      block += format.blockBytes();
    }
  }

  private static BlockDecoder decoder(WeightFormat format) {
    return switch (format) {
      case F64 -> PlainNumbers::f64;
      case F32 -> PlainNumbers::f32;
      case F16 -> PlainNumbers::f16;
      case BF16 -> PlainNumbers::bf16;
      case F8E4M3 -> PlainNumbers::e4m3;
      case F8E5M2 -> PlainNumbers::e5m2;
      case I64 -> PlainNumbers::i64;
      case I32 -> PlainNumbers::i32;
      case I16 -> PlainNumbers::i16;
      case I8 -> PlainNumbers::i8;
      case U64 -> PlainNumbers::u64;
      case U32 -> PlainNumbers::u32;
      case U16 -> PlainNumbers::u16;
      case U8, BOOL -> PlainNumbers::u8;
      case Q4_0 -> (data, at, out, to, n) -> BlockFormats.decode(DType.Q4_0, data, at, out, to, n);
      case Q8_0 -> (data, at, out, to, n) -> BlockFormats.decode(DType.Q8_0, data, at, out, to, n);
      case Q4_1 -> SmallBlocks::q41;
      case Q5_0 -> SmallBlocks::q50;
      case Q5_1 -> SmallBlocks::q51;
      case Q2_K -> Q2Blocks::decode;
      case Q3_K -> Q3Blocks::decode;
      case Q4_K -> Q4Blocks::decode;
      case Q5_K -> Q5Blocks::decode;
      case Q6_K -> Q6Blocks::decode;
    };
  }
}
