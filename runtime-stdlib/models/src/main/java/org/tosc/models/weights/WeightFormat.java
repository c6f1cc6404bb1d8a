package org.tosc.models.weights;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.tensor.DType;

/// How the elements of a weight are stored: plain numbers, or blocks of several elements that share
/// scales. Sizes are those of `ggml_type` (ggml.h, ggml-common.h); all numbers are little-endian.
public enum WeightFormat {
  //   block size and bytes, the dtype of tensors that hold it as it is
  F64(1, 8, DType.F64),
  F32(1, 4, DType.F32),
  F16(1, 2, DType.F16),
  BF16(1, 2, DType.BF16),
  F8E4M3(1, 1, DType.F8E4M3),
  F8E5M2(1, 1, DType.F8E5M2),
  I64(1, 8, DType.I64),
  I32(1, 4, DType.I32),
  I16(1, 2, DType.I16),
  I8(1, 1, DType.I8),
  U64(1, 8, DType.U64),
  U32(1, 4, DType.U32),
  U16(1, 2, DType.U16),
  U8(1, 1, DType.U8),
  BOOL(1, 1, DType.BOOL),
  Q4_0(32, 18, DType.Q4_0),
  Q4_1(32, 20, null),
  Q5_0(32, 22, null),
  Q5_1(32, 24, null),
  Q8_0(32, 34, DType.Q8_0),
  Q2_K(256, 84, null),
  Q3_K(256, 110, null),
  Q4_K(256, 144, null),
  Q5_K(256, 176, null),
  Q6_K(256, 210, null);

  private final int blockSize;
  private final int blockBytes;
  private final @Nullable DType dtype;

  WeightFormat(int blockSize, int blockBytes, @Nullable DType dtype) {
    this.blockSize = blockSize;
    this.blockBytes = blockBytes;
    this.dtype = dtype;
  }

  /// The format that holds a tensor's elements as they are; null where there is none.
  public static @Nullable WeightFormat of(DType dtype) {
    return Arrays.stream(values()).filter(format -> format.dtype == dtype).findFirst().orElse(null);
  }

  /// The name as commands take it: `q4_k`.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Elements that share one block.
  public int blockSize() {
    return blockSize;
  }

  public int blockBytes() {
    return blockBytes;
  }

  /// The bytes of elements that are whole blocks.
  public long byteSize(long elements) {
    return Math.multiplyExact(elements / blockSize, blockBytes);
  }

  /// Whether elements have fewer bits than `f32`.
  public boolean isNarrow() {
    return blockBytes < Float.BYTES * blockSize;
  }

  /// Whether elements share scales.
  public boolean isBlock() {
    return blockSize > 1;
  }

  /// The dtype of tensors whose elements lie in the same way; null where there is none.
  public @Nullable DType dtype() {
    return dtype;
  }
}
