package org.tosc.tir.ir;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Element types, one row each: text, kind and width in bits.
///
/// Block formats store groups of elements with a shared scale; their width is the average per
/// element (Q4_0: 18 bytes for 32 elements, Q8_0: 34 bytes for 32, GGML `ggml-common.h`; NVFP4: 4
/// bits plus one E4M3 scale for 16 elements). They appear only inside tensors, buffers and tiles.
public enum Scalar implements Type {
  I1("i1", Kind.BOOL, 1),
  I4("i4", Kind.INT, 4),
  I8("i8", Kind.INT, 8),
  I16("i16", Kind.INT, 16),
  I32("i32", Kind.INT, 32),
  I64("i64", Kind.INT, 64),
  U8("u8", Kind.UINT, 8),
  U16("u16", Kind.UINT, 16),
  U32("u32", Kind.UINT, 32),
  U64("u64", Kind.UINT, 64),
  INDEX("index", Kind.INT, 64),
  F8E4M3("f8e4m3", Kind.FLOAT, 8),
  F8E5M2("f8e5m2", Kind.FLOAT, 8),
  F16("f16", Kind.FLOAT, 16),
  BF16("bf16", Kind.FLOAT, 16),
  F32("f32", Kind.FLOAT, 32),
  F64("f64", Kind.FLOAT, 64),
  NVFP4("nvfp4", Kind.BLOCK, 4.5),
  Q4_0("q4_0", Kind.BLOCK, 4.5),
  Q8_0("q8_0", Kind.BLOCK, 8.5);

  /// What arithmetic an element type takes part in.
  public enum Kind {
    BOOL,
    INT,
    UINT,
    FLOAT,
    BLOCK
  }

  private static final Map<String, Scalar> BY_TEXT = new HashMap<>();

  static {
    for (Scalar scalar : values()) {
      BY_TEXT.put(scalar.text, scalar);
    }
  }

  private final String text;
  private final Kind kind;
  private final double bits;

  Scalar(String text, Kind kind, double bits) {
    this.text = text;
    this.kind = kind;
    this.bits = bits;
  }

  public static @Nullable Scalar parse(String text) {
    return BY_TEXT.get(text);
  }

  public String text() {
    return text;
  }

  public Kind kind() {
    return kind;
  }

  /// Storage width in bits per element; fractional for block formats.
  public double bits() {
    return bits;
  }

  /// Elements that share one scale: 1 for all but block formats.
  public int blockSize() {
    return kind != Kind.BLOCK ? 1 : this == NVFP4 ? 16 : 32;
  }

  /// Bytes of a block with its scale; of an element for all but block formats, rounded up.
  public int blockBytes() {
    return (int) Math.ceil(bits * blockSize() / Byte.SIZE);
  }

  /// The type in which elements of this type are computed with: itself, but `i32` for `i4` and
  /// `f32` for block formats, which are for storage only.
  public Scalar arithmetic() {
    return this == I4 ? I32 : kind == Kind.BLOCK ? F32 : this;
  }

  public boolean isInteger() {
    return kind == Kind.INT || kind == Kind.UINT;
  }

  public boolean isFloat() {
    return kind == Kind.FLOAT;
  }

  @Override
  public String toString() {
    return text;
  }
}
