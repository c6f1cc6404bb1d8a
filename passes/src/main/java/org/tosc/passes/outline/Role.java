package org.tosc.passes.outline;

import java.util.Set;
import org.tosc.passes.tensors.TensorForm;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.FusedOp;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.HostType;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;

/// What an operation is to a part.
enum Role {
  /// One tensor operation, if its operands are tensors.
  TENSOR,
  /// What may stand between tensor operations: numbers, shapes, variables of the file.
  BESIDE,
  /// A constant: every part has its own.
  CONSTANT,
  /// Reads a slot: done before the part.
  READ,
  /// Writes a slot: done after the part.
  WRITE,
  /// Never in a part.
  END;

  /// Built-ins that are numbers, or facts of a tensor.
  private static final Set<String> NUMBERS = Set.of("len", "float", "int", "$dtype");

  /// Members of tensors.
  private static final Set<String> FACTS = Set.of("shape", "T", "dtype", "ndim", "size");

  static Role of(Operation o) {
    return switch (o.op()) {
      case CoreOp core -> core(core, o);
      case HostOp host -> host(host, o);
      case TensorOp _ -> TENSOR;
      case FusedOp _, KernelOp _ -> END;
    };
  }

  private static Role core(CoreOp op, Operation o) {
    return switch (op) {
      case CONST -> CONSTANT;
      case SLOT_GET -> READ;
      case SLOT_SET -> WRITE;
      case GLOBAL_GET, GLOBAL_SET -> BESIDE;
      case IF -> isGuard(o) ? BESIDE : END;
      case CALL, CALL_ADDRESS, LOOP, TRY, FINALLY, SLOT -> END;
      case YIELD, BREAK, CONTINUE, RETURN, TAIL_CALL, THROW, UNREACHABLE -> END;
      case ADD, SUB, MUL, DIV, FLOORDIV, MOD, QUOT, REM, POW, MIN, MAX, FMA, NEG, ABS -> number(o);
      case DOT4, SHUFFLE -> END;
      case WRAPPING_ADD, WRAPPING_SUB, WRAPPING_MUL, WRAPPING_SHL, WRAPPING_SHR -> number(o);
      case SQRT, EXP, LOG, SIN, COS, TANH, FLOOR, CEIL, LDEXP, BITCAST -> number(o);
      case AND, OR, XOR, NOT, SHL, SHR, EQ, NE, LT, LE, GT, GE, CAST, SELECT -> number(o);
      case SPLAT, LANES_BELOW, REDUCE_ADD, REDUCE_MAX, REDUCE_MIN, ZERO, TUPLE, ITEM, WITH -> END;
      case ARRAY, SPLAT_ARRAY, ELEMENT, WITH_ELEMENT, ADDRESS -> END;
    };
  }

  private static Role number(Operation o) {
    boolean plain = o.operands().stream().allMatch(v -> v.type() instanceof Scalar);
    return plain ? BESIDE : END;
  }

  /// `if c { throw … }`: goes on or ends in an error.
  private static boolean isGuard(Operation o) {
    return o.results().isEmpty()
        && o.regions().stream()
            .allMatch(
                r ->
                    r.terminator().op() == CoreOp.THROW
                        || (r.terminator().op() == CoreOp.YIELD && r.ops().size() == 1));
  }

  private static Role host(HostOp op, Operation o) {
    return switch (op) {
      case ADD, SUB, MUL, DIV, FLOORDIV, MOD, POW, MATMUL, NEG -> operator(o);
      case EQ, NE, LT, LE, GT, GE -> operator(o);
      case GET -> isIndex(o) ? TENSOR : END;
      case SLICE -> isOpen(o.operand(0)) ? TENSOR : END;
      case BUILTIN -> builtin(o);
      case INVOKE -> TensorForm.isMethod(name(o)) && isOpen(o.operand(0)) ? TENSOR : END;
      case MEMBER -> isOpen(o.operand(0)) ? BESIDE : END;
      case BOX, UNBOX, LIST, PARTS, IS_MISSING, BUILTIN_VALUE -> BESIDE;
      case BITAND, BITOR, BITXOR, SHL, SHR, IN, TRUTHY, IS, SET, SET_SLICE, SET_MEMBER -> END;
      case SUPER, CALL, APPLY, CONCAT, DICT, RANGE, CLOSURE, CELL, CELL_GET, CELL_SET -> END;
      case CLASS, ENUM, MODULE, ITER, HAS_NEXT, NEXT, UNPACK, CHECK, CHECK_DIMS, FOLLOWS -> END;
      case STAND_IN, RUNTIME -> END;
    };
  }

  private static Role operator(Operation o) {
    boolean open = o.operands().stream().allMatch(v -> isOpen(v) || v.type() instanceof Scalar);
    return open && isOpen(o.result()) ? TENSOR : END;
  }

  /// `x[i, a:b]` and `x[0]`, but not `x[list]`.
  private static boolean isIndex(Operation o) {
    return isOpen(o.operand(0)) && (isOpen(o.operand(1)) || o.operand(1).type() == Scalar.I64);
  }

  private static Role builtin(Operation o) {
    String name = name(o);
    boolean isTensor = TensorForm.isBuiltin(name) && isOpen(o.result());
    return isTensor ? TENSOR : NUMBERS.contains(name) ? BESIDE : END;
  }

  /// Whether a value may be a tensor.
  static boolean isOpen(Value value) {
    Type type = value.type();
    return type == HostType.ANY || type instanceof TensorType;
  }

  /// Whether an operation reads a field of an instance, or a value of a dict.
  static boolean isField(Operation o) {
    boolean asked = o.op() == HostOp.BUILTIN && name(o).equals("$field");
    return asked || (o.op() == HostOp.MEMBER && !FACTS.contains(name(o)));
  }

  private static String name(Operation o) {
    return o.attributes().string("name");
  }
}
