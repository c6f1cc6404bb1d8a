package org.tosc.frontend.neuro.check;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Scalar;

/// The element types that `dot` multiplies, one row each, and the type in which it accumulates. The
/// rows are what tensor cores and vector units of the targets have (languages.md, section 2.3).
enum DotTable {
  F16(Scalar.F16, Scalar.F32),
  BF16(Scalar.BF16, Scalar.F32),
  E4M3(Scalar.F8E4M3, Scalar.F32),
  E5M2(Scalar.F8E5M2, Scalar.F32),
  I8(Scalar.I8, Scalar.I32),
  NVFP4(Scalar.NVFP4, Scalar.F32),
  F32(Scalar.F32, Scalar.F32),
  F64(Scalar.F64, Scalar.F64);

  private final Scalar operands;
  private final Scalar result;

  DotTable(Scalar operands, Scalar result) {
    this.operands = operands;
    this.result = result;
  }

  /// The type of the accumulator, or null where the two are not multiplied.
  static @Nullable Scalar result(Scalar a, Scalar b) {
    for (DotTable row : values()) {
      if (row.operands == a && row.operands == b) {
        return row.result;
      }
    }
    return null;
  }

  /// The rows for people: `f16 · f16 → f32`.
  static List<String> rows() {
    return java.util.Arrays.stream(values())
        .map(r -> r.operands + " · " + r.operands + " → " + r.result)
        .toList();
  }
}
