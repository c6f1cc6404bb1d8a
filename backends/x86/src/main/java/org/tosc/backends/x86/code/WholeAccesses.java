package org.tosc.backends.x86.code;

import org.jspecify.annotations.Nullable;
import org.tosc.backends.x86.asm.Base;
import org.tosc.backends.x86.asm.VectorConvert;
import org.tosc.backends.x86.asm.VectorMove;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;

/// Loads and stores of whole numbers of 32 bits: positions, and lanes, which are also read from
/// elements of `i8`, and of which such a buffer gets the lowest bits.
final class WholeAccesses {
  private final Draft draft;
  private final Numbering numbering;
  private final Positions positions;
  private final Values values;
  private final Masks masks;

  WholeAccesses(Draft draft, Numbering numbering, Positions positions, Values values, Masks masks) {
    this.draft = draft;
    this.numbering = numbering;
    this.positions = positions;
    this.values = values;
    this.masks = masks;
  }

  void access(Operation o, Value buffer, Value whole, Value at, @Nullable Value mask) {
    Scalar element = ((BufferType) buffer.type()).element();
    boolean isOne = whole.type() instanceof Scalar;
    boolean isStore = o.results().isEmpty();
    boolean isBytes = element == Scalar.I8 && !isOne;
    boolean isMasked = mask != null && (isStore || !isBytes);
    if (isMasked || !(element == Scalar.I32 || isBytes)) {
      throw new NoCode("an access of " + whole.type() + " to elements of " + element);
    }
    int bytes = isBytes ? 1 : Integer.BYTES;
    int bits = isOne ? Integer.SIZE : values.bits(whole) / Integer.BYTES * bytes;
    Virtual base = values.register(buffer);
    if (isStore && isOne) {
      Arg.Reg from = new Arg.Reg(values.value(values.position(whole)), Integer.SIZE);
      draft.read(Base.MOV, positions.address(base, values.position(at), bytes, bits), from);
    } else if (isStore) {
      Arg.Reg from = values.reg(whole);
      Arg.Address to = positions.address(base, values.position(at), bytes, bits);
      draft.read(isBytes ? VectorConvert.VPMOVDB : VectorMove.VMOVUPS, to, from);
    } else if (isOne) {
      loadOne(o, positions.address(base, values.position(at), bytes, bits));
    } else if (isBytes && mask != null) {
      Arg.Address from = positions.address(base, values.position(at), bytes, bits);
      masks.load(VectorConvert.VPMOVSXBD, values.target(o), values.register(mask), from);
    } else {
      Arg.Address from = positions.address(base, values.position(at), bytes, bits);
      draft.write(isBytes ? VectorConvert.VPMOVSXBD : VectorMove.VMOVUPS, values.target(o), from);
    }
  }

  /// A position; what is nothing but the next operation's number for all lanes stays in memory for
  /// that.
  private void loadOne(Operation o, Arg.Address from) {
    if (numbering.isSplatNext(o)) {
      values.wait(o.result(), VectorMove.VMOVD, Integer.SIZE, from);
      return;
    }
    Virtual to = draft.fresh(Bank.GENERAL);
    draft.write(Base.MOVSXD, Draft.general(to), from);
    values.made(o.result(), to);
  }
}
