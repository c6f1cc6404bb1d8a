package org.tosc.backends.x86.code;

import java.util.HashMap;
import java.util.Map;
import org.tosc.backends.x86.asm.Base;
import org.tosc.backends.x86.asm.VectorBits;
import org.tosc.backends.x86.asm.VectorConvert;
import org.tosc.backends.x86.asm.VectorFloat;
import org.tosc.backends.x86.asm.VectorInteger;
import org.tosc.backends.x86.asm.VectorMove;
import org.tosc.backends.x86.asm.VectorShuffle;
import org.tosc.tir.ir.Scalar;

/// Elements of blocks: 32 integers behind a scale of `f16`. A block of `q8_0` has 34 bytes, one for
/// each integer; one of `q4_0` has 18, of which each holds an element of the first half in its low
/// and one of the second in its high bits, 8 more than the integer (ggml-common.h of ggml,
/// `block_q8_0` and `block_q4_0`).
final class Blocks {
  private static final int BLOCK = 32;
  static final int SCALE_BYTES = 2;
  private static final int HALF = 16;

  private final Draft draft;
  private final Positions positions;
  private final Map<Linear, Linear> starts = new HashMap<>();

  Blocks(Draft draft, Positions positions) {
    this.draft = draft;
    this.positions = positions;
  }

  /// Where elements of one block are.
  ///
  /// @param block the first byte of the block
  /// @param first the byte that has the first of the elements
  /// @param shift how many bits of a byte lie below that, a vector's lowest lane; null for 0
  private record Found(Arg.Address block, Arg.Address first, Shift shift) {}

  /// How far elements of four bits are moved: known, or in a register.
  private record Shift(int known, boolean isKnown, Arg.Reg counted) {}

  /// Reads elements of one block.
  ///
  /// @param at the position of the first, or of the first of its block
  /// @param behind how far the first is from its block's first; below 0 where that is not said
  /// @param isOne whether only one is read
  void load(Scalar format, Virtual buffer, Linear at, long behind, Arg.Reg to, boolean isOne) {
    int lanes = isOne ? 1 : to.bits() / Float.SIZE;
    boolean isWhole = format == Scalar.Q8_0;
    int blockBytes = format.blockBytes();
    Found found =
        behind >= 0
            ? known(buffer, at, behind, blockBytes, isWhole, lanes)
            : counted(buffer, at, Math.max(0, behind), blockBytes, isWhole, lanes);
    integers(isWhole, found, to, isOne);
    Arg.Reg scale = new Arg.Reg(draft.fresh(Bank.VECTOR), to.bits());
    Arg.Reg halves = new Arg.Reg(scale.virtual(), Math.max(128, to.bits() / 2));
    draft.write(VectorShuffle.VPBROADCASTW, halves, found.block());
    draft.write(VectorConvert.VCVTPH2PS, scale, halves);
    draft.write(VectorConvert.VCVTDQ2PS, to, to);
    draft.write(VectorFloat.VMULPS, to, to, scale);
  }

  /// A block's first byte.
  ///
  /// @param at the position of its first element
  Arg.Address address(Virtual buffer, Linear at, int blockBytes, int bits) {
    long inside = at.constant() % BLOCK;
    Linear whole = Linear.of(at.constant() - inside);
    Linear rest = Linear.of(inside);
    for (Linear.Term term : at.terms()) {
      Linear one = Linear.atom(term.atom());
      if (term.factor() % BLOCK == 0) {
        whole = whole.plus(one, term.factor());
      } else {
        rest = rest.plus(one, term.factor());
      }
    }
    Linear blocks = whole.dividedBy(BLOCK);
    if (!rest.isConstant()) {
      blocks = blocks.plus(number(rest), 1);
    }
    return positions.address(buffer, blocks.times(blockBytes), 1, bits);
  }

  /// The number of a block, from a place that is not known to be one's.
  private Linear number(Linear place) {
    if (!positions.isOfParameters(place)) {
      return positions.atom(divided(place));
    }
    return starts.computeIfAbsent(
        place,
        p -> {
          Virtual[] number = new Virtual[1];
          draft.at(draft.start(), () -> number[0] = divided(p));
          return positions.atStart(number[0]);
        });
  }

  private Virtual divided(Linear place) {
    Virtual number = draft.fresh(Bank.GENERAL);
    draft.move(number, positions.value(place), 64);
    draft.change(Base.SHR, Draft.general(number), new Arg.Immediate(5));
    return number;
  }

  private Found known(
      Virtual buffer, Linear at, long behind, int blockBytes, boolean isWhole, int lanes) {
    long inside = behind % BLOCK;
    boolean isHigh = !isWhole && inside >= HALF;
    Arg.Address block =
        address(buffer, at, blockBytes, Short.SIZE).moved(behind / BLOCK * blockBytes);
    long from = SCALE_BYTES + (isHigh ? inside - HALF : inside);
    return new Found(
        block,
        block.moved(from).of(8 * lanes, false),
        new Shift(isHigh ? 4 : 0, true, new Arg.Reg(buffer, 64)));
  }

  private Found counted(
      Virtual buffer, Linear at, long behind, int blockBytes, boolean isWhole, int lanes) {
    Virtual element = positions.value(at.plus(Linear.of(behind), 1));
    Arg.Reg block = general();
    Arg.Reg inside = general();
    copy(block, element);
    draft.change(Base.SHR, block, new Arg.Immediate(5));
    draft.write(Base.IMUL, block, block, new Arg.Immediate(blockBytes));
    draft.change(Base.ADD, block, Draft.general(buffer));
    copy(inside, element);
    draft.change(Base.AND, inside, new Arg.Immediate(isWhole ? BLOCK - 1 : HALF - 1));
    Arg.Address start = new Arg.Address(block.virtual(), null, 1, 0, Short.SIZE, false);
    Arg.Address first =
        new Arg.Address(block.virtual(), inside.virtual(), 1, SCALE_BYTES, 8 * lanes, false);
    Arg.Reg shift = new Arg.Reg(draft.fresh(Bank.VECTOR), 128);
    if (!isWhole) {
      Arg.Reg high = general();
      copy(high, element);
      draft.change(Base.AND, high, new Arg.Immediate(HALF));
      draft.change(Base.SHR, high, new Arg.Immediate(2));
      draft.write(VectorMove.VMOVD, shift, new Arg.Reg(high.virtual(), 32));
    }
    return new Found(start, first, new Shift(0, isWhole, shift));
  }

  private Arg.Reg general() {
    return Draft.general(draft.fresh(Bank.GENERAL));
  }

  private void copy(Arg.Reg to, Virtual from) {
    draft.move(to.virtual(), from, 64);
  }

  private void integers(boolean isWhole, Found found, Arg.Reg to, boolean isOne) {
    if (isOne) {
      Arg.Reg one = new Arg.Reg(draft.fresh(Bank.GENERAL), 32);
      draft.write(isWhole ? Base.MOVSX : Base.MOVZX, one, found.first());
      draft.write(VectorMove.VMOVD, to, one);
    } else {
      draft.write(isWhole ? VectorConvert.VPMOVSXBD : VectorConvert.VPMOVZXBD, to, found.first());
    }
    if (isWhole) {
      return;
    }
    Shift shift = found.shift();
    if (!shift.isKnown()) {
      draft.write(VectorBits.VPSRLD, to, to, shift.counted());
    } else if (shift.known() > 0) {
      draft.write(VectorBits.VPSRLD, to, to, new Arg.Immediate(shift.known()));
    }
    draft.write(VectorBits.VPANDD, to, to, constant(0xF, to.bits()));
    draft.write(VectorInteger.VPSUBD, to, to, constant(8, to.bits()));
  }

  private Arg.Reg constant(int pattern, int bits) {
    return new Arg.Reg(draft.splat(pattern, bits), bits);
  }
}
