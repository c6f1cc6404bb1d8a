package org.tosc.backends.jvm.code;

import org.objectweb.asm.Opcodes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Trait;
import org.tosc.tir.ir.VectorType;

/// Emits `core` operations on vectors as calls of the Vector API, which the JIT makes instructions
/// of where a method is hot.
final class Vectors {
  private static final String LANES = "org/tosc/backends/jvm/link/Lanes";

  private final MethodEmitter method;
  private final Code code;
  private final VectorShapes shapes;

  Vectors(MethodEmitter method) {
    this.method = method;
    this.code = method.code;
    this.shapes = new VectorShapes(method);
  }

  /// Whether an operation computes with lanes.
  static boolean isOfVectors(CoreOp op, Operation o) {
    return switch (op) {
      case SPLAT, LANES_BELOW, REDUCE_ADD, REDUCE_MAX, REDUCE_MIN, DOT4, SHUFFLE -> true;
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

  /// Whether a function has values that are vectors.
  static boolean areIn(Function function) {
    return areIn(function.body());
  }

  private static boolean areIn(Region region) {
    return region.params().stream().anyMatch(v -> v.type() instanceof VectorType)
        || region.ops().stream()
            .anyMatch(
                o ->
                    o.results().stream().anyMatch(v -> v.type() instanceof VectorType)
                        || o.regions().stream().anyMatch(Vectors::areIn));
  }

  void push(CoreOp op, Operation o) {
    switch (op) {
      case CONST -> constant(o);
      case SPLAT -> {
        Species to = Species.of(o.result().type());
        to.push(code);
        method.push(o.operand(0));
        to.broadcast(code);
      }
      case LANES_BELOW -> lanesBelow(o);
      case REDUCE_ADD, REDUCE_MAX, REDUCE_MIN -> shapes.reduce(op, o);
      case CAST -> shapes.cast(o);
      case BITCAST -> shapes.bitcast(o);
      case LDEXP -> shapes.ldexp(o);
      case SELECT -> select(o);
      case EQ, NE, LT, LE, GT, GE -> compare(op, o);
      case EXP, LOG, SIN, COS, TANH, FLOOR, CEIL -> eachLane(op, o);
      case WRAPPING_SHL, WRAPPING_SHR -> shift(op, o);
      case ADD, SUB, MUL, DIV, MIN, MAX, FMA, NEG, ABS, SQRT, AND, OR, XOR, NOT -> lanewise(op, o);
      case WRAPPING_ADD, WRAPPING_SUB, WRAPPING_MUL -> lanewise(op, o);
      case DOT4, SHUFFLE ->
          throw new IllegalStateException(op + " is for machines with dot products of bytes");
      case FLOORDIV, MOD, QUOT, REM, POW, SHL, SHR, ZERO, TUPLE, ITEM, WITH -> throw none(op);
      case ARRAY, SPLAT_ARRAY, ELEMENT, WITH_ELEMENT, ADDRESS -> throw none(op);
      case SLOT, SLOT_GET, SLOT_SET, GLOBAL_GET, GLOBAL_SET, CALL, CALL_ADDRESS -> throw none(op);
      case IF, LOOP, TRY, FINALLY, YIELD, BREAK, CONTINUE, RETURN, TAIL_CALL -> throw none(op);
      case THROW, UNREACHABLE -> throw none(op);
    }
  }

  private static IllegalStateException none(CoreOp op) {
    return new IllegalStateException(op + " is not of vectors");
  }

  /// A constant as the attribute of one lane.
  private void constant(Operation o) {
    Species to = Species.of(o.result().type());
    to.push(code);
    Constants.push(method, ((VectorType) o.result().type()).element(), o);
    to.broadcast(code);
  }

  /// What is a method of the class.
  private void lanewise(CoreOp op, Operation o) {
    Species species = Species.of(o.result().type());
    o.operands().forEach(method::push);
    if (op == CoreOp.XOR && !species.isMask()) {
      Species.operator(code, "XOR", "Associative");
      code.op(Opcodes.SWAP);
      species.operated(code, "lanewise", "Binary", Species.VECTOR, species.descriptor());
    } else {
      boolean swaps =
          op.is(Trait.COMMUTATIVE)
              && o.operands().size() == 2
              && method.uses.isVariable(o.operand(0))
              && !method.uses.isVariable(o.operand(1));
      if (swaps) {
        code.op(Opcodes.SWAP);
      }
      String name = op.row().name().replace("wrapping_", "");
      species.lanewise(code, name, o.operands().size() - 1);
    }
  }

  private void lanesBelow(Operation o) {
    Species mask = Species.of(o.result().type());
    Species ints = mask.with(Scalar.I32);
    ints.zero(code);
    code.op(Opcodes.ICONST_1);
    code.callVirtual(ints.className(), "addIndex", "(I)" + ints.descriptor());
    method.push(o.operand(0));
    code.callVirtual(ints.className(), "lt", "(I)" + Species.MASK);
    mask.homeMask(code, Scalar.I32);
  }

  private void compare(CoreOp op, Operation o) {
    Species from = Species.of(o.operand(0).type());
    o.operands().forEach(method::push);
    if (from.isMask()) {
      from.lanewise(code, op == CoreOp.EQ ? "eq" : "xor", 1);
      return;
    }
    Species.operator(code, op.name(), "Comparison");
    code.op(Opcodes.SWAP);
    from.operated(code, "compare", "Comparison", Species.VECTOR, Species.MASK);
    Species.of(o.result().type()).homeMask(code, from.element());
  }

  /// The operands are in locals or are constants, so their order here is free.
  private void select(Operation o) {
    Species species = Species.of(o.result().type());
    if (species.isMask()) {
      for (int i : new int[] {1, 0, 2, 0}) {
        method.push(o.operand(i));
      }
      species.lanewise(code, "andNot", 1);
      int rest = method.values.temporary(Repr.OBJECT);
      code.local(Opcodes.ASTORE, rest);
      species.lanewise(code, "and", 1);
      code.local(Opcodes.ALOAD, rest);
      species.lanewise(code, "or", 1);
      method.values.giveTemporary(Repr.OBJECT, rest);
      return;
    }
    method.push(o.operand(2));
    method.push(o.operand(1));
    method.push(o.operand(0));
    species.fitMask(code);
    code.callVirtual(
        species.className(),
        "blend",
        "(" + Species.VECTOR + Species.MASK + ")" + species.descriptor());
  }

  /// Counts that are one constant make a faster instruction.
  private void shift(CoreOp op, Operation o) {
    Species species = Species.of(o.result().type());
    Operation count = method.uses.laneConstant(o.operand(1));
    method.push(o.operand(0));
    if (count == null) {
      method.push(o.operand(1));
      Species.operator(code, name(op), "Binary");
      code.op(Opcodes.SWAP);
    } else {
      Species.operator(code, name(op), "Binary");
      Constants.push(method, species.element(), count);
    }
    String operand = count == null ? Species.VECTOR : species.elementDescriptor();
    species.operated(code, "lanewise", "Binary", operand, species.descriptor());
  }

  private static String name(CoreOp shift) {
    return shift == CoreOp.WRAPPING_SHL ? "LSHL" : "ASHR";
  }

  /// Functions whose bits are `StrictMath`'s have no instruction: one call for each lane.
  private void eachLane(CoreOp op, Operation o) {
    Species species = Species.of(o.result().type());
    String array = "[" + species.elementDescriptor();
    species.push(code);
    method.push(o.operand(0));
    code.callVirtual(species.className(), "toArray", "()" + array);
    code.call(LANES, op.row().name(), "(" + array + ")" + array);
    code.op(Opcodes.ICONST_0);
    code.call(
        species.className(),
        "fromArray",
        "(" + Species.SPECIES + array + "I)" + species.descriptor());
  }
}
