package org.tosc.backends.x86.code;

import org.jspecify.annotations.Nullable;

/// What one instruction set does in one instruction and the other in several. The result may be the
/// register of an operand.
sealed interface Idioms permits Avx512Idioms, Avx2Idioms {
  static Idioms of(Draft draft, Masks masks) {
    return draft.set().hasMaskRegisters()
        ? new Avx512Idioms(draft, masks)
        : new Avx2Idioms(draft, masks);
  }

  /// The lower 32 bits of a general-purpose register in every lane.
  void splat(Arg.Reg to, Virtual number);

  /// The larger or the smaller of two `f32`, as [org.tosc.tir.ir.CoreOp#MAX] says: NaN if one is,
  /// and +0 above -0.
  void extreme(boolean isLargest, Arg.Reg to, Arg.Reg a, Arg.Reg b);

  /// [org.tosc.tir.ir.CoreOp#LDEXP] of `f32`.
  ///
  /// @param n within the bounds of that
  /// @param isOne whether of single numbers
  void scale(Arg.Reg to, Arg.Reg x, Arg.Reg n, boolean isOne);

  /// The larger or the smaller of two `i64`.
  void extremeLong(boolean isLargest, Arg.Reg to, Arg.Reg a, Arg.Reg b);

  /// The lower half of the product of two `i64`.
  void product(Arg.Reg to, Arg.Reg a, Arg.Reg b);

  /// An `i64` moved right by a number of bits, with its sign.
  void shiftRight(Arg.Reg to, Arg.Reg x, int count);

  /// `i64` as `f64`, rounded to nearest.
  void toDoubles(Arg.Reg to, Arg.Reg whole);

  /// Writes the lower halves of lanes of 32 bits, of which the upper ones are 0.
  ///
  /// @param mask which lanes; null for all
  void storeWords(Arg.Address to, @Nullable Virtual mask, Arg.Reg lanes);
}
