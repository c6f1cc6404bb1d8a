package org.tosc.backends.x86.code;

import org.jspecify.annotations.Nullable;
import org.tosc.backends.x86.asm.Opcode;
import org.tosc.backends.x86.asm.VectorMove;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;

/// Loads and stores.
final class Accesses {
  private static final int BYTES = Float.BYTES;

  private final Draft draft;
  private final Numbering numbering;
  private final Positions positions;
  private final Values values;

  Accesses(Draft draft, Numbering numbering, Positions positions, Values values) {
    this.draft = draft;
    this.numbering = numbering;
    this.positions = positions;
    this.values = values;
  }

  void access(KernelOp op, Operation o) {
    if (!o.attributes().string("bounds", "checked").equals("proved")) {
      throw new NoCode("an access that is not proved to lie inside");
    }
    if (((BufferType) o.operand(0).type()).element() != Scalar.F32) {
      throw new NoCode("elements of " + o.operand(0).type());
    }
    switch (op) {
      case LOAD -> load(o, VectorMove.VMOVSS, o.operand(1), null);
      case VLOAD ->
          load(
              o,
              VectorMove.VMOVUPS,
              o.operand(1),
              o.operands().size() > 2 ? o.operand(2) : null);
      case STORE -> store(o, VectorMove.VMOVSS, o.operand(2), null);
      case VSTORE ->
          store(
              o,
              VectorMove.VMOVUPS,
              o.operand(2),
              o.operands().size() > 3 ? o.operand(3) : null);
      default -> throw new NoCode(op.mnemonic());
    }
  }

  private void load(Operation o, Opcode opcode, Value at, @Nullable Value mask) {
    Arg.Address from = place(o, at, width(o.result()));
    int bits = values.bits(o.result());
    if (mask == null && numbering.isUsedOnceHere(o.result())) {
      values.wait(o.result(), opcode, bits, from);
      return;
    }
    Arg.Reg to = values.target(o);
    if (mask == null) {
      draft.write(opcode, to, from);
    } else {
      draft.write(opcode, new Arg.Under(to, values.register(mask), Arg.Outside.ZERO), from);
    }
  }

  private void store(Operation o, Opcode opcode, Value at, @Nullable Value mask) {
    Value element = o.operand(1);
    values.settle();
    Arg.Address to = place(o, at, width(element));
    if (mask == null) {
      draft.read(opcode, to, values.reg(element));
    } else {
      draft.read(opcode, new Arg.UnderAt(to, values.register(mask)), values.reg(element));
    }
  }

  private int width(Value value) {
    return value.type() == Scalar.F32 ? Float.SIZE : values.bits(value);
  }

  private Arg.Address place(Operation o, Value at, int bits) {
    return positions.address(
        values.register(o.operand(0)), values.position(at), BYTES, bits);
  }
}
