package org.tosc.backends.x86.code;

import org.jspecify.annotations.Nullable;
import org.tosc.backends.x86.asm.VectorBits;
import org.tosc.backends.x86.asm.VectorConvert;
import org.tosc.backends.x86.asm.VectorFloat;
import org.tosc.backends.x86.asm.VectorInteger;
import org.tosc.backends.x86.asm.VectorMove;
import org.tosc.backends.x86.asm.VectorShuffle;

/// AVX2's.
final class Avx2Idioms implements Idioms {
  /// The exponent of 1 in an `f64`, and the bits below the exponent.
  private static final int BIAS = 1023;

  private static final int FRACTION = 52;

  private final Draft draft;
  private final Masks masks;

  Avx2Idioms(Draft draft, Masks masks) {
    this.draft = draft;
    this.masks = masks;
  }

  @Override
  public void splat(Arg.Reg to, Virtual number) {
    Arg.Reg one = fresh(128);
    draft.write(VectorMove.VMOVD, one, new Arg.Reg(number, 32));
    draft.write(VectorShuffle.VPBROADCASTD, to, one);
  }

  /// `vmaxps` and `vminps` give their second operand where one is NaN or both are zero (Intel SDM
  /// volume 2, MAXPS), so that both orders differ there alone. The bits of both give NaN and -0;
  /// where that is to be +0, what differs is subtracted: -0 from -0 gives +0, and NaN stays.
  @Override
  public void extreme(boolean isLargest, Arg.Reg to, Arg.Reg a, Arg.Reg b) {
    int bits = a.bits();
    Arg.Reg one = fresh(bits);
    Arg.Reg other = fresh(bits);
    if (!isLargest) {
      draft.write(VectorFloat.VMINPS, one, a, b);
      draft.write(VectorFloat.VMINPS, other, b, a);
      draft.write(VectorFloat.VORPS, new Arg.Reg(to.virtual(), bits), one, other);
      return;
    }
    Arg.Reg differs = fresh(bits);
    Arg.Reg both = fresh(bits);
    draft.write(VectorFloat.VMAXPS, one, a, b);
    draft.write(VectorFloat.VMAXPS, other, b, a);
    draft.write(VectorFloat.VXORPS, differs, one, other);
    draft.write(VectorFloat.VORPS, both, one, differs);
    draft.write(VectorFloat.VSUBPS, new Arg.Reg(to.virtual(), bits), both, differs);
  }

  /// In `f64`, where every product with such a power of two is exact, so that one rounding is left:
  /// four lanes at a time.
  @Override
  public void scale(Arg.Reg to, Arg.Reg x, Arg.Reg n, boolean isOne) {
    if (x.bits() == 128) {
      draft.write(VectorConvert.VCVTPD2PS, to, scaled(x, n));
      return;
    }
    Arg.Reg low = fresh(128);
    Arg.Reg high = fresh(128);
    draft.write(VectorConvert.VCVTPD2PS, low, scaled(part(x, 0), part(n, 0)));
    draft.write(VectorConvert.VCVTPD2PS, high, scaled(part(x, 1), part(n, 1)));
    Arg.Reg wide = new Arg.Reg(low.virtual(), 256);
    draft.write(VectorShuffle.VINSERTF128, to, wide, high, new Arg.Immediate(1));
  }

  private Arg.Reg part(Arg.Reg of, int half) {
    if (half == 0) {
      return new Arg.Reg(of.virtual(), 128);
    }
    Arg.Reg upper = fresh(128);
    draft.write(VectorShuffle.VEXTRACTF128, upper, of, new Arg.Immediate(1));
    return upper;
  }

  private Arg.Reg scaled(Arg.Reg x, Arg.Reg n) {
    Arg.Reg power = fresh(256);
    Arg.Reg wide = fresh(256);
    draft.write(VectorConvert.VPMOVSXDQ, power, n);
    draft.write(VectorInteger.VPADDQ, power, power, wideConstant(BIAS, 256));
    draft.write(VectorBits.VPSLLQ, power, power, new Arg.Immediate(FRACTION));
    draft.write(VectorConvert.VCVTPS2PD, wide, x);
    draft.write(VectorFloat.VMULPD, wide, wide, power);
    return wide;
  }

  @Override
  public void extremeLong(boolean isLargest, Arg.Reg to, Arg.Reg a, Arg.Reg b) {
    Arg.Reg isGreater = fresh(a.bits());
    draft.write(VectorInteger.VPCMPGTQ, isGreater, a, b);
    Arg.Reg then = isLargest ? a : b;
    Arg.Reg otherwise = isLargest ? b : a;
    draft.write(VectorShuffle.VBLENDVPD, to, otherwise, then, isGreater);
  }

  /// The halves multiplied crosswise count 32 bits higher; what is above 64 bits is left out.
  @Override
  public void product(Arg.Reg to, Arg.Reg a, Arg.Reg b) {
    int bits = a.bits();
    Arg.Reg high = fresh(bits);
    Arg.Reg other = fresh(bits);
    Arg.Reg low = fresh(bits);
    Arg half = new Arg.Immediate(32);
    draft.write(VectorBits.VPSRLQ, high, a, half);
    draft.write(VectorInteger.VPMULUDQ, high, high, b);
    draft.write(VectorBits.VPSRLQ, other, b, half);
    draft.write(VectorInteger.VPMULUDQ, other, other, a);
    draft.write(VectorInteger.VPADDQ, high, high, other);
    draft.write(VectorBits.VPSLLQ, high, high, half);
    draft.write(VectorInteger.VPMULUDQ, low, a, b);
    draft.write(VectorInteger.VPADDQ, to, low, high);
  }

  /// What comes in from above is moved left: all bits where the number is negative.
  @Override
  public void shiftRight(Arg.Reg to, Arg.Reg x, int count) {
    if (count == 0) {
      draft.move(to.virtual(), x.virtual(), x.bits());
      return;
    }
    Arg.Reg moved = fresh(x.bits());
    Arg.Reg sign = fresh(x.bits());
    draft.write(VectorBits.VPSRLQ, moved, x, new Arg.Immediate(count));
    draft.write(VectorInteger.VPCMPGTQ, sign, wideConstant(0, x.bits()), x);
    draft.write(VectorBits.VPSLLQ, sign, sign, new Arg.Immediate(Long.SIZE - count));
    draft.write(VectorBits.VPOR, to, moved, sign);
  }

  /// Both halves become floats by being put below the exponents of 2^84 and 2^52, from which those
  /// are subtracted again; the upper half is taken as 2^31 more than it is, since it has a sign.
  /// The last sum alone is rounded.
  @Override
  public void toDoubles(Arg.Reg to, Arg.Reg whole) {
    int bits = whole.bits();
    Arg.Reg high = fresh(bits);
    Arg.Reg low = fresh(bits);
    draft.write(VectorBits.VPSRLQ, high, whole, new Arg.Immediate(32));
    draft.write(VectorBits.VPXOR, high, high, real(0x1p84 + 0x1p63, bits));
    draft.write(VectorFloat.VSUBPD, high, high, real(0x1p84 + 0x1p63 + 0x1p52, bits));
    // The lower halves, with the upper ones of 2^52.
    draft.write(VectorShuffle.VPBLENDD, low, real(0x1p52, bits), whole, new Arg.Immediate(0x55));
    draft.write(VectorFloat.VADDPD, to, low, high);
  }

  private Arg.Reg real(double number, int bits) {
    return wideConstant(Double.doubleToRawLongBits(number), bits);
  }

  /// `vpackusdw` puts halves of lanes side by side, in each 128 bits for itself.
  @Override
  public void storeWords(Arg.Address to, @Nullable Virtual mask, Arg.Reg lanes) {
    Arg.Reg words = fresh(lanes.bits());
    draft.write(VectorShuffle.VPACKUSDW, words, lanes, lanes);
    if (lanes.bits() == 256) {
      draft.write(VectorShuffle.VPERMQ, words, words, new Arg.Immediate(0x8));
    }
    Arg.Reg all = new Arg.Reg(words.virtual(), 128);
    if (mask != null) {
      masks.store(VectorMove.VMOVDQU, to, mask, all);
    } else {
      draft.read(to.bits() == 128 ? VectorMove.VMOVDQU : VectorMove.VMOVQ, to, all);
    }
  }

  private Arg.Reg wideConstant(long pattern, int bits) {
    return new Arg.Reg(draft.wideSplat(pattern, bits), bits);
  }

  private Arg.Reg fresh(int bits) {
    return new Arg.Reg(draft.fresh(Bank.VECTOR), bits);
  }
}
