package org.tosc.backends.jvm.code;

import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.FusedOp;
import org.tosc.tir.ir.Global;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.SlotType;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.Value;
import org.tosc.tir.ir.VectorType;

/// Emits operations whose result, if any, is left on the operand stack; several results are left as
/// one `Object[]`.
final class Expressions {
  private final MethodEmitter method;
  private final Code code;
  private final Scalars scalars;
  private final HostCalls host;
  private final Aggregation aggregation;
  private final KernelCalls kernels;
  private final Vectors vectors;

  Expressions(MethodEmitter method) {
    this.method = method;
    this.code = method.code;
    this.scalars = new Scalars(method);
    this.host = new HostCalls(method);
    this.aggregation = new Aggregation(method);
    this.vectors = new Vectors(method);
    this.kernels = new KernelCalls(method);
  }

  void push(Operation op) {
    switch (op.op()) {
      case CoreOp core -> pushCore(core, op);
      case HostOp hostOp -> host.push(hostOp, op);
      case TensorOp _ -> host.pushTensor(op);
      case FusedOp _ -> throw new IllegalStateException("a group has no place on the stack");
      case KernelOp kernel -> kernels.push(kernel, op);
    }
  }

  private void pushCore(CoreOp core, Operation op) {
    if (Vectors.isOfVectors(core, op)) {
      vectors.push(core, op);
      return;
    }
    switch (core) {
      case ADD,
          SUB,
          MUL,
          DIV,
          FLOORDIV,
          MOD,
          QUOT,
          REM,
          POW,
          MIN,
          MAX,
          WRAPPING_ADD,
          WRAPPING_SUB,
          WRAPPING_MUL,
          WRAPPING_SHL,
          WRAPPING_SHR,
          LDEXP,
          BITCAST,
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
          AND,
          OR,
          XOR,
          SHL,
          SHR,
          CAST ->
          scalars.push(core, op);
      case EQ, NE, LT, LE, GT, GE -> method.conditions.push(Compare.require(core), op);
      case NOT -> {
        method.push(op.operand(0));
        code.op(Opcodes.ICONST_1);
        code.op(Opcodes.IXOR);
      }
      case SELECT -> select(op);
      case SLOT_GET -> method.values.load(op.operand(0));
      case SLOT_SET -> {
        method.values.beforeStore(op.operand(0));
        method.push(op.operand(1));
        method.values.store(op.operand(0));
      }
      case GLOBAL_GET -> method.program.globalGet(method, global(op));
      case GLOBAL_SET -> {
        method.push(op.operand(0));
        method.program.globalSet(method, global(op));
      }
      case CALL -> call(op);
      case IF -> method.control.branch(op, new Destination.Stack());
      case CONST -> Constants.push(method, op);
      case ZERO -> aggregation.zero(op.result().type());
      case TUPLE, ARRAY -> pushArray(op.operands());
      case ITEM -> aggregation.item(op);
      case WITH -> aggregation.with(op);
      case SPLAT_ARRAY -> aggregation.splat(op);
      case ELEMENT -> aggregation.element(op);
      case WITH_ELEMENT -> aggregation.withElement(op);
      case ADDRESS -> aggregation.address(op);
      case CALL_ADDRESS -> aggregation.callAddress(op);
      case SPLAT, LANES_BELOW, REDUCE_ADD, REDUCE_MAX, REDUCE_MIN, DOT4, SHUFFLE ->
          throw new IllegalStateException(core + " is of vectors");
      case SLOT,
          LOOP,
          TRY,
          FINALLY,
          YIELD,
          BREAK,
          CONTINUE,
          RETURN,
          TAIL_CALL,
          THROW,
          UNREACHABLE ->
          throw new IllegalStateException(core + " is no expression");
    }
  }

  /// Emits the first store of a slot, which already has a place.
  void declare(Operation op) {
    Value slot = op.result();
    method.values.beforeStore(slot);
    if (op.operands().isEmpty() && ((SlotType) slot.type()).content() instanceof VectorType type) {
      Species.of(type).zero(code);
    } else if (op.operands().isEmpty()) {
      code.op(Repr.of(slot).carrier().zero);
    } else {
      method.push(op.operand(0));
    }
    method.values.store(slot);
  }

  private void select(Operation op) {
    Label otherwise = new Label();
    Label end = new Label();
    method.push(op.operand(0));
    code.jump(Opcodes.IFEQ, otherwise);
    method.push(op.operand(1));
    code.gotoLabel(end);
    code.bind(otherwise);
    method.push(op.operand(2));
    code.bind(end);
  }

  private Global global(Operation op) {
    return method.program.global(op.attributes().symbol("global"));
  }

  private void call(Operation op) {
    Function callee = method.program.function(op.attributes().symbol("callee"));
    op.operands().forEach(method::push);
    code.mark(op.span());
    method.program.call(method, callee);
  }

  /// Pushes an `Object[]` of the values.
  void pushArray(List<Value> values) {
    code.pushInt(values.size());
    code.type(Opcodes.ANEWARRAY, "java/lang/Object");
    for (int i = 0; i < values.size(); i++) {
      code.op(Opcodes.DUP);
      code.pushInt(i);
      method.push(values.get(i));
      code.box(Repr.of(values.get(i)));
      code.op(Opcodes.AASTORE);
    }
  }
}
