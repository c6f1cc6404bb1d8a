package org.tosc.backends.jvm.code;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Scalar;

/// The six comparisons of scalars, one row each: jumps on `int`s, jumps on the sign of a
/// comparison, and the float comparison whose NaN result makes the comparison false.
enum Compare {
  EQ(Opcodes.IF_ICMPEQ, Opcodes.IFEQ, false),
  NE(Opcodes.IF_ICMPNE, Opcodes.IFNE, false),
  LT(Opcodes.IF_ICMPLT, Opcodes.IFLT, true),
  LE(Opcodes.IF_ICMPLE, Opcodes.IFLE, true),
  GT(Opcodes.IF_ICMPGT, Opcodes.IFGT, false),
  GE(Opcodes.IF_ICMPGE, Opcodes.IFGE, false);

  private final int onInts;
  private final int onSign;
  private final boolean nanIsGreater;

  Compare(int onInts, int onSign, boolean nanIsGreater) {
    this.onInts = onInts;
    this.onSign = onSign;
    this.nanIsGreater = nanIsGreater;
  }

  private static final Map<CoreOp, Compare> BY_OP =
      new EnumMap<>(
          Map.of(
              CoreOp.EQ, EQ, CoreOp.NE, NE, CoreOp.LT, LT, CoreOp.LE, LE, CoreOp.GT, GT, CoreOp.GE,
              GE));

  /// The comparison that an operation is, or null.
  static @Nullable Compare of(CoreOp op) {
    return BY_OP.get(op);
  }

  static Compare require(CoreOp op) {
    return Objects.requireNonNull(of(op));
  }

  /// Jumps if the comparison of the two scalars on the stack comes out as `when`.
  void jump(Code code, Scalar type, Label target, boolean when) {
    switch (Repr.of(type).carrier()) {
      case BOOLEAN, INT -> code.jump(when ? onInts : inverse(onInts, Opcodes.IF_ICMPEQ), target);
      case LONG -> {
        if (type == Scalar.U64) {
          code.call("java/lang/Long", "compareUnsigned", "(JJ)I");
        } else {
          code.op(Opcodes.LCMP);
        }
        onSign(code, target, when);
      }
      case FLOAT -> {
        code.op(nanIsGreater ? Opcodes.FCMPG : Opcodes.FCMPL);
        onSign(code, target, when);
      }
      case DOUBLE -> {
        code.op(nanIsGreater ? Opcodes.DCMPG : Opcodes.DCMPL);
        onSign(code, target, when);
      }
      case REFERENCE -> throw new IllegalStateException("references are not compared by core");
    }
  }

  private void onSign(Code code, Label target, boolean when) {
    code.jump(when ? onSign : inverse(onSign, Opcodes.IFEQ), target);
  }

  /// Jump opcodes stand in pairs of opposites: EQ NE, LT GE, GT LE (JVMS 6.5).
  private static int inverse(int opcode, int first) {
    return ((opcode - first) ^ 1) + first;
  }
}
