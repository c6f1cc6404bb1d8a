package org.tosc.backends.jvm.code;

import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;

/// Emits jumps on i1 values: comparisons, negations and short-circuit `if`s jump at once instead of
/// making a boolean first.
final class Conditions {
  private final MethodEmitter method;
  private final Code code;

  Conditions(MethodEmitter method) {
    this.method = method;
    this.code = method.code;
  }

  /// Jumps to the target if the value is `when`; returns whether control may fall through.
  boolean jump(Value condition, Target target, boolean when) {
    Operation constant = method.uses.constant(condition);
    if (constant != null) {
      return jumpConstant(constant, target, when);
    }
    if (method.folding.isFolded(condition)) {
      Operation op = method.regions.folded(condition);
      if (op.op() instanceof CoreOp core && jump(core, op, target, when)) {
        return true;
      }
    }
    method.push(condition);
    code.jump(when ? Opcodes.IFNE : Opcodes.IFEQ, target.use());
    return true;
  }

  private boolean jumpConstant(Operation constant, Target target, boolean when) {
    boolean holds =
        constant.attributes().get("value") instanceof Attribute.Bool(boolean value) && value;
    if (holds != when) {
      return true;
    }
    code.gotoLabel(target.use());
    return false;
  }

  /// Emits the jump if the operation has a form of its own.
  private boolean jump(CoreOp core, Operation op, Target target, boolean when) {
    Compare compare = Compare.of(core);
    if (compare != null) {
      method.push(op.operand(0));
      method.push(op.operand(1));
      compare.jump(code, (Scalar) op.operand(0).type(), target.use(), when);
      return true;
    }
    if (core == CoreOp.NOT) {
      jump(op.operand(0), target, !when);
      return true;
    }
    if (core == CoreOp.IF) {
      method.control.branch(op, new Destination.Branch(target, when));
      return true;
    }
    return false;
  }

  /// Pushes a comparison as 0 or 1.
  void push(Compare compare, Operation op) {
    method.push(op.operand(0));
    method.push(op.operand(1));
    Label holds = new Label();
    Label end = new Label();
    compare.jump(code, (Scalar) op.operand(0).type(), holds, true);
    code.op(Opcodes.ICONST_0);
    code.gotoLabel(end);
    code.bind(holds);
    code.op(Opcodes.ICONST_1);
    code.bind(end);
  }
}
