package org.tosc.driver.machine;

import org.tosc.backends.machines.gpu.tile.DType;
import org.tosc.tir.ir.Scalar;

/// What elements are to the model of a GPU.
final class GpuTypes {
  private GpuTypes() {}

  static DType of(Scalar element) {
    return switch (element) {
      case I1 -> DType.I1;
      case I8 -> DType.I8;
      case I16 -> DType.I16;
      case I32 -> DType.I32;
      case I64, INDEX -> DType.I64;
      case U8 -> DType.U8;
      case U16 -> DType.U16;
      case U32 -> DType.U32;
      case U64 -> DType.U64;
      case F8E4M3 -> DType.F8E4M3;
      case F8E5M2 -> DType.F8E5M2;
      case F16 -> DType.F16;
      case BF16 -> DType.BF16;
      case F32 -> DType.F32;
      case F64 -> DType.F64;
      case I4, NVFP4, Q4_0, Q8_0 ->
          throw new IllegalStateException("kernels get elements of " + element + " as bytes");
    };
  }
}
