package org.tosc.backends.jvm.code;

import org.objectweb.asm.Opcodes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;

/// Emits scalar arithmetic.
///
/// `i64` and `f64` compile to what the JIT knows best: one instruction, or one call of a small
/// static method of the run-time library. Other integers compute in 64 bits and are then checked
/// against their width; other floats compute in binary64 and are then rounded, which equals
/// computing in their format (see the interpreter).
final class Scalars {
  private static final String ARITHMETIC = "org/tosc/rt/ops/Arithmetic";
  private static final String WIDTHS = "org/tosc/backends/jvm/link/Widths";
  private static final String MATH = "java/lang/Math";
  private static final String STRICT = "java/lang/StrictMath";

  private final MethodEmitter method;
  private final Code code;

  Scalars(MethodEmitter method) {
    this.method = method;
    this.code = method.code;
  }

  void push(CoreOp op, Operation o) {
    Scalar type = (Scalar) o.operand(0).type();
    if (op == CoreOp.CAST) {
      cast(o, type, (Scalar) o.result().type());
    } else if (type == Scalar.I1) {
      pushAll(o);
      bits(op, Opcodes.IAND);
    } else if (type.isFloat()) {
      floats(op, o, type);
    } else {
      integers(op, o, type);
    }
  }

  private void pushAll(Operation o) {
    o.operands().forEach(method::push);
  }

  private void bits(CoreOp op, int and) {
    int step = Opcodes.IOR - Opcodes.IAND;
    code.op(op == CoreOp.AND ? and : op == CoreOp.OR ? and + step : and + 2 * step);
  }

  private void integers(CoreOp op, Operation o, Scalar type) {
    for (Value operand : o.operands()) {
      method.push(operand);
      if (Repr.of(type).carrier() == Carrier.INT) {
        code.op(Opcodes.I2L);
      }
    }
    code.mark(o.span());
    longs(op, type);
    if (Repr.of(type).carrier() == Carrier.INT) {
      code.op(Opcodes.L2I);
    }
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
      case POW -> exact("pow");
      case NEG -> code.call(ARITHMETIC, "neg", "(J)J");
      case ABS -> code.call(WIDTHS, "abs", "(J)J");
      case MIN -> code.call(MATH, "min", "(JJ)J");
      case MAX -> code.call(MATH, "max", "(JJ)J");
      case AND, OR, XOR -> bits(op, Opcodes.LAND);
      case SHL, SHR -> shift(op, type, narrow);
      case WRAPPING_ADD -> code.op(Opcodes.LADD);
      case WRAPPING_SUB -> code.op(Opcodes.LSUB);
      case WRAPPING_MUL -> code.op(Opcodes.LMUL);
      default -> throw new IllegalStateException(op + " of integers");
    }
    if (narrow) {
      boolean wraps =
          op == CoreOp.WRAPPING_ADD || op == CoreOp.WRAPPING_SUB || op == CoreOp.WRAPPING_MUL;
      width(type);
      code.call(WIDTHS, wraps ? "wrap" : "fit", "(JIZ)J");
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

  private void exact(String name) {
    code.call(ARITHMETIC, name, "(JJ)J");
  }

  private void width(Scalar type) {
    code.pushInt((int) type.bits());
    code.pushInt(type.kind() == Scalar.Kind.UINT ? 1 : 0);
  }

  private static String name(CoreOp op) {
    return op.row().name();
  }

  private void floats(CoreOp op, Operation o, Scalar type) {
    boolean narrow = type != Scalar.F64;
    for (Value operand : o.operands()) {
      method.push(operand);
      if (narrow && op != CoreOp.FMA) {
        code.op(Opcodes.F2D);
      }
    }
    code.mark(o.span());
    if (op == CoreOp.FMA && narrow) {
      code.constant(type.text());
      code.call(WIDTHS, "fma", "(FFFLjava/lang/String;)F");
      return;
    }
    doubles(op);
    if (narrow) {
      round(type);
    }
  }

  private void doubles(CoreOp op) {
    switch (op) {
      case ADD -> code.op(Opcodes.DADD);
      case SUB -> code.op(Opcodes.DSUB);
      case MUL -> code.op(Opcodes.DMUL);
      case DIV -> code.op(Opcodes.DDIV);
      case NEG -> code.op(Opcodes.DNEG);
      case FLOORDIV -> code.call(ARITHMETIC, "floorDiv", "(DD)D");
      case MOD -> code.call(ARITHMETIC, "mod", "(DD)D");
      case POW -> code.call(ARITHMETIC, "pow", "(DD)D");
      case MIN -> code.call(MATH, "min", "(DD)D");
      case MAX -> code.call(MATH, "max", "(DD)D");
      case FMA -> code.call(MATH, "fma", "(DDD)D");
      case ABS, SQRT, FLOOR, CEIL -> code.call(MATH, name(op), "(D)D");
      case EXP, LOG, SIN, COS, TANH -> code.call(STRICT, name(op), "(D)D");
      default -> throw new IllegalStateException(op + " of floats");
    }
  }

  /// Rounds the binary64 number on the stack to a narrower format, as a `float`.
  private void round(Scalar type) {
    if (type == Scalar.F32) {
      code.op(Opcodes.D2F);
    } else {
      code.call(WIDTHS, type.text(), "(D)F");
    }
  }

  private void cast(Operation o, Scalar from, Scalar to) {
    method.push(o.operand(0));
    code.mark(o.span());
    Carrier carrier = Repr.of(from).carrier();
    if (from.isFloat()) {
      if (carrier == Carrier.FLOAT) {
        code.op(Opcodes.F2D);
      }
      castFloat(to);
    } else {
      if (carrier != Carrier.LONG) {
        code.op(Opcodes.I2L);
      }
      castInteger(from, to);
    }
    if (Repr.of(to).carrier() == Carrier.INT) {
      code.op(Opcodes.L2I);
    }
  }

  private void castFloat(Scalar to) {
    if (to == Scalar.I1) {
      code.call(WIDTHS, "isNotZero", "(D)Z");
    } else if (!to.isFloat()) {
      width(to);
      code.call(WIDTHS, "truncate", "(DIZ)J");
    } else if (to != Scalar.F64) {
      round(to);
    }
  }

  private void castInteger(Scalar from, Scalar to) {
    if (to == Scalar.I1) {
      code.call(WIDTHS, "isNotZero", "(J)Z");
    } else if (to.isFloat()) {
      castToFloat(to);
    } else if (from != Scalar.I1 && to != from) {
      width(to);
      code.call(WIDTHS, "fit", "(JIZ)J");
    }
  }

  private void castToFloat(Scalar to) {
    if (to == Scalar.F32) {
      code.op(Opcodes.L2F);
      return;
    }
    code.op(Opcodes.L2D);
    if (to != Scalar.F64) {
      round(to);
    }
  }
}
