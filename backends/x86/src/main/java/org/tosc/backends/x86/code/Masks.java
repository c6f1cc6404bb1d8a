package org.tosc.backends.x86.code;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.x86.asm.Opcode;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Operation;

/// Instructions for truths, and for lanes that a truth chooses: in [MaskRegisters] or in
/// [MaskVectors].
sealed interface Masks permits MaskRegisters, MaskVectors {
  /// Predicates of `vcmpps`, quiet; `ne` is true of NaN (Intel SDM volume 2, CMPPD, table 3-1).
  Map<CoreOp, Integer> FLOAT_PREDICATES =
      Map.of(
          CoreOp.EQ, 0x00,
          CoreOp.NE, 0x04,
          CoreOp.LT, 0x11,
          CoreOp.LE, 0x12,
          CoreOp.GT, 0x1E,
          CoreOp.GE, 0x1D);

  /// The predicate of `vcmpps` that holds where one of two floats is NaN.
  int UNORDERED = 3;

  static Masks of(Draft draft, Values values) {
    return draft.set().hasMaskRegisters()
        ? new MaskRegisters(draft, values)
        : new MaskVectors(draft, values);
  }

  /// Which lanes are below a number.
  void lanesBelow(Operation o);

  /// The same truth in every lane.
  void constant(Operation o, boolean isTrue);

  /// A single truth in every lane.
  void splat(Operation o);

  void not(Operation o);

  /// The instruction of an operation on two truths; null where there is none.
  @Nullable Opcode logic(CoreOp op);

  /// Truths of `then` where the condition holds, of `otherwise` elsewhere.
  void select(Operation o);

  /// Compares single numbers of `i32`.
  void compareNumbers(Operation o, CoreOp op);

  /// Compares floats, single ones or lanes, or lanes of whole numbers.
  ///
  /// @param a the first operand of the operation
  /// @param b the second
  void compare(Operation o, CoreOp op, Arg.Reg a, Arg b);

  /// Where one of two `f32` is NaN.
  Virtual unordered(Arg.Reg a, Arg.Reg b);

  /// Lanes of one of two vectors.
  ///
  /// @param lane bits of one
  void choose(Arg.Reg to, Virtual mask, Arg.Reg otherwise, Arg then, int lane);

  /// Lanes where a truth holds, and zeros.
  ///
  /// @param lane bits of one
  void orZero(Arg.Reg to, Virtual mask, Arg.Reg lanes, int lane);

  /// An instruction on lanes of 32 bits whose results are kept where a truth holds; other lanes
  /// stay.
  void where(Virtual mask, Opcode opcode, Arg.Reg to, Arg.Reg a, Arg.Reg b);

  /// Elements where a truth holds, zeros elsewhere. No byte of the others is read.
  ///
  /// @param opcode what reads all
  void load(Opcode opcode, Arg.Reg to, Virtual mask, Arg.Address from);

  /// Writes elements where a truth holds, and no byte elsewhere.
  ///
  /// @param opcode what writes all
  /// @param operands what it writes
  void store(Opcode opcode, Arg.Address to, Virtual mask, Arg... operands);

  /// A single truth as the lowest bit of a general-purpose register.
  Arg.Reg bit(Virtual truth);
}
