package org.tosc.backends.triton.ttir;

import java.util.List;
import org.tosc.backends.mlir.text.FloatFormat;
import org.tosc.backends.mlir.text.IntegerFormat;
import org.tosc.backends.mlir.text.MlirType;
import org.tosc.backends.triton.block.Size;
import org.tosc.backends.triton.block.Tile;
import org.tosc.tir.ir.Scalar;

/// Types of TTIR.
final class TtirTypes {
  private TtirTypes() {}

  /// Integers have no sign; what is stored in blocks is bytes.
  static MlirType of(Scalar element) {
    return switch (element) {
      case I1 -> IntegerFormat.I1;
      case I4, I8, U8, NVFP4, Q4_0, Q8_0 -> IntegerFormat.I8;
      case I16, U16 -> IntegerFormat.I16;
      case I32, U32 -> IntegerFormat.I32;
      case I64, U64, INDEX -> IntegerFormat.I64;
      case F8E4M3 -> FloatFormat.F8E4M3FN;
      case F8E5M2 -> FloatFormat.F8E5M2;
      case F16 -> FloatFormat.F16;
      case BF16 -> FloatFormat.BF16;
      case F32 -> FloatFormat.F32;
      case F64 -> FloatFormat.F64;
    };
  }

  static MlirType of(Tile tile) {
    return of(tile.shape(), of(tile.element()));
  }

  /// A tensor; of no axes the element itself.
  static MlirType of(List<Size> shape, MlirType element) {
    return shape.isEmpty()
        ? element
        : MlirType.tensor(shape.stream().map(Size::value).toList(), element);
  }

  static MlirType pointer(Scalar element) {
    return MlirType.dialect("tt.ptr", of(element));
  }

  /// As another shape has it.
  static List<Long> values(List<Size> shape) {
    return shape.stream().map(Size::value).toList();
  }
}
