package org.tosc.backends.x86.code;

import org.jspecify.annotations.Nullable;
import org.tosc.backends.x86.asm.Base;
import org.tosc.backends.x86.asm.VectorConvert;
import org.tosc.backends.x86.asm.VectorMove;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;

/// Loads and stores of whole numbers of 32 bits: positions, and lanes, of which a buffer of `i8`
/// gets the lowest bits.
final class WholeAccesses {
  private final Draft draft;
  private final Positions positions;
  private final Values values;

  WholeAccesses(Draft draft, Positions positions, Values values) {
    this.draft = draft;
    this.positions = positions;
    this.values = values;
  }

  void access(Operation o, Value buffer, Value whole, Value at, @Nullable Value mask) {
    Scalar element = ((BufferType) buffer.type()).element();
    boolean isOne = whole.type() instanceof Scalar;
    boolean isStore = o.results().isEmpty();
    boolean isBytes = element == Scalar.I8 && isStore && !isOne;
    if (mask != null || !(element == Scalar.I32 || isBytes)) {
      throw new NoCode("an access of " + whole.type() + " to elements of " + element);
    }
    int bytes = isBytes ? 1 : Integer.BYTES;
    int bits = isOne ? Integer.SIZE : values.bits(whole) / Integer.BYTES * bytes;
    Virtual base = values.register(buffer);
    if (!isStore) {
      load(o, positions.address(base, values.position(at), bytes, bits), isOne);
    } else if (isOne) {
      Arg.Reg from = new Arg.Reg(values.value(values.position(whole)), Integer.SIZE);
      draft.read(Base.MOV, positions.address(base, values.position(at), bytes, bits), from);
    } else {
      Arg.Reg from = values.reg(whole);
      Arg.Address to = positions.address(base, values.position(at), bytes, bits);
      draft.read(isBytes ? VectorConvert.VPMOVDB : VectorMove.VMOVUPS, to, from);
    }
  }

  private void load(Operation o, Arg.Address from, boolean isOne) {
    if (isOne) {
      Virtual to = draft.fresh(Bank.GENERAL);
      draft.write(Base.MOVSXD, Draft.general(to), from);
      values.made(o.result(), to);
    } else {
      draft.write(VectorMove.VMOVUPS, values.target(o), from);
    }
  }
}
