package org.tosc.backends.jvm.code;

import org.objectweb.asm.Opcodes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;

/// Emits what takes a vector to another type: casts, bits, powers of two and reductions.
final class VectorShapes {
  private static final String SHUFFLE = Species.API + "VectorShuffle";

  private final MethodEmitter method;
  private final Code code;

  VectorShapes(MethodEmitter method) {
    this.method = method;
    this.code = method.code;
  }

  void cast(Operation o) {
    Species from = Species.of(o.operand(0).type());
    Species to = Species.of(o.result().type());
    if (from.isMask() && !to.isMask()) {
      to.zero(code);
      to.push(code);
      one(to.element());
      to.broadcast(code);
      method.push(o.operand(0));
      to.fitMask(code);
      code.callVirtual(
          to.className(), "blend", "(" + Species.VECTOR + Species.MASK + ")" + to.descriptor());
      return;
    }
    method.push(o.operand(0));
    if (from.equals(to)) {
      return;
    }
    if (to.isMask()) {
      Species.operator(code, "NE", "Comparison");
      from.zero(code);
      from.operated(code, "compare", "Comparison", Species.VECTOR, Species.MASK);
      to.homeMask(code, from.element());
      return;
    }
    to.push(code);
    code.op(Opcodes.ICONST_0);
    code.callVirtual(from.className(), "castShape", "(" + Species.SPECIES + "I)" + Species.VECTOR);
    code.type(Opcodes.CHECKCAST, to.className());
  }

  private void one(Scalar element) {
    switch (Repr.of(element).carrier()) {
      case INT -> code.op(Opcodes.ICONST_1);
      case LONG -> code.op(Opcodes.LCONST_1);
      case FLOAT -> code.op(Opcodes.FCONST_1);
      case DOUBLE -> code.op(Opcodes.DCONST_1);
      case BOOLEAN, REFERENCE -> throw new IllegalArgumentException("a lane of " + element);
    }
  }

  void bitcast(Operation o) {
    method.push(o.operand(0));
    reinterpret(Species.of(o.operand(0).type()), Species.of(o.result().type()));
  }

  private void reinterpret(Species from, Species to) {
    String name = to.className().replace(Species.API, "").replace("Vector", "s");
    code.callVirtual(from.className(), "reinterpretAs" + name, "()" + to.descriptor());
  }

  /// Two multiplications by powers of two: by `b` what is left after `a` was held to the exponents
  /// of normal numbers. Where the first one rounds, the second gives 0, so there is one rounding.
  void ldexp(Operation o) {
    Species floats = Species.of(o.operand(0).type());
    Species ints = Species.of(o.operand(1).type());
    boolean isFloat = floats.element() == Scalar.F32;
    Repr repr = Repr.of(o.operand(1));
    o.operands().forEach(method::push);
    clamp(ints, isFloat ? -252 : -2044, isFloat ? 254 : 2046);
    int n = method.values.temporary(repr);
    int a = method.values.temporary(repr);
    code.store(repr, n);
    code.load(repr, n);
    clamp(ints, isFloat ? -126 : -1022, isFloat ? 127 : 1023);
    code.store(repr, a);
    code.load(repr, n);
    code.load(repr, a);
    ints.lanewise(code, "sub", 1);
    scale(floats, ints);
    code.load(repr, a);
    scale(floats, ints);
    method.values.giveTemporary(repr, a);
    method.values.giveTemporary(repr, n);
  }

  private void clamp(Species ints, int least, int most) {
    for (boolean isLeast : new boolean[] {true, false}) {
      number(ints, isLeast ? least : most);
      String name = isLeast ? "max" : "min";
      code.callVirtual(
          ints.className(), name, "(" + ints.elementDescriptor() + ")" + ints.descriptor());
    }
  }

  /// Multiplies by 2 to the power that lies on the stack above the factor.
  private void scale(Species floats, Species ints) {
    boolean isFloat = floats.element() == Scalar.F32;
    number(ints, isFloat ? 127 : 1023);
    code.callVirtual(
        ints.className(), "add", "(" + ints.elementDescriptor() + ")" + ints.descriptor());
    Species.operator(code, "LSHL", "Binary");
    number(ints, isFloat ? 23 : 52);
    ints.operated(code, "lanewise", "Binary", ints.elementDescriptor(), ints.descriptor());
    reinterpret(ints, floats);
    floats.lanewise(code, "mul", 1);
  }

  private void number(Species ints, int value) {
    if (ints.element() == Scalar.I32) {
      code.pushInt(value);
    } else {
      code.pushLong(value);
    }
  }

  /// The same vector as the result of an operation that changes nothing (see [Uses#isVariable]).
  private void ofKnownClass(CoreOp op, Species species) {
    species.push(code);
    if (op == CoreOp.REDUCE_ADD) {
      code.constant(-0.0f);
    } else {
      boolean greatest = op == CoreOp.REDUCE_MAX;
      code.constant(greatest ? Float.NEGATIVE_INFINITY : Float.POSITIVE_INFINITY);
    }
    species.broadcast(code);
    code.op(Opcodes.SWAP);
    species.lanewise(code, op.row().name().replace("reduce_", ""), 1);
  }

  /// Sums of floats are added by halves, so that interpreted and compiled code give the same bits:
  /// a rotation by half the lanes that are left puts each upper lane onto its lower one.
  void reduce(CoreOp op, Operation o) {
    Species species = Species.of(o.operand(0).type());
    method.push(o.operand(0));
    if (species.element() == Scalar.F32 && method.uses.isVariable(o.operand(0))) {
      ofKnownClass(op, species);
    }
    if (op != CoreOp.REDUCE_ADD || !species.element().isFloat()) {
      String name = op.name().replace("REDUCE_", "");
      Species.operator(code, name, "Associative");
      species.operated(code, "reduceLanes", "Associative", "", species.elementDescriptor());
      return;
    }
    for (int half = species.lanes() / 2; half > 0; half /= 2) {
      code.op(Opcodes.DUP);
      species.push(code);
      code.pushInt(half);
      code.op(Opcodes.ICONST_1);
      code.op(Opcodes.ICONST_1);
      code.call(SHUFFLE, "iota", "(" + Species.SPECIES + "IIZ)L" + SHUFFLE + ";");
      code.callVirtual(
          species.className(), "rearrange", "(L" + SHUFFLE + ";)" + species.descriptor());
      species.lanewise(code, "add", 1);
    }
    code.op(Opcodes.ICONST_0);
    code.callVirtual(species.className(), "lane", "(I)" + species.elementDescriptor());
  }
}
