package org.tosc.frontend.neuro.check;

import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.types.Ty;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Span;

/// Element types that share bytes (`i4`) or a block with one scale (`nvfp4`, `q4_0`, `q8_0`): tiles
/// of them are read from memory and converted, not computed.
final class Packed {
  private Packed() {}

  /// Reports a tile of such a type that would be computed; false where there is none.
  static boolean isMade(FunctionChecker in, Ty element, Span span) {
    Scalar scalar = element.scalar();
    boolean isPacked = scalar == Scalar.I4 || isBlock(scalar);
    if (isPacked) {
      in.report(
          Code.E1415,
          span,
          "tiles of `"
              + element
              + "` are only read; compute in another type: `x as i32`, `x as f32`");
    }
    return isPacked;
  }

  /// Reports a tensor of blocks that would be filled with numbers; false for other types.
  static boolean isFilled(FunctionChecker in, Ty element, Span span) {
    boolean isBlock = isBlock(element.scalar());
    if (isBlock) {
      in.report(
          Code.E1415,
          span,
          "a tensor of `" + element + "` is quantized as a whole, not made of numbers");
    }
    return isBlock;
  }

  private static boolean isBlock(@Nullable Scalar scalar) {
    return scalar != null && scalar.kind() == Scalar.Kind.BLOCK;
  }
}
