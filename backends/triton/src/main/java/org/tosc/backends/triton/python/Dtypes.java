package org.tosc.backends.triton.python;

import org.tosc.tir.ir.Scalar;

/// What element types are called.
public final class Dtypes {
  private Dtypes() {}

  /// In kernels.
  public static String triton(Scalar element) {
    return switch (element) {
      case I1 -> "tl.int1";
      case I4, I8 -> "tl.int8";
      case I16 -> "tl.int16";
      case I32 -> "tl.int32";
      case I64, INDEX -> "tl.int64";
      case U8, NVFP4, Q4_0, Q8_0 -> "tl.uint8";
      case U16 -> "tl.uint16";
      case U32 -> "tl.uint32";
      case U64 -> "tl.uint64";
      case F8E4M3 -> "tl.float8e4nv";
      case F8E5M2 -> "tl.float8e5";
      case F16 -> "tl.float16";
      case BF16 -> "tl.bfloat16";
      case F32 -> "tl.float32";
      case F64 -> "tl.float64";
    };
  }

  /// In the code around them; blocks are bytes.
  public static String torch(Scalar element) {
    return switch (element) {
      case I1 -> "torch.bool";
      case I4, I8 -> "torch.int8";
      case I16 -> "torch.int16";
      case I32 -> "torch.int32";
      case I64, INDEX -> "torch.int64";
      case U8, NVFP4, Q4_0, Q8_0 -> "torch.uint8";
      case U16 -> "torch.uint16";
      case U32 -> "torch.uint32";
      case U64 -> "torch.uint64";
      case F8E4M3 -> "torch.float8_e4m3fn";
      case F8E5M2 -> "torch.float8_e5m2";
      case F16 -> "torch.float16";
      case BF16 -> "torch.bfloat16";
      case F32 -> "torch.float32";
      case F64 -> "torch.float64";
    };
  }
}
