package org.tosc.passes.vector;

import java.util.ArrayList;
import java.util.List;
import org.tosc.passes.vector.Terms.Pair;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.FunctionBuilder;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.ir.VectorType;
import org.tosc.tir.source.Span;

/// Sines and cosines of `f32` and `f64` as arithmetic of `core`, of scalars or of all lanes of a
/// vector at once, for every angle: NaN and infinities give NaN. The error is below 1 ulp.
///
/// An angle is a number of quarter turns, of which the last two bits matter, and what is left: at
/// most π/4, in two numbers, since an angle may be next to a multiple of π/2. Below 2^16 (2^30 for
/// `f64`) that follows from π/2 in three numbers (W. Cody, W. Waite, "Software Manual for the
/// Elementary Functions", 1980). Larger angles take many bits of 2/π, of which those that give
/// whole turns are left out (M. Payne, R. Hanek, "Radian reduction for trigonometric functions",
/// 1983): that is written into a loop that runs once where an angle needs it, else never, and not
/// at all where no angle is so large.
final class Trigonometry {
  private final Terms t;

  Trigonometry(FunctionBuilder builder, Span span) {
    this.t = new Terms(builder, span);
  }

  /// An angle in quarter turns.
  ///
  /// @param turns a float that holds a whole number in its lowest bits
  /// @param rest what is left, in radians
  private record Angle(Value turns, Pair rest) {}

  /// @param most how far from 0 angles are at most
  Value sin(Value x, double most) {
    return of(x, most, false);
  }

  Value cos(Value x, double most) {
    return of(x, most, true);
  }

  private static Circle circle(Value x) {
    return VectorType.elementOf(x.type()) == Scalar.F64 ? Circle.DOUBLE : Circle.SINGLE;
  }

  private Value of(Value x, double most, boolean isCosine) {
    Circle circle = circle(x);
    Value size = t.op(CoreOp.ABS, x);
    Angle angle = most < circle.near() ? reducedNear(size, circle) : reduced(size, circle);
    Value turns = t.bits(angle.turns);
    Type type = turns.type();
    if (isCosine) {
      turns = t.op(CoreOp.WRAPPING_ADD, turns, t.whole(type, 1));
    }
    Value odd = t.op(CoreOp.AND, turns, t.whole(type, 1));
    Value isOdd = t.op(CoreOp.NE, odd, t.whole(type, 0));
    Value result = t.select(isOdd, cosine(angle.rest, circle), sine(angle.rest, circle));
    boolean isWide = type == Scalar.I64 || VectorType.elementOf(type) == Scalar.I64;
    Value sign = t.op(CoreOp.WRAPPING_SHL, turns, t.whole(type, isWide ? 62 : 30));
    if (!isCosine) {
      sign = t.op(CoreOp.XOR, sign, t.bits(x));
    }
    sign = t.op(CoreOp.AND, sign, t.whole(type, isWide ? Long.MIN_VALUE : Integer.MIN_VALUE));
    return t.bits(t.op(CoreOp.XOR, t.bits(result), sign));
  }

  /// The sine of at most π/4.
  private Value sine(Pair rest, Circle circle) {
    Value r = rest.high();
    Value square = t.mul(r, r);
    Value tail = t.horner(square, circle.sine());
    return t.add(r, t.fma(t.mul(r, square), tail, rest.low()));
  }

  /// The cosine of at most π/4.
  private Value cosine(Pair rest, Circle circle) {
    Value r = rest.high();
    Value square = t.mul(r, r);
    Value one = t.real(r, 1);
    Value high = t.fma(square, t.real(r, -0.5), one);
    Value low = t.fma(square, t.real(r, -0.5), t.sub(one, high));
    low = t.fma(t.op(CoreOp.NEG, r), rest.low(), low);
    Value tail = t.mul(t.horner(square, circle.cosine()), square);
    return t.add(high, t.fma(tail, square, low));
  }

  /// The nearest whole number of quarter turns and what is left.
  private Angle reduced(Value size, Circle circle) {
    Angle near = reducedNear(size, circle);
    Value turns = t.slot(near.turns);
    Value high = t.slot(near.rest.high());
    Value low = t.slot(near.rest.low());
    Value isNear = t.op(CoreOp.LT, size, t.real(size, circle.near()));
    t.unless(
        areAllNear(size, circle),
        () -> {
          Angle far = reducedFar(size, circle);
          t.set(turns, t.select(isNear, near.turns, far.turns));
          t.set(high, t.select(isNear, near.rest.high(), far.rest.high()));
          t.set(low, t.select(isNear, near.rest.low(), far.rest.low()));
        });
    return new Angle(t.get(turns), new Pair(t.get(high), t.get(low)));
  }

  /// Numbers that are not negative are in the order of their bits; NaN is above all.
  private Value areAllNear(Value size, Circle circle) {
    if (size.type() instanceof VectorType) {
      Value most = t.op(CoreOp.REDUCE_MAX, t.bits(size));
      boolean isWide = most.type() == Scalar.I64;
      long near =
          isWide
              ? Double.doubleToRawLongBits(circle.near())
              : Float.floatToRawIntBits((float) circle.near());
      return t.op(CoreOp.LT, most, t.whole(most.type(), near));
    }
    return t.op(CoreOp.LT, size, t.real(size, circle.near()));
  }

  /// Added to a small number it leaves the nearest whole one in the lowest bits.
  private static double magic(Circle circle) {
    return Math.scalb(1.5, circle.precision() - 1);
  }

  /// The first difference is exact: both its terms are multiples of an ulp of π/2 (or of the angle,
  /// which is then less) and it is below 1.
  private Angle reducedNear(Value size, Circle circle) {
    Value magic = t.real(size, magic(circle));
    Value turns = t.fma(size, t.real(size, circle.spans().getFirst().parts().getFirst()), magic);
    Value minus = t.sub(magic, turns);
    List<Value> quarter = circle.quarter().stream().map(q -> t.real(size, q)).toList();
    Value first = t.fma(minus, quarter.get(0), size);
    Pair second = t.product(minus, quarter.get(1));
    Pair rest = t.sum(first, second.high());
    Value low = t.fma(minus, quarter.get(2), t.add(rest.low(), second.low()));
    return new Angle(turns, normal(rest.high(), low));
  }

  /// The same sum, with a low part that is less than an ulp of the high one.
  private Pair normal(Value high, Value low) {
    Value sum = t.add(high, low);
    return new Pair(sum, t.sub(low, t.sub(sum, high)));
  }

  private Angle reducedFar(Value size, Circle circle) {
    List<Circle.Range> spans = circle.spans();
    Value scale = t.real(size, spans.getLast().scale());
    List<Value> parts = new ArrayList<>();
    spans.getLast().parts().forEach(p -> parts.add(t.real(size, p)));
    for (Circle.Range range : spans.subList(0, spans.size() - 1).reversed()) {
      Value isInside = t.op(CoreOp.LT, size, t.real(size, range.limit()));
      scale = t.select(isInside, t.real(size, range.scale()), scale);
      for (int i = 0; i < parts.size(); i++) {
        parts.set(i, t.select(isInside, t.real(size, range.parts().get(i)), parts.get(i)));
      }
    }
    return quarters(size, t.mul(size, scale), parts, circle);
  }

  /// Sums the products with all parts, without whole turns: twice exactly, what is left roughly (T.
  /// Ogita, S. Rump, S. Oishi, "Accurate sum and dot product", 2005, algorithm 4.8). As many bits
  /// as the low part of the last product has are not needed.
  private Angle quarters(Value size, Value y, List<Value> parts, Circle circle) {
    List<Value> terms = new ArrayList<>();
    int exponent = circle.wide() + 1;
    for (Value part : parts.subList(0, parts.size() - 1)) {
      Pair product = t.product(y, part);
      terms.add(withoutTurns(product.high(), exponent, circle));
      exponent -= circle.precision();
      terms.add(withoutTurns(product.low(), exponent, circle));
    }
    terms.add(t.mul(y, parts.getLast()));
    distil(terms);
    distil(terms);
    Value sum = terms.removeLast();
    Value magic = t.real(size, magic(circle));
    Value turns = t.add(sum, magic);
    Pair rest = t.sum(t.sub(sum, t.sub(turns, magic)), terms.removeLast());
    Value low = terms.getFirst();
    for (Value term : terms.subList(1, terms.size())) {
      low = t.add(low, term);
    }
    Value isFinite = t.op(CoreOp.LT, size, t.real(size, Double.POSITIVE_INFINITY));
    Value high = t.select(isFinite, rest.high(), t.real(size, Double.NaN));
    return new Angle(turns, radians(normal(high, t.add(rest.low(), low)), circle));
  }

  /// The last becomes the sum, the others what was rounded off.
  private void distil(List<Value> terms) {
    for (int i = 1; i < terms.size(); i++) {
      Pair sum = t.sum(terms.get(i), terms.get(i - 1));
      terms.set(i, sum.high());
      terms.set(i - 1, sum.low());
    }
  }

  /// What is left of a number after the nearest multiple of 8; numbers that are too large for that
  /// are multiples of 4.
  ///
  /// @param exponent the number is below 2 to the power of it
  private Value withoutTurns(Value x, int exponent, Circle circle) {
    if (exponent <= 0) {
      return x;
    }
    Value magic = t.real(x, Math.scalb(3.0, circle.precision() + 1));
    Value rest = t.sub(x, t.sub(t.add(x, magic), magic));
    Value limit = t.real(x, Math.scalb(1.0, circle.precision() + 1));
    return t.select(t.op(CoreOp.LT, t.op(CoreOp.ABS, x), limit), rest, t.real(x, 0));
  }

  private Pair radians(Pair quarters, Circle circle) {
    Value high = quarters.high();
    Value quarter = t.real(high, circle.quarter().get(0));
    Pair product = t.product(high, quarter);
    Value low = t.fma(high, t.real(high, circle.quarter().get(1)), product.low());
    return normal(product.high(), t.fma(quarters.low(), quarter, low));
  }
}
