package org.tosc.backends.machines.gpu.tile;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Types of numbers: the name in Triton, the name in MLIR, the kind and the width in bits.
public enum DType implements ElementType {
  I1("int1", "i1", Kind.BOOLEAN, 1),
  I8("int8", "i8", Kind.SIGNED, 8),
  I16("int16", "i16", Kind.SIGNED, 16),
  I32("int32", "i32", Kind.SIGNED, 32),
  I64("int64", "i64", Kind.SIGNED, 64),
  U8("uint8", "ui8", Kind.UNSIGNED, 8),
  U16("uint16", "ui16", Kind.UNSIGNED, 16),
  U32("uint32", "ui32", Kind.UNSIGNED, 32),
  U64("uint64", "ui64", Kind.UNSIGNED, 64),
  F8E4M3("float8e4nv", "f8E4M3FN", Kind.FLOAT, 8),
  F8E5M2("float8e5", "f8E5M2", Kind.FLOAT, 8),
  F16("float16", "f16", Kind.FLOAT, 16),
  BF16("bfloat16", "bf16", Kind.FLOAT, 16),
  F32("float32", "f32", Kind.FLOAT, 32),
  F64("float64", "f64", Kind.FLOAT, 64);

  /// In the order of promotion.
  public enum Kind {
    BOOLEAN,
    SIGNED,
    UNSIGNED,
    FLOAT
  }

  private static final Map<String, DType> BY_TEXT = new HashMap<>();
  private static final Map<String, DType> BY_MLIR = new HashMap<>();

  static {
    for (DType type : values()) {
      BY_TEXT.put(type.text, type);
      BY_MLIR.put(type.mlir, type);
    }
  }

  private final String text;
  private final String mlir;
  private final Kind kind;
  private final int bits;

  DType(String text, String mlir, Kind kind, int bits) {
    this.text = text;
    this.mlir = mlir;
    this.kind = kind;
    this.bits = bits;
  }

  /// The type of a name in Triton, `float16`; null for none.
  public static @Nullable DType named(String text) {
    return BY_TEXT.get(text);
  }

  /// The type of a name in MLIR, `f16`; null for none.
  public static @Nullable DType ofMlir(String text) {
    return BY_MLIR.get(text);
  }

  @Override
  public String text() {
    return text;
  }

  @Override
  public int bytes() {
    return Math.max(1, bits / Byte.SIZE);
  }

  public int bits() {
    return bits;
  }

  public Kind kind() {
    return kind;
  }

  public boolean isFloat() {
    return kind == Kind.FLOAT;
  }

  public boolean isUnsigned() {
    return kind == Kind.UNSIGNED;
  }

  /// Whole numbers of any width, truth values among them.
  public boolean isInteger() {
    return kind != Kind.FLOAT;
  }

  /// The whole number that `value` is in this type: its low bits, extended as the type says.
  long wrap(long value) {
    int unused = Long.SIZE - bits;
    return kind == Kind.SIGNED ? value << unused >> unused : value << unused >>> unused;
  }

  /// The unsigned type of the same width.
  public DType unsigned() {
    return switch (this) {
      case I8 -> U8;
      case I16 -> U16;
      case I32 -> U32;
      case I64 -> U64;
      case I1, U8, U16, U32, U64, F8E4M3, F8E5M2, F16, BF16, F32, F64 -> this;
    };
  }

  @Override
  public String toString() {
    return text.toLowerCase(Locale.ROOT);
  }
}
