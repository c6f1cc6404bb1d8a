package org.tosc.backends.x86.code;

import java.util.function.IntConsumer;
import org.tosc.backends.x86.asm.Base;
import org.tosc.backends.x86.asm.Label;
import org.tosc.backends.x86.asm.VectorBits;
import org.tosc.backends.x86.asm.VectorMove;

/// Elements of 8 or 16 bits whose truths hold, one after the other, each behind a jump: AVX2 has
/// masks for elements of 32 and 64 bits alone (Intel SDM volume 2, VPMASKMOV). Only the ends of
/// rows are read and written so.
final class SingleElements {
  private final Draft draft;

  SingleElements(Draft draft) {
    this.draft = draft;
  }

  /// The elements side by side, zeros where no truth holds.
  ///
  /// @param truths of lanes of 32 bits
  Arg.Reg load(Arg.Reg truths, Arg.Address from) {
    int bits = from.bits() * Integer.SIZE / truths.bits();
    Arg.Reg all = new Arg.Reg(draft.fresh(Bank.VECTOR), 128);
    draft.write(VectorBits.VPXOR, all, all, all);
    each(
        truths,
        i ->
            draft.change(
                bits == Byte.SIZE ? VectorMove.VPINSRB : VectorMove.VPINSRW,
                all,
                all,
                element(from, i, bits),
                new Arg.Immediate(i)));
    return all;
  }

  /// Writes elements of 16 bits that are side by side.
  void store(Arg.Address to, Arg.Reg truths, Arg.Reg all) {
    each(
        truths,
        i -> draft.read(VectorMove.VPEXTRW, element(to, i, Short.SIZE), all, new Arg.Immediate(i)));
  }

  private static Arg.Address element(Arg.Address first, int i, int bits) {
    return first.moved((long) i * bits / Byte.SIZE).of(bits, false);
  }

  private void each(Arg.Reg truths, IntConsumer work) {
    Arg.Reg bits = new Arg.Reg(draft.fresh(Bank.GENERAL), 32);
    draft.write(VectorMove.VMOVMSKPS, bits, truths);
    for (int i = 0; i < truths.bits() / Integer.SIZE; i++) {
      Label behind = draft.label();
      draft.read(Base.TEST, bits, new Arg.Immediate(1L << i));
      draft.add(new Line.Jump(Base.JZ, behind));
      work.accept(i);
      draft.add(new Line.Bind(behind));
    }
  }
}
