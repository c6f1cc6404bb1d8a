package org.tosc.backends.x86.code;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.tosc.backends.x86.asm.Base;
import org.tosc.backends.x86.asm.VectorConvert;
import org.tosc.backends.x86.asm.VectorInteger;
import org.tosc.backends.x86.asm.VectorMove;
import org.tosc.backends.x86.asm.VectorShuffle;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.VectorType;

/// Dot products of bytes, and what they multiply: bytes of buffers, and scales of blocks
/// ([Blocks]).
final class Dots {
  private static final int QUARTER_BITS = 128;

  private static final int LINE = 64;

  /// Rows whose scales are read together, and the lanes of the first of them.
  private static final int ROWS = 4;

  private static final int EVERY_FOURTH = 0x1111;

  /// Which words of two vectors of 64 bytes are those of four blocks of `q4_0`, if the first begins
  /// behind the first scale and the second 6 bytes later, and ends where the last block does.
  private static final byte[] FOUR_BLOCKS =
      words(0, 1, 2, 3, 19, 20, 21, 22, 9, 10, 11, 12, 28, 29, 30, 31);

  private final Draft draft;
  private final Numbering numbering;
  private final Positions positions;
  private final Values values;
  private final Blocks blocks;

  Dots(Draft draft, Numbering numbering, Positions positions, Values values, Blocks blocks) {
    this.draft = draft;
    this.numbering = numbering;
    this.positions = positions;
    this.values = values;
    this.blocks = blocks;
  }

  /// `sum + Σ a · b`: the sum's register becomes the result's, unless a factor is in that.
  static void dot4(Operation o, Draft draft, Values values) {
    Arg b = values.any(o.operand(2));
    Arg.Reg a = values.reg(o.operand(1));
    Arg.Reg sum = values.reg(o.operand(0));
    Arg.Reg to = values.target(o);
    boolean isFactor = to.equals(a) || to.equals(b);
    Arg.Reg made = isFactor ? new Arg.Reg(draft.fresh(Bank.VECTOR), to.bits()) : to;
    draft.move(made.virtual(), sum.virtual(), to.bits());
    draft.change(VectorInteger.VPDPBUSD, made, a, b);
    draft.move(to.virtual(), made.virtual(), to.bits());
  }

  /// Bytes behind the scales of blocks, one block after the other, or of a buffer of `i8`.
  void bytes(Operation o) {
    Scalar format = format(o);
    Virtual buffer = values.register(o.operand(0));
    Linear at = values.position(o.operand(1));
    int bits = values.bits(o.result());
    if (format == Scalar.I8) {
      Arg.Address from = positions.address(buffer, at, 1, bits);
      if (numbering.isUsedOnceHere(o.result())) {
        values.wait(o.result(), VectorMove.VMOVUPS, bits, from);
      } else {
        draft.write(VectorMove.VMOVUPS, values.target(o), from);
      }
      return;
    }
    boolean isWhole = format == Scalar.Q8_0;
    int blockBytes = format.blockBytes();
    long behind = o.attributes().integer("behind", 0);
    int taken = taken(o, behind);
    int pieceBits = Math.min(bits, Byte.SIZE * taken);
    Arg.Address first =
        blocks.address(buffer, at, blockBytes, pieceBits).moved(Blocks.SCALE_BYTES + behind);
    long ahead = o.attributes().integer("ahead", 0) / format.blockSize() * blockBytes;
    if (ahead > 0) {
      prefetch(first.moved(ahead), bits / pieceBits * blockBytes);
    }
    Arg.Reg to = values.target(o);
    if (!isWhole && taken * Byte.SIZE == QUARTER_BITS && bits == 4 * QUARTER_BITS) {
      // Words of 32 bits of the first and third block, and from 6 bytes on of the others.
      Arg.Reg which = new Arg.Reg(draft.lanes(FOUR_BLOCKS), bits);
      draft.write(VectorMove.VMOVUPS, to, first.of(bits, false));
      draft.change(VectorShuffle.VPERMT2D, to, which, first.moved(6).of(bits, false));
      return;
    }
    Arg.Reg piece = new Arg.Reg(to.virtual(), pieceBits);
    draft.write(VectorMove.VMOVUPS, piece, first);
    for (int i = 1; i < bits / pieceBits; i++) {
      Arg.Address next = first.moved((long) i * blockBytes);
      Arg.Immediate place = new Arg.Immediate(i);
      // A block goes behind those that are there.
      if (pieceBits > QUARTER_BITS) {
        draft.write(VectorShuffle.VINSERTI64X4, to, to, next, place);
      } else {
        int width = i == 1 ? 2 * QUARTER_BITS : bits;
        Arg.Reg part = new Arg.Reg(to.virtual(), width);
        draft.write(VectorShuffle.VINSERTI32X4, part, part, next, place);
      }
    }
  }

  /// Asks for the lines of blocks that come later. What prefetches on its own ends with a page.
  private void prefetch(Arg.Address first, int bytes) {
    for (int from = 0; from < bytes; from += LINE) {
      draft.read(Base.PREFETCHT0, first.moved(from).of(8, false));
    }
  }

  /// Each block's scale in all lanes of its bytes.
  void scales(Operation o) {
    int blockBytes = format(o).blockBytes();
    Virtual buffer = values.register(o.operand(0));
    int bits = values.bits(o.result());
    int count = bits / Byte.SIZE / taken(o, 0);
    boolean isFar = (count - 1) * blockBytes + Blocks.SCALE_BYTES > bits / Byte.SIZE;
    Linear at = values.position(o.operand(1));
    int readBits = count == 1 || isFar ? Short.SIZE : bits;
    Arg.Address from = blocks.address(buffer, at, blockBytes, readBits);
    Arg.Reg to = values.target(o);
    long apart = o.attributes().integer("apart", 0) / format(o).blockSize() * blockBytes;
    if (apart > 0 && (isFar || count == 1)) {
      throw new NoCode("scales of four rows where a vector has not those of several blocks");
    }
    if (isFar) {
      farScales(from, count, blockBytes, to);
      return;
    }
    Arg.Reg halves = new Arg.Reg(to.virtual(), Math.max(QUARTER_BITS, bits / 2));
    if (count == 1) {
      draft.write(VectorShuffle.VPBROADCASTW, halves, from);
    } else {
      Arg.Reg which = new Arg.Reg(draft.lanes(scaleWords(bits, count, blockBytes)), bits);
      draft.write(VectorShuffle.VPERMW, to, which, from);
      for (int row = 1; row < ROWS && apart > 0; row++) {
        Virtual lanes = draft.mask((long) EVERY_FOURTH << row);
        Arg.Under some = new Arg.Under(to, lanes, Arg.Outside.KEPT);
        draft.change(VectorShuffle.VPERMW, some, which, from.moved(row * apart));
      }
    }
    draft.write(VectorConvert.VCVTPH2PS, to, halves);
  }

  /// Scales that no vector holds together: four lanes for each block, one block after the other.
  private void farScales(Arg.Address from, int count, int blockBytes, Arg.Reg to) {
    if (to.bits() != count * QUARTER_BITS) {
      throw new NoCode("scales of %d blocks in %d bits".formatted(count, to.bits()));
    }
    for (int i = 0; i < count; i++) {
      Virtual made = i == 0 ? to.virtual() : draft.fresh(Bank.VECTOR);
      Arg.Reg quarter = new Arg.Reg(made, QUARTER_BITS);
      draft.write(VectorShuffle.VPBROADCASTW, quarter, from.moved((long) i * blockBytes));
      draft.write(VectorConvert.VCVTPH2PS, quarter, quarter);
      if (i > 0) {
        Arg.Reg part = new Arg.Reg(to.virtual(), i == 1 ? 2 * QUARTER_BITS : to.bits());
        draft.write(VectorShuffle.VINSERTF32X4, part, part, quarter, new Arg.Immediate(i));
      }
    }
  }

  /// How many bytes of each block a vector has.
  private static int taken(Operation o, long behind) {
    long all = VectorType.bytesOf(format(o));
    long taken = o.attributes().integer("bytes", all - behind);
    if (taken != 32 && taken != 16) {
      throw new NoCode(taken + " bytes of each block");
    }
    return Math.toIntExact(taken);
  }

  /// For each lane of `f32` which word of some blocks is the scale of its block.
  private static byte[] scaleWords(int bits, int blocks, int blockBytes) {
    byte[] words = new byte[bits / Byte.SIZE];
    int lanes = bits / Float.SIZE;
    for (int lane = 0; lane < lanes; lane++) {
      words[2 * lane] = (byte) (lane * blocks / lanes * (blockBytes / 2));
    }
    return words;
  }

  private static byte[] words(int... words) {
    ByteBuffer bytes =
        ByteBuffer.allocate(words.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int word : words) {
      bytes.putInt(word);
    }
    return bytes.array();
  }

  private static Scalar format(Operation o) {
    return ((BufferType) o.operand(0).type()).element();
  }
}
