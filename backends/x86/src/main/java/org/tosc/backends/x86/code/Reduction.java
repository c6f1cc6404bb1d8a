package org.tosc.backends.x86.code;

import java.util.Map;
import java.util.Objects;
import org.tosc.backends.x86.asm.Opcode;
import org.tosc.backends.x86.asm.VectorFloat;
import org.tosc.backends.x86.asm.VectorInteger;
import org.tosc.backends.x86.asm.VectorShuffle;
import org.tosc.tir.ir.CoreOp;

/// All lanes of a vector as one number.
final class Reduction {
  private static final Map<CoreOp, Opcode> WHOLE =
      Map.of(
          CoreOp.REDUCE_ADD, VectorInteger.VPADDD,
          CoreOp.REDUCE_MAX, VectorInteger.VPMAXSD,
          CoreOp.REDUCE_MIN, VectorInteger.VPMINSD);

  private final Draft draft;
  private final Idioms idioms;
  private final CoreOp op;
  private final boolean isWhole;

  /// @param isWhole whether lanes are `i32`, else `f32`
  Reduction(Draft draft, Idioms idioms, CoreOp op, boolean isWhole) {
    this.draft = draft;
    this.idioms = idioms;
    this.op = op;
    this.isWhole = isWhole;
  }

  /// The number, in the lowest lane.
  Arg.Reg of(Arg.Reg x) {
    Arg.Reg half = x;
    while (half.bits() > 128) {
      int bits = half.bits() / 2;
      Arg.Reg upper = new Arg.Reg(draft.fresh(Bank.VECTOR), bits);
      draft.write(
          bits == 256 ? VectorShuffle.VEXTRACTF64X4 : VectorShuffle.VEXTRACTF32X4,
          upper,
          half,
          new Arg.Immediate(1));
      half = combined(new Arg.Reg(half.virtual(), bits), upper);
    }
    // Lanes 2 and 3 come to 0 and 1, then lane 1 to 0.
    half = combined(half, shuffled(half, 0xE));
    return combined(half, shuffled(half, 0x1));
  }

  private Arg.Reg shuffled(Arg.Reg x, int lanes) {
    Arg.Reg to = new Arg.Reg(draft.fresh(Bank.VECTOR), 128);
    draft.write(VectorShuffle.VPERMILPS, to, x, new Arg.Immediate(lanes));
    return to;
  }

  private Arg.Reg combined(Arg.Reg a, Arg.Reg b) {
    Arg.Reg to = new Arg.Reg(draft.fresh(Bank.VECTOR), a.bits());
    if (isWhole) {
      draft.write(Objects.requireNonNull(WHOLE.get(op)), to, a, b);
    } else if (op == CoreOp.REDUCE_ADD) {
      draft.write(VectorFloat.VADDPS, to, a, b);
    } else {
      idioms.extreme(op == CoreOp.REDUCE_MAX, to, a, b);
    }
    return to;
  }
}
