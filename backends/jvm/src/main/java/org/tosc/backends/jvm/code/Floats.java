package org.tosc.backends.jvm.code;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;

/// Emits arithmetic of floats.
///
/// `+ - * /` of formats narrower than `f64` are computed in binary32 and then rounded to the
/// format, which equals computing in it, since 24 ≥ 2·11 + 2 (S. Figueroa, "When is double rounding
/// innocuous?", 1995). That does not hold for products and quotients of `bf16` that are subnormal
/// in binary32 as well: these are computed in binary64, as elementary functions are.
final class Floats {
  private static final String ARITHMETIC = "org/tosc/rt/ops/Arithmetic";
  private static final String WIDTHS = "org/tosc/backends/jvm/link/Widths";
  private static final String NARROW = "org/tosc/rt/device/Narrow";
  private static final String MATH = "java/lang/Math";
  private static final String STRICT = "java/lang/StrictMath";

  /// What is one instruction: on floats; that on doubles has the next number (JVMS 6.5).
  private static final Map<CoreOp, Integer> INSTRUCTIONS =
      new EnumMap<>(
          Map.of(
              CoreOp.ADD,
              Opcodes.FADD,
              CoreOp.SUB,
              Opcodes.FSUB,
              CoreOp.MUL,
              Opcodes.FMUL,
              CoreOp.DIV,
              Opcodes.FDIV,
              CoreOp.REM,
              Opcodes.FREM,
              CoreOp.NEG,
              Opcodes.FNEG));

  /// The class of the method that computes an operation on doubles.
  private static final Map<CoreOp, String> OWNERS = new EnumMap<>(CoreOp.class);

  static {
    for (CoreOp op :
        List.of(
            CoreOp.MIN,
            CoreOp.MAX,
            CoreOp.FMA,
            CoreOp.ABS,
            CoreOp.SQRT,
            CoreOp.FLOOR,
            CoreOp.CEIL)) {
      OWNERS.put(op, MATH);
    }
    for (CoreOp op : List.of(CoreOp.EXP, CoreOp.LOG, CoreOp.SIN, CoreOp.COS, CoreOp.TANH)) {
      OWNERS.put(op, STRICT);
    }
    for (CoreOp op : List.of(CoreOp.FLOORDIV, CoreOp.MOD, CoreOp.POW)) {
      OWNERS.put(op, ARITHMETIC);
    }
  }

  /// Operations whose results need no rounding in any format, or that round by themselves.
  private static final Set<CoreOp> EXACT =
      EnumSet.of(CoreOp.NEG, CoreOp.ABS, CoreOp.MIN, CoreOp.MAX, CoreOp.REM, CoreOp.FMA);

  private final MethodEmitter method;
  private final Code code;

  Floats(MethodEmitter method) {
    this.method = method;
    this.code = method.code;
  }

  void push(CoreOp op, Operation o, Scalar type) {
    boolean narrow = type != Scalar.F64;
    boolean inFloats = narrow && (isExact(op, type) || isRounded(op, type));
    for (Value operand : o.operands()) {
      method.push(operand);
      if (narrow && !inFloats) {
        code.op(Opcodes.F2D);
      }
    }
    code.mark(o.span());
    if (!inFloats) {
      doubles(op);
      if (narrow) {
        round(code, type, type == Scalar.BF16 && (op == CoreOp.MUL || op == CoreOp.DIV));
      }
      return;
    }
    floats(op, type);
    if (isRounded(op, type) && type != Scalar.F32) {
      code.call(NARROW, type.text(), "(F)F");
    }
  }

  /// Not of `f8e4m3`: it has no infinity, so one that comes from outside becomes NaN.
  private static boolean isExact(CoreOp op, Scalar type) {
    return EXACT.contains(op) && (type != Scalar.F8E4M3 || op == CoreOp.FMA);
  }

  private static boolean isRounded(CoreOp op, Scalar type) {
    boolean isProduct = op == CoreOp.MUL || op == CoreOp.DIV;
    return op == CoreOp.ADD || op == CoreOp.SUB || (isProduct && type != Scalar.BF16);
  }

  private void floats(CoreOp op, Scalar type) {
    Integer instruction = INSTRUCTIONS.get(op);
    if (instruction != null) {
      code.op(instruction);
    } else if (op == CoreOp.FMA && type != Scalar.F32) {
      code.constant(type.text());
      code.call(WIDTHS, "fma", "(FFFLjava/lang/String;)F");
    } else {
      code.call(MATH, op.row().name(), "(" + "F".repeat(op.row().operands().size()) + ")F");
    }
  }

  private void doubles(CoreOp op) {
    Integer instruction = INSTRUCTIONS.get(op);
    if (instruction != null) {
      code.op(instruction + Opcodes.DADD - Opcodes.FADD);
      return;
    }
    String name = op == CoreOp.FLOORDIV ? "floorDiv" : op.row().name();
    String owner = Objects.requireNonNull(OWNERS.get(op), name);
    code.call(owner, name, "(" + "D".repeat(op.row().operands().size()) + ")D");
  }

  /// Rounds the binary64 number on the stack to a narrower format, as a `float`; `isResult` says
  /// that it is a product or quotient of numbers of that format.
  static void round(Code code, Scalar type, boolean isResult) {
    if (type == Scalar.F32) {
      code.op(Opcodes.D2F);
    } else {
      code.call(WIDTHS, isResult ? type.text() + "Result" : type.text(), "(D)F");
    }
  }
}
