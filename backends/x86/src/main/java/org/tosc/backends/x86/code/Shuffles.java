package org.tosc.backends.x86.code;

import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.x86.asm.Opcode;
import org.tosc.backends.x86.asm.VectorShuffle;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.VectorType;

/// Lanes of 32 bits of two vectors: by instructions that know which, where there are such, since
/// they leave both operands and need no list of lanes.
final class Shuffles {
  private static final int QUAD = 4;

  /// Instructions that do the same in each quarter of 128 bits: which lane of a quarter each of its
  /// lanes becomes, those of the second vector from 4 on (Intel SDM volume 2, PUNPCKLDQ and on).
  private enum InQuads {
    LOW_ONES(VectorShuffle.VPUNPCKLDQ, 0, 4, 1, 5),
    HIGH_ONES(VectorShuffle.VPUNPCKHDQ, 2, 6, 3, 7),
    LOW_TWOS(VectorShuffle.VPUNPCKLQDQ, 0, 1, 4, 5),
    HIGH_TWOS(VectorShuffle.VPUNPCKHQDQ, 2, 3, 6, 7);

    private final Opcode opcode;
    private final int[] lanes;

    InQuads(Opcode opcode, int... lanes) {
      this.opcode = opcode;
      this.lanes = lanes;
    }

    /// The lane that it puts into a place, as the operation counts them.
    private int lane(int place, int count) {
      int lane = lanes[place % QUAD];
      return place / QUAD * QUAD + lane % QUAD + lane / QUAD * count;
    }
  }

  private Shuffles() {}

  static void write(Operation o, Draft draft, Values values) {
    int[] lanes = o.attributes().integers("lanes").stream().mapToInt(Math::toIntExact).toArray();
    if (VectorType.elementOf(o.result().type()).bits() != Integer.SIZE) {
      throw new NoCode("a shuffle of " + o.result().type());
    }
    Arg second = values.any(o.operand(1));
    Arg.Reg first = values.reg(o.operand(0));
    for (InQuads way : InQuads.values()) {
      if (isAll(lanes, place -> way.lane(place, lanes.length))) {
        draft.write(way.opcode, values.target(o), first, second);
        return;
      }
    }
    Integer quads = quads(lanes);
    if (quads != null && draft.set().hasMaskRegisters()) {
      Arg which = new Arg.Immediate(quads);
      draft.write(VectorShuffle.VSHUFI32X4, values.target(o), first, second, which);
      return;
    }
    any(o, lanes, first, second, draft, values);
  }

  private static boolean isAll(int[] lanes, IntUnaryOperator wanted) {
    return IntStream.range(0, lanes.length).allMatch(i -> lanes[i] == wanted.applyAsInt(i));
  }

  /// Which quarters `vshufi32x4` takes: the lower half of the result's from the first vector, the
  /// upper from the second; null where the lanes are others.
  private static @Nullable Integer quads(int[] lanes) {
    int quads = lanes.length / QUAD;
    if (quads < 2) {
      return null;
    }
    int which = 0;
    for (int i = 0; i < lanes.length; i++) {
      int from = lanes[i] / QUAD - i / QUAD / (quads / 2) * quads;
      if (from < 0 || from >= quads || lanes[i] % QUAD != i % QUAD) {
        return null;
      }
      int bits = quads / 2;
      int place = i / QUAD * bits;
      if (i % QUAD == 0) {
        which |= from << place;
      } else if ((which >> place & (quads - 1)) != from) {
        return null;
      }
    }
    return which;
  }

  private static void any(
      Operation o, int[] lanes, Arg.Reg first, Arg second, Draft draft, Values values) {
    if (!draft.set().hasMaskRegisters()) {
      throw new NoCode("a shuffle of lanes " + List.of(IntStream.of(lanes).boxed().toArray()));
    }
    Arg.Reg to = values.target(o);
    Arg.Reg made = new Arg.Reg(draft.fresh(Bank.VECTOR), to.bits());
    Arg.Reg which = new Arg.Reg(draft.lanes(IntStream.of(lanes)), to.bits());
    draft.move(made.virtual(), first.virtual(), to.bits());
    draft.change(VectorShuffle.VPERMT2D, made, which, second);
    draft.move(to.virtual(), made.virtual(), to.bits());
  }
}
