package org.tosc.backends.x86.code;

import org.jspecify.annotations.Nullable;
import org.tosc.backends.x86.asm.VectorBits;
import org.tosc.backends.x86.asm.VectorConvert;
import org.tosc.backends.x86.asm.VectorFloat;
import org.tosc.backends.x86.asm.VectorInteger;
import org.tosc.backends.x86.asm.VectorShuffle;

/// AVX-512's.
final class Avx512Idioms implements Idioms {
  private final Draft draft;
  private final Masks masks;

  Avx512Idioms(Draft draft, Masks masks) {
    this.draft = draft;
    this.masks = masks;
  }

  @Override
  public void splat(Arg.Reg to, Virtual number) {
    draft.write(VectorShuffle.VPBROADCASTD, to, new Arg.Reg(number, 32));
  }

  /// `vrangeps` orders zeros (Intel SDM volume 2, VRANGEPS, table 5-17) but prefers a number to
  /// NaN; where there is a NaN the sum is one too.
  @Override
  public void extreme(boolean isLargest, Arg.Reg to, Arg.Reg a, Arg.Reg b) {
    Virtual isNan = masks.unordered(a, b);
    Arg.Reg chosen = new Arg.Reg(draft.fresh(Bank.VECTOR), a.bits());
    draft.write(VectorFloat.VRANGEPS, chosen, a, b, new Arg.Immediate(isLargest ? 0x5 : 0x4));
    masks.where(isNan, VectorFloat.VADDPS, chosen, a, b);
    draft.move(to.virtual(), chosen.virtual(), a.bits());
  }

  /// `vscalefps` multiplies by a power of two and rounds once.
  @Override
  public void scale(Arg.Reg to, Arg.Reg x, Arg.Reg n, boolean isOne) {
    Arg.Reg wide = new Arg.Reg(draft.fresh(Bank.VECTOR), n.bits());
    draft.write(VectorConvert.VCVTDQ2PS, wide, n);
    draft.write(isOne ? VectorFloat.VSCALEFSS : VectorFloat.VSCALEFPS, to, x, wide);
  }

  @Override
  public void extremeLong(boolean isLargest, Arg.Reg to, Arg.Reg a, Arg.Reg b) {
    draft.write(isLargest ? VectorInteger.VPMAXSQ : VectorInteger.VPMINSQ, to, a, b);
  }

  @Override
  public void product(Arg.Reg to, Arg.Reg a, Arg.Reg b) {
    draft.write(VectorInteger.VPMULLQ, to, a, b);
  }

  @Override
  public void shiftRight(Arg.Reg to, Arg.Reg x, int count) {
    Arg.Reg counts = new Arg.Reg(draft.wideSplat(count, x.bits()), x.bits());
    draft.write(VectorBits.VPSRAVQ, to, x, counts);
  }

  @Override
  public void toDoubles(Arg.Reg to, Arg.Reg whole) {
    draft.write(VectorConvert.VCVTQQ2PD, to, whole);
  }

  @Override
  public void storeWords(Arg.Address to, @Nullable Virtual mask, Arg.Reg lanes) {
    if (mask == null) {
      draft.read(VectorConvert.VPMOVDW, to, lanes);
    } else {
      masks.store(VectorConvert.VPMOVDW, to, mask, lanes);
    }
  }
}
