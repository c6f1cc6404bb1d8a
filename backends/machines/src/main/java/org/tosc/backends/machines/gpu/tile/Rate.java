package org.tosc.backends.machines.gpu.tile;

/// What multiplies matrices, from the slowest to the fastest.
public enum Rate {
  /// None.
  NONE("none"),
  /// Double precision.
  F64("f64"),
  /// The ordinary lanes: exact products of 32 bits.
  F32("f32"),
  TF32("tf32"),
  BF16("bf16"),
  F16("f16"),
  I8("i8"),
  F8("f8"),
  F4("f4");

  private final String text;

  Rate(String text) {
    this.text = text;
  }

  /// Its name in files of parameters.
  public String text() {
    return text;
  }

  static Rate of(DType type, Precision precision) {
    return switch (type) {
      case F64 -> F64;
      case F32 ->
          switch (precision) {
            case IEEE -> F32;
            case TF32, TF32X3 -> TF32;
          };
      case F16 -> F16;
      case BF16 -> BF16;
      case F8E4M3, F8E5M2 -> F8;
      case I1, I8, U8 -> I8;
      case I16, I32, I64, U16, U32, U64 -> F32;
    };
  }
}
