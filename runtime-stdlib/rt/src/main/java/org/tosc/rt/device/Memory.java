package org.tosc.rt.device;

import java.lang.foreign.MemorySegment;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Raw;
import org.tosc.rt.tensor.Tensor;

/// Linear memory: a Java array of the elements' own width, or packed bytes. It does not know its
/// dtype; a [View] does. `f16 bf16 i16 u16` lie in `short`s, `f8 i8 u8 bool` in bytes, `i32 u32` in
/// `int`s, `i64 u64` in `long`s. `i4` has two elements in a byte, and the block formats keep their
/// blocks and are only read.
// The records stand for their array itself and are never compared.
@SuppressWarnings("ArrayRecordComponent")
public sealed interface Memory {
  /// One array element per view element.
  record Bytes(byte[] cells) implements Memory {}

  record Shorts(short[] cells) implements Memory {}

  record Ints(int[] cells) implements Memory {}

  record Longs(long[] cells) implements Memory {}

  record Floats(float[] cells) implements Memory {}

  record Doubles(double[] cells) implements Memory {}

  /// `i4`: element 2k is the low half of byte k.
  record Nibbles(byte[] cells) implements Memory {
    int get(int i) {
      return cells[i >> 1] << (28 - (i & 1) * 4) >> 28;
    }

    void set(int i, int value) {
      int shift = (i & 1) * 4;
      cells[i >> 1] = (byte) ((cells[i >> 1] & (0xF0 >> shift)) | ((value & 0xF) << shift));
    }
  }

  /// Block formats.
  ///
  /// @param bytes the blocks, one after the other
  /// @param cells a tensor of one axis over them
  record Blocks(byte[] bytes, Tensor cells) implements Memory {
    /// The blocks of a tensor, which they share where they lie in a Java array.
    static Blocks of(Tensor tensor) {
      byte[] bytes = Raw.bytes(tensor);
      long[] flat = {tensor.size()};
      return new Blocks(
          bytes, Tensor.ofSegment(tensor.dtype(), flat, MemorySegment.ofArray(bytes)));
    }
  }

  /// Memory of zeros.
  static Memory zeros(DType dtype, int size) {
    return switch (dtype) {
      case F64 -> new Doubles(new double[size]);
      case F32 -> new Floats(new float[size]);
      case I64, U64 -> new Longs(new long[size]);
      case I32, U32 -> new Ints(new int[size]);
      case F16, BF16, I16, U16 -> new Shorts(new short[size]);
      case F8E4M3, F8E5M2, I8, U8, BOOL -> new Bytes(new byte[size]);
      case I4 -> new Nibbles(new byte[(size + 1) / 2]);
      case NVFP4, Q8_0, Q4_0 -> Blocks.of(Raw.zeros(dtype, new long[] {size}));
    };
  }
}
