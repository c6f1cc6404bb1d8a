package org.tosc.passes.lower;

import java.util.ArrayList;
import java.util.List;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;

/// Rows of numbers as integers, for inner products with blocks of integers: what machines with dot
/// products of bytes multiply.
///
/// The numbers of a block are whole multiples of a power of two, `x ≈ q / s` with `|q| < 2^23`, and
/// `q = 65536 d₂ + 256 d₁ + d₀` with digits from -128 to 127; a lane's products are worth `1 / s`.
///
/// **Errors.** `s` is the largest power of two for which `|q|` stays below `2^23 / (1 + 2^-7)`, so
/// `|x - q/s| ≤ 2^-23 · max|x|` over the block. That says nothing of small numbers beside large
/// ones, whose weights may be 0. So a block in which `|x - q/s| > τ · |x|` for any number, or in
/// which one is not finite, is *wide*: its digits are 0, and it is in a list of blocks that are
/// multiplied as `f32`. With `τ = terms · 2^-24` an inner product differs by at most `terms · 2^-24
/// · Σ|x · w|` from that of the numbers themselves. Sums of digits are exact; turning one into
/// `f32` and adding it to the sum of its lane rounds twice, so these add `(groups + 8) · 2^-24 ·
/// Σ|x · w|`. Together that is less than the `terms · 2^-23 · Σ|x · w|` that the rows of products
/// allow.
record Digits(ByteGroups groups, Scalar held) implements ByteRows {
  private static final int COUNT = 3;

  /// A block that holds less is one of `2^-60`: products of scales stay normal numbers.
  private static final double LEAST = 0x1p-60;

  /// Keeps `|q|` where three digits reach.
  private static final double ROOM = 1 + 0x1p-7;

  private static final int EXPONENT = 0x7F80_0000;
  private static final int FRACTION_BITS = 23;
  private static final int Q_BITS = 22;
  private static final int BIAS = 127;

  /// `x + 1.5 · 2^23` has the integer nearest to `x` in its lowest bits (Hacker's Delight, 17-2).
  private static final float MAGIC = 0x1.8p23f;

  private static final int HIGH_BITS = 12;

  @Override
  public Scalar unit() {
    return Scalar.I8;
  }

  /// Three digits of eight products with `q4_0`'s integers, at most 15, stay below `2^23 · 8 · 15`;
  /// four products with 255 have room for two digits.
  @Override
  public List<List<Integer>> chains() {
    return groups.weights() == Scalar.Q4_0
        ? List.of(List.of(2, 1, 0))
        : List.of(List.of(2, 1), List.of(0));
  }

  @Override
  public long wide() {
    return groups.count() * groups.blocks();
  }

  @Override
  public String name() {
    return "digits%s.t%d%s"
        .formatted(Writer.suffix(groups.weights()), groups.all(), Writer.suffix(held));
  }

  @Override
  public Function write(Writer w) {
    Value x = w.buffer(held);
    Value from = w.position();
    Value digits = w.buffer(Scalar.I8);
    Value digitsAt = w.position();
    Value excess = w.buffer(Scalar.I32);
    Value excessAt = w.position();
    Value scales = w.buffer();
    Value scalesAt = w.position();
    Value wide = w.buffer(Scalar.I32);
    Value wideAt = w.position();
    int lanes = groups.lanes();
    w.storeWhole(wide, w.whole(0), wideAt);
    w.loop(
        groups.count(),
        g -> {
          Value to = w.moved(digitsAt, g, unitsOfGroup());
          w.loop(
              groups.blocks(),
              b -> {
                Value place = w.plus(w.times(g, groups.group()), w.times(b, groups.block()));
                Value scale =
                    w.plus(w.moved(scalesAt, g, lanes), w.times(b, lanes / groups.blocks()));
                Value first = w.moved(to, b, groups.vector() / groups.blocks());
                List<Value> block = new ArrayList<>();
                for (int v = 0; v < groups.block(); v += lanes) {
                  block.add(w.load(x, w.plus(w.plus(from, place), v), null));
                }
                Value isWide = block(w, block, digits, first, scales, scale);
                Value count = w.loadWhole(wide, wideAt);
                w.storeWhole(wide, place, w.plus(w.plus(wideAt, count), 1));
                w.storeWhole(wide, w.plus(count, isWide), wideAt);
              });
          excess(w, digits, to, excess, w.moved(excessAt, g, (long) chains().size() * lanes));
        });
    return w.finish(Parts.sample(List.of(0L, 0L, 0L, 0L, 0L)));
  }

  /// The digits of a block; 1 if it is wide, otherwise 0.
  private Value block(
      Writer w, List<Value> block, Value digits, Value first, Value scales, Value scale) {
    // Bits of numbers without their signs are in the numbers' order, and NaN behind infinity.
    Value most = w.words(Float.floatToRawIntBits((float) LEAST));
    for (Value x : block) {
      Value bits = w.op(CoreOp.AND, w.op(CoreOp.BITCAST, x), w.words(Integer.MAX_VALUE));
      most = w.op(CoreOp.MAX, most, bits);
    }
    Value largest = w.op(CoreOp.BITCAST, w.wordsOf(w.op(CoreOp.REDUCE_MAX, most)));
    Value room = w.op(CoreOp.MUL, largest, w.splat(w.number(ROOM)));
    Value exponent = w.op(CoreOp.AND, w.op(CoreOp.BITCAST, room), w.words(EXPONENT));
    Value turned = w.words((2 * BIAS + Q_BITS) << FRACTION_BITS);
    Value s = w.op(CoreOp.BITCAST, w.op(CoreOp.WRAPPING_SUB, turned, exponent));
    Value lower = w.words(Q_BITS << FRACTION_BITS);
    Value inverse = w.op(CoreOp.BITCAST, w.op(CoreOp.WRAPPING_SUB, exponent, lower));
    w.store(scales, inverse, scale, null);
    List<Value> whole = new ArrayList<>();
    Value bad = w.words(0);
    for (Value x : block) {
      Rounded rounded = rounded(w, x, s);
      whole.add(rounded.words);
      bad = w.op(CoreOp.OR, bad, isFar(w, x, rounded.number, inverse));
    }
    Value isWide = w.op(CoreOp.REDUCE_MAX, bad);
    Value isGood = w.op(CoreOp.EQ, w.wordsOf(isWide), w.words(0));
    int perHalf = groups.block() / groups.halves();
    for (int v = 0; v < block.size(); v++) {
      int element = v * groups.lanes();
      Value q = w.op(CoreOp.SELECT, isGood, whole.get(v), w.words(0));
      for (int d = 0; d < COUNT; d++) {
        long place = place(d, element / perHalf) + element % perHalf;
        w.store(digits, q, w.plus(first, place), null);
        q = w.op(CoreOp.WRAPPING_SHR, w.op(CoreOp.WRAPPING_ADD, q, w.words(128)), w.words(8));
      }
    }
    return isWide;
  }

  /// The integer nearest to a number, as both.
  private record Rounded(Value words, Value number) {}

  /// `x · s` to the nearest integer of 23 bits, twelve and the others.
  private static Rounded rounded(Writer w, Value x, Value s) {
    Value magic = w.splat(w.number(MAGIC));
    Value bits = w.words(Float.floatToRawIntBits(MAGIC));
    Value scaled = w.op(CoreOp.MUL, x, s);
    Value up = w.splat(w.number(1 << HIGH_BITS));
    Value highBits = w.op(CoreOp.FMA, scaled, w.splat(w.number(1.0 / (1 << HIGH_BITS))), magic);
    Value high = w.op(CoreOp.SUB, highBits, magic);
    Value low = w.op(CoreOp.FMA, high, w.splat(w.number(-(1 << HIGH_BITS))), scaled);
    Value lowBits = w.op(CoreOp.ADD, low, magic);
    Value highWords = w.op(CoreOp.WRAPPING_SUB, w.op(CoreOp.BITCAST, highBits), bits);
    Value lowWords = w.op(CoreOp.WRAPPING_SUB, w.op(CoreOp.BITCAST, lowBits), bits);
    Value moved = w.op(CoreOp.WRAPPING_SHL, highWords, w.words(HIGH_BITS));
    Value number = w.op(CoreOp.FMA, high, up, w.op(CoreOp.SUB, lowBits, magic));
    return new Rounded(w.op(CoreOp.WRAPPING_ADD, moved, lowWords), number);
  }

  /// 1 in lanes that are further off than is allowed, or no numbers.
  private Value isFar(Writer w, Value x, Value number, Value inverse) {
    Value off = w.op(CoreOp.SUB, x, w.op(CoreOp.MUL, number, inverse));
    Value allowed =
        w.op(CoreOp.MUL, w.op(CoreOp.ABS, x), w.splat(w.number(groups.all() * 0x1p-24)));
    Value isNear = w.op(CoreOp.LE, w.op(CoreOp.ABS, off), allowed);
    return w.op(CoreOp.SELECT, isNear, w.words(0), w.words(1));
  }
}
