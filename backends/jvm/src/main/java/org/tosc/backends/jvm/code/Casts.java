package org.tosc.backends.jvm.code;

import org.objectweb.asm.Opcodes;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;

/// Emits conversions between scalars; none where the value stays as it is.
final class Casts {
  private static final String WIDTHS = "org/tosc/backends/jvm/link/Widths";
  private static final String UNSIGNED = "org/tosc/backends/jvm/link/Unsigned";
  private static final String NARROW = "org/tosc/rt/device/Narrow";

  private final MethodEmitter method;
  private final Code code;

  Casts(MethodEmitter method) {
    this.method = method;
    this.code = method.code;
  }

  void push(Operation o, Scalar from, Scalar to) {
    method.push(o.operand(0));
    code.mark(o.span());
    if (from == to) {
      return;
    }
    if (!from.isFloat()) {
      fromInteger(from, to);
    } else if (to.isFloat()) {
      betweenFloats(from, to);
    } else {
      fromFloat(from, to);
    }
  }

  private void betweenFloats(Scalar from, Scalar to) {
    if (from == Scalar.F64) {
      Floats.round(code, to, false);
    } else if (to == Scalar.F64) {
      code.op(Opcodes.F2D);
    } else if (to != Scalar.F32) {
      code.call(NARROW, to.text(), "(F)F");
    }
  }

  private void fromFloat(Scalar from, Scalar to) {
    if (from != Scalar.F64) {
      code.op(Opcodes.F2D);
    }
    if (to == Scalar.I1) {
      code.call(WIDTHS, "isNotZero", "(D)Z");
    } else if (to == Scalar.U64) {
      code.call(UNSIGNED, "truncate", "(D)J");
    } else {
      width(to);
      code.call(WIDTHS, "truncate", "(DIZ)J");
      narrow(to);
    }
  }

  private void fromInteger(Scalar from, Scalar to) {
    boolean isLong = Repr.of(from).carrier() == Carrier.LONG;
    if (to.isFloat()) {
      toFloat(from, isLong, to);
      return;
    }
    boolean toInt = Repr.of(to).carrier() == Carrier.INT;
    if (to != Scalar.I1 && toInt && !isLong && holds(to, from)) {
      return;
    }
    if (!isLong) {
      code.op(Opcodes.I2L);
    }
    if (to == Scalar.I1) {
      code.call(WIDTHS, "isNotZero", "(J)Z");
      return;
    }
    if (!holds(to, from)) {
      check(from, to);
    }
    narrow(to);
  }

  /// Checks the `long` on the stack.
  private void check(Scalar from, Scalar to) {
    if (to == Scalar.U64) {
      code.call(UNSIGNED, "ofSigned", "(J)J");
    } else {
      width(to);
      code.call(from == Scalar.U64 ? UNSIGNED : WIDTHS, "fit", "(JIZ)J");
    }
  }

  private void toFloat(Scalar from, boolean isLong, Scalar to) {
    if (from == Scalar.U64) {
      code.call(
          UNSIGNED, to == Scalar.F32 ? "toFloat" : "toDouble", to == Scalar.F32 ? "(J)F" : "(J)D");
    } else if (to == Scalar.F32) {
      code.op(isLong ? Opcodes.L2F : Opcodes.I2F);
    } else {
      code.op(isLong ? Opcodes.L2D : Opcodes.I2D);
    }
    if (to != Scalar.F32 && to != Scalar.F64) {
      Floats.round(code, to, false);
    }
  }

  private void narrow(Scalar to) {
    if (Repr.of(to).carrier() == Carrier.INT) {
      code.op(Opcodes.L2I);
    }
  }

  private void width(Scalar type) {
    code.pushInt((int) type.bits());
    code.pushInt(type.kind() == Scalar.Kind.UINT ? 1 : 0);
  }

  /// Whether every value of one integer type is one of the other.
  static boolean holds(Scalar to, Scalar from) {
    boolean signedFrom = from.kind() == Scalar.Kind.INT;
    boolean signedTo = to.kind() == Scalar.Kind.INT;
    return from == Scalar.I1
        || (signedFrom == signedTo
            ? to.bits() >= from.bits()
            : signedTo && to.bits() > from.bits());
  }
}
