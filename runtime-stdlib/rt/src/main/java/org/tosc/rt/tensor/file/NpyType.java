package org.tosc.rt.tensor.file;

import org.tosc.rt.tensor.DType;

/// An element type of `.npy` files: its code after the byte order, its size, and the dtype it is
/// read as.
enum NpyType {
  F64("f8", 8, DType.F64),
  F32("f4", 4, DType.F32),
  F16("f2", 2, DType.F16),
  I64("i8", 8, DType.I64),
  I32("i4", 4, DType.I32),
  I16("i2", 2, DType.I16),
  I8("i1", 1, DType.I8),
  U64("u8", 8, DType.U64),
  U32("u4", 4, DType.U32),
  U16("u2", 2, DType.U16),
  U8("u1", 1, DType.U8),
  BOOL("b1", 1, DType.BOOL);

  private final String code;
  private final int size;
  private final DType dtype;

  NpyType(String code, int size, DType dtype) {
    this.code = code;
    this.size = size;
    this.dtype = dtype;
  }

  int size() {
    return size;
  }

  DType dtype() {
    return dtype;
  }

  /// The descriptor that a writer of little-endian files gives.
  String descriptor() {
    return (size == 1 ? "|" : "<") + code;
  }

  /// The type of a descriptor such as `<f4`.
  static NpyType parse(String file, long offset, String descr) {
    for (NpyType type : values()) {
      boolean order =
          !descr.isEmpty() && (size1(type) ? "|<>" : "<>").indexOf(descr.charAt(0)) >= 0;
      if (order && descr.substring(1).equals(type.code)) {
        return type;
      }
    }
    throw new TensorFileFault(
        file,
        offset,
        "the element type '"
            + TensorFileFault.escaped(descr)
            + "' is not supported; f2 f4 f8, i1 i2 i4 i8, u1 u2 u4 u8 and b1 are");
  }

  private static boolean size1(NpyType type) {
    return type.size == 1;
  }

  /// The type a dtype is written as: itself where NumPy has it, else the next that holds it
  /// exactly.
  static NpyType of(DType dtype) {
    return switch (dtype) {
      case F64 -> F64;
      case F32, BF16, F8E4M3, F8E5M2, NVFP4, Q8_0, Q4_0 -> F32;
      case F16 -> F16;
      case I64 -> I64;
      case I32 -> I32;
      case I16 -> I16;
      case I8, I4 -> I8;
      case U64 -> U64;
      case U32 -> U32;
      case U16 -> U16;
      case U8 -> U8;
      case BOOL -> BOOL;
    };
  }
}
