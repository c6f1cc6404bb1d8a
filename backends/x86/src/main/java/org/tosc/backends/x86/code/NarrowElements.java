package org.tosc.backends.x86.code;

import org.jspecify.annotations.Nullable;
import org.tosc.backends.x86.asm.Base;
import org.tosc.backends.x86.asm.Opcode;
import org.tosc.backends.x86.asm.VectorBits;
import org.tosc.backends.x86.asm.VectorConvert;
import org.tosc.backends.x86.asm.VectorInteger;
import org.tosc.backends.x86.asm.VectorMove;
import org.tosc.tir.ir.Scalar;

/// Elements of `f16`, `bf16` and `i8`, which are `f32` in registers.
final class NarrowElements {
  /// Bits of an `f32` that `bf16` does not have.
  private static final int CUT = 16;

  /// To nearest with ties to even, whatever MXCSR says (Intel SDM volume 2, VCVTPS2PH, table 5-12).
  private static final Arg NEAREST = new Arg.Immediate(0);

  private final Draft draft;
  private final Masks masks;
  private final Idioms idioms;

  NarrowElements(Draft draft, Masks masks, Idioms idioms) {
    this.draft = draft;
    this.masks = masks;
    this.idioms = idioms;
  }

  /// @param mask which lanes: of others nothing is read; null for all
  void load(Scalar element, Arg.Reg to, @Nullable Virtual mask, Arg.Address from) {
    if (element == Scalar.F16) {
      load(VectorConvert.VCVTPH2PS, to, mask, from);
    } else if (element == Scalar.BF16) {
      load(VectorConvert.VPMOVZXWD, to, mask, from);
      draft.write(VectorBits.VPSLLD, to, to, new Arg.Immediate(CUT));
    } else if (element == Scalar.I8) {
      load(VectorConvert.VPMOVSXBD, to, mask, from);
      draft.write(VectorConvert.VCVTDQ2PS, to, to);
    } else {
      throw new NoCode("elements of " + element);
    }
  }

  private void load(Opcode opcode, Arg.Reg to, @Nullable Virtual mask, Arg.Address from) {
    if (mask == null) {
      draft.write(opcode, to, from);
    } else {
      masks.load(opcode, to, mask, from);
    }
  }

  /// One element, in the lowest lane.
  void loadOne(Scalar element, Arg.Reg to, Arg.Address from) {
    Arg.Reg bits = new Arg.Reg(draft.fresh(Bank.GENERAL), 32);
    draft.write(element == Scalar.I8 ? Base.MOVSX : Base.MOVZX, bits, from);
    if (element == Scalar.BF16) {
      draft.change(Base.SHL, bits, new Arg.Immediate(CUT));
    }
    draft.write(VectorMove.VMOVD, to, bits);
    if (element == Scalar.F16) {
      draft.write(VectorConvert.VCVTPH2PS, to, to);
    } else if (element == Scalar.I8) {
      draft.write(VectorConvert.VCVTDQ2PS, to, to);
    } else if (element != Scalar.BF16) {
      throw new NoCode("elements of " + element);
    }
  }

  /// @param isOne whether only the lowest lane is written
  void store(Scalar element, Arg.Reg from, Arg.Address to, @Nullable Virtual mask, boolean isOne) {
    if (element == Scalar.F16 && !isOne && mask != null) {
      masks.store(VectorConvert.VCVTPS2PH, to, mask, from, NEAREST);
    } else if (element == Scalar.F16 && !isOne) {
      draft.read(VectorConvert.VCVTPS2PH, to, from, NEAREST);
    } else if (element == Scalar.F16) {
      Arg.Reg half = fresh(from.bits());
      draft.write(VectorConvert.VCVTPS2PH, half, from, NEAREST);
      draft.read(VectorMove.VPEXTRW, to, half, new Arg.Immediate(0));
    } else if (element == Scalar.BF16 && !isOne) {
      idioms.storeWords(to, mask, brain(from));
    } else if (element == Scalar.BF16) {
      draft.read(VectorMove.VPEXTRW, to, brain(from), new Arg.Immediate(0));
    } else {
      throw new NoCode("writing elements of " + element);
    }
  }

  /// A number as `f16` or `bf16` has it, in the lowest lane.
  void round(Scalar element, Arg.Reg to, Arg.Reg from) {
    if (element == Scalar.F16) {
      Arg.Reg half = fresh(from.bits());
      draft.write(VectorConvert.VCVTPS2PH, half, from, NEAREST);
      draft.write(VectorConvert.VCVTPH2PS, to, half);
    } else if (element == Scalar.BF16) {
      draft.write(VectorBits.VPSLLD, to, brain(from), new Arg.Immediate(CUT));
    } else {
      throw new NoCode("a cast to " + element);
    }
  }

  private Arg.Reg fresh(int bits) {
    return new Arg.Reg(draft.fresh(Bank.VECTOR), bits);
  }

  /// The patterns of `bf16` in lanes of 32 bits: half of what is cut off is added first, less one
  /// bit where the last bit that stays is 0; NaN becomes a quiet one. `vcvtneps2bf16` would take
  /// subnormal numbers for 0 (Intel SDM volume 2, VCVTNEPS2BF16).
  private Arg.Reg brain(Arg.Reg x) {
    int bits = x.bits();
    Arg.Reg last = fresh(bits);
    Arg.Reg up = fresh(bits);
    draft.write(VectorBits.VPSRLD, last, x, new Arg.Immediate(CUT));
    draft.write(VectorBits.VPANDD, up, last, constant(1, bits));
    draft.write(VectorInteger.VPADDD, up, up, constant((1 << (CUT - 1)) - 1, bits));
    draft.write(VectorInteger.VPADDD, up, up, x);
    draft.write(VectorBits.VPSRLD, up, up, new Arg.Immediate(CUT));
    Virtual isNan = masks.unordered(x, x);
    masks.where(isNan, VectorBits.VPORD, up, last, constant(0x40, bits));
    return up;
  }

  private Arg.Reg constant(int pattern, int bits) {
    return new Arg.Reg(draft.splat(pattern, bits), bits);
  }
}
