package org.tosc.backends.jvm.code;

import java.util.EnumSet;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;

/// Emits scalar arithmetic of integers and booleans; [Floats] and [Casts] do the rest.
///
/// `i64` compiles to what the JIT knows best: one instruction, or one call of a small static method
/// of the run-time library. Other integers compute in 64 bits and are then checked against their
/// width, but for `+ - *` of `i32`, which stay in 32; `u64` has methods of its own.
final class Scalars {
  private static final String ARITHMETIC = "org/tosc/rt/ops/Arithmetic";
  private static final String WIDTHS = "org/tosc/backends/jvm/link/Widths";
  private static final String UNSIGNED = "org/tosc/backends/jvm/link/Unsigned";
  private static final String MATH = "java/lang/Math";

  private static final Set<CoreOp> WRAPPING =
      EnumSet.of(
          CoreOp.WRAPPING_ADD,
          CoreOp.WRAPPING_SUB,
          CoreOp.WRAPPING_MUL,
          CoreOp.WRAPPING_SHL,
          CoreOp.WRAPPING_SHR);

  private final MethodEmitter method;
  private final Code code;
  private final Floats floats;
  private final Casts casts;

  Scalars(MethodEmitter method) {
    this.method = method;
    this.code = method.code;
    this.floats = new Floats(method);
    this.casts = new Casts(method);
  }

  void push(CoreOp op, Operation o) {
    Scalar type = (Scalar) o.operand(0).type();
    if (op == CoreOp.BITCAST) {
      method.push(o.operand(0));
      bitcast(type);
    } else if (op == CoreOp.LDEXP) {
      o.operands().forEach(method::push);
      ldexp(type);
    } else if (op == CoreOp.CAST) {
      casts.push(o, type, (Scalar) o.result().type());
    } else if (type == Scalar.I1) {
      o.operands().forEach(method::push);
      bits(op, Opcodes.IAND);
    } else if (type.isFloat()) {
      floats.push(op, o, type);
    } else {
      integers(op, o, type);
    }
  }

  /// `Math.scalb` rounds once.
  private void ldexp(Scalar type) {
    boolean isFloat = type == Scalar.F32;
    if (isFloat) {
      code.op(Opcodes.I2L);
    }
    code.pushInt(isFloat ? -252 : -2044);
    code.pushInt(isFloat ? 254 : 2046);
    code.call(MATH, "clamp", "(JII)I");
    code.call(MATH, "scalb", isFloat ? "(FI)F" : "(DI)D");
  }

  private void bitcast(Scalar from) {
    switch (from) {
      case F32 -> code.call("java/lang/Float", "floatToRawIntBits", "(F)I");
      case I32 -> code.call("java/lang/Float", "intBitsToFloat", "(I)F");
      case F64 -> code.call("java/lang/Double", "doubleToRawLongBits", "(D)J");
      case I64 -> code.call("java/lang/Double", "longBitsToDouble", "(J)D");
      default -> throw new IllegalArgumentException("bits of " + from);
    }
  }

  private void bits(CoreOp op, int and) {
    int step = Opcodes.IOR - Opcodes.IAND;
    code.op(op == CoreOp.AND ? and : op == CoreOp.OR ? and + step : and + 2 * step);
  }

  private void integers(CoreOp op, Operation o, Scalar type) {
    if (type == Scalar.I32 && WRAPPING.contains(op)) {
      o.operands().forEach(method::push);
      code.op(onInts(op));
      return;
    }
    boolean inInts =
        type == Scalar.I32 && (op == CoreOp.ADD || op == CoreOp.SUB || op == CoreOp.MUL);
    boolean widens = !inInts && Repr.of(type).carrier() == Carrier.INT;
    for (Value operand : o.operands()) {
      method.push(operand);
      if (widens) {
        code.op(Opcodes.I2L);
      }
    }
    code.mark(o.span());
    if (inInts) {
      ints(op, o);
    } else if (type == Scalar.U64) {
      unsigned(op);
    } else {
      longs(op, type);
    }
    if (widens) {
      code.op(Opcodes.L2I);
    }
  }

  /// What Java does by itself: arithmetic modulo 2^32, counts modulo 32.
  private static int onInts(CoreOp wrapping) {
    return switch (wrapping) {
      case WRAPPING_ADD -> Opcodes.IADD;
      case WRAPPING_SUB -> Opcodes.ISUB;
      case WRAPPING_MUL -> Opcodes.IMUL;
      case WRAPPING_SHL -> Opcodes.ISHL;
      case WRAPPING_SHR -> Opcodes.ISHR;
      default -> throw new IllegalArgumentException(wrapping + " does not wrap");
    };
  }

  /// On two `int`s.
  private void ints(CoreOp op, Operation o) {
    int overflow = method.overflowOf(o);
    if (overflow >= 0) {
      watchedSum(overflow);
    } else if (op == CoreOp.MUL && method.isHarmless(o)) {
      code.op(Opcodes.IMUL);
    } else {
      code.call(WIDTHS, name(op), "(II)I");
    }
  }

  /// A sum modulo 2^32, and a local that becomes negative where it does not fit: that is so when
  /// the sum's sign is neither of its parts'. Unlike a jump, this can be vectorised.
  private void watchedSum(int overflow) {
    Repr repr = Repr.of(Scalar.I32);
    int a = method.values.temporary(repr);
    int b = method.values.temporary(repr);
    int sum = method.values.temporary(repr);
    code.local(Opcodes.ISTORE, b);
    code.local(Opcodes.ISTORE, a);
    code.local(Opcodes.ILOAD, a);
    code.local(Opcodes.ILOAD, b);
    code.op(Opcodes.IADD);
    code.local(Opcodes.ISTORE, sum);
    code.local(Opcodes.ILOAD, overflow);
    for (int part : new int[] {a, b}) {
      code.local(Opcodes.ILOAD, part);
      code.local(Opcodes.ILOAD, sum);
      code.op(Opcodes.IXOR);
    }
    code.op(Opcodes.IAND);
    code.op(Opcodes.IOR);
    code.local(Opcodes.ISTORE, overflow);
    code.local(Opcodes.ILOAD, sum);
    method.values.giveTemporary(repr, sum);
    method.values.giveTemporary(repr, b);
    method.values.giveTemporary(repr, a);
  }

  /// On two `long`s (or one); the result is checked against the width.
  private void longs(CoreOp op, Scalar type) {
    boolean narrow = type != Scalar.I64 && type != Scalar.INDEX;
    switch (op) {
      case ADD -> exact("add");
      case SUB -> exact("sub");
      case MUL -> exact("mul");
      case FLOORDIV -> exact("floorDiv");
      case MOD -> exact("mod");
      case QUOT, REM -> code.call(WIDTHS, name(op), "(JJ)J");
      case POW -> exact("pow");
      case NEG -> code.call(ARITHMETIC, "neg", "(J)J");
      case ABS -> code.call(WIDTHS, "abs", "(J)J");
      case MIN -> code.call(MATH, "min", "(JJ)J");
      case MAX -> code.call(MATH, "max", "(JJ)J");
      case SHL, SHR -> shift(op, type, narrow);
      case WRAPPING_SHL, WRAPPING_SHR -> shiftModulo(op, type);
      case AND, OR, XOR, WRAPPING_ADD, WRAPPING_SUB, WRAPPING_MUL -> modular(op);
      default -> throw new IllegalStateException(op + " of integers");
    }
    if (narrow && op != CoreOp.MIN && op != CoreOp.MAX) {
      boolean wraps = WRAPPING.contains(op);
      code.pushInt((int) type.bits());
      code.pushInt(type.kind() == Scalar.Kind.UINT ? 1 : 0);
      code.call(WIDTHS, wraps ? "wrap" : "fit", "(JIZ)J");
    }
  }

  /// What is the same for signed and unsigned numbers.
  private void modular(CoreOp op) {
    switch (op) {
      case WRAPPING_ADD -> code.op(Opcodes.LADD);
      case WRAPPING_SUB -> code.op(Opcodes.LSUB);
      case WRAPPING_MUL -> code.op(Opcodes.LMUL);
      default -> bits(op, Opcodes.LAND);
    }
  }

  private void unsigned(CoreOp op) {
    switch (op) {
      case AND, OR, XOR, WRAPPING_ADD, WRAPPING_SUB, WRAPPING_MUL -> modular(op);
      case WRAPPING_SHL, WRAPPING_SHR -> shiftModulo(op, Scalar.U64);
      case ABS -> {}
      case NEG -> code.call(UNSIGNED, "neg", "(J)J");
      case MOD -> code.call(UNSIGNED, "rem", "(JJ)J");
      default -> code.call(UNSIGNED, name(op), "(JJ)J");
    }
  }

  private void shift(CoreOp op, Scalar type, boolean narrow) {
    if (narrow) {
      code.pushInt((int) type.bits());
      code.call(WIDTHS, op == CoreOp.SHL ? "shl" : "shr", "(JJI)J");
    } else {
      exact(op == CoreOp.SHL ? "shl" : "shr");
    }
  }

  /// Java takes shift counts modulo 64 by itself.
  private void shiftModulo(CoreOp op, Scalar type) {
    if (type.bits() < 64) {
      code.pushLong((long) type.bits() - 1);
      code.op(Opcodes.LAND);
    }
    code.op(Opcodes.L2I);
    boolean logical = type == Scalar.U64;
    code.op(op == CoreOp.WRAPPING_SHL ? Opcodes.LSHL : logical ? Opcodes.LUSHR : Opcodes.LSHR);
  }

  private void exact(String name) {
    code.call(ARITHMETIC, name, "(JJ)J");
  }

  private static String name(CoreOp op) {
    return op.row().name();
  }
}
