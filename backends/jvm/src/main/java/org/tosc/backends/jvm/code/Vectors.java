package org.tosc.backends.jvm.code;

import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.VectorType;

/// Emits `core` operations on vectors.
final class Vectors {
  private final MethodEmitter method;

  Vectors(MethodEmitter method) {
    this.method = method;
  }

  /// Whether an operation computes with lanes.
  static boolean isOfVectors(CoreOp op, Operation o) {
    return switch (op) {
      case SPLAT, LANES_BELOW, REDUCE_ADD, REDUCE_MAX, REDUCE_MIN -> true;
      case CONST -> o.result().type() instanceof VectorType;
      case ADD,
          SUB,
          MUL,
          DIV,
          MIN,
          MAX,
          WRAPPING_ADD,
          WRAPPING_SUB,
          WRAPPING_MUL,
          WRAPPING_SHL,
          WRAPPING_SHR,
          FMA,
          NEG,
          ABS,
          SQRT,
          EXP,
          LOG,
          SIN,
          COS,
          TANH,
          FLOOR,
          CEIL,
          LDEXP,
          BITCAST,
          AND,
          OR,
          XOR,
          NOT,
          EQ,
          NE,
          LT,
          LE,
          GT,
          GE,
          CAST,
          SELECT ->
          o.operand(0).type() instanceof VectorType;
      case FLOORDIV, MOD, QUOT, REM, POW, SHL, SHR -> false;
      case ZERO, TUPLE, ITEM, WITH, ARRAY, SPLAT_ARRAY, ELEMENT, WITH_ELEMENT, ADDRESS -> false;
      case SLOT, SLOT_GET, SLOT_SET, GLOBAL_GET, GLOBAL_SET, CALL, CALL_ADDRESS -> false;
      case IF, LOOP, TRY, FINALLY, YIELD, BREAK, CONTINUE, RETURN, TAIL_CALL, THROW, UNREACHABLE ->
          false;
    };
  }

  void push(CoreOp op, Operation o) {
    if (op != CoreOp.ZERO || o.results().isEmpty()) {
      throw new IllegalStateException(op + " in @" + method.function.symbol() + ": no vectors yet");
    }
  }
}
