package org.tosc.backends.machines.gpu.tile;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/// Operations element by element, on tiles of one shape.
final class Elementwise {
  private Elementwise() {}

  static Tile unary(Unary op, Tile x) {
    DType type = x.dtype();
    if (!x.isKnown()) {
      return Tile.unknown(type, x.shape());
    }
    int size = x.size();
    if (type.isFloat()) {
      DoubleUnaryOperator meaning = op.onFloats();
      double[] out = new double[size];
      for (int i = 0; i < size; i++) {
        out[i] = FloatFormat.round(type, meaning.applyAsDouble(x.floats[i]));
      }
      return Tile.ofFloats(type, x.shape(), out, x.poison);
    }
    LongUnaryOperator meaning = op.onInts();
    long[] out = new long[size];
    for (int i = 0; i < size; i++) {
      out[i] = type.wrap(meaning.applyAsLong(x.ints[i]));
    }
    return Tile.ofInts(type, x.shape(), out, x.poison);
  }

  /// @param missing the number of the poison that lanes without a result get
  static Tile binary(Binary op, Tile a, Tile b, int missing) {
    if (!a.isKnown() || !b.isKnown()) {
      return Tile.unknown(a.type(), a.shape());
    }
    int @Nullable [] poison = Poison.either(a.poison, b.poison);
    if (a.isFloat()) {
      return Tile.ofFloats(a.type(), a.shape(), floats(op, a, b), poison);
    }
    return ints(op, a, b, poison, missing);
  }

  private static double[] floats(Binary op, Tile a, Tile b) {
    DType type = a.dtype();
    DoubleBinaryOperator meaning = op.onFloats();
    double[] out = new double[a.size()];
    if (type == DType.F32) {
      for (int i = 0; i < out.length; i++) {
        out[i] = (float) meaning.applyAsDouble(a.floats[i], b.floats[i]);
      }
      return out;
    }
    for (int i = 0; i < out.length; i++) {
      out[i] = FloatFormat.round(type, meaning.applyAsDouble(a.floats[i], b.floats[i]));
    }
    return out;
  }

  private static Tile ints(Binary op, Tile a, Tile b, int @Nullable [] poison, int missing) {
    DType type = a.type() instanceof DType dtype ? dtype : DType.I64;
    DType operand = op.isUnsigned() ? type.unsigned() : type;
    Binary.OnInts meaning = op.onInts();
    long[] out = new long[a.size()];
    int @Nullable [] lacking = poison;
    for (int i = 0; i < out.length; i++) {
      long left = operand.wrap(a.ints[i]);
      long right = operand.wrap(b.ints[i]);
      boolean isUndefined =
          (op.isDivision() && right == 0) || (op.isShift() && (right < 0 || right >= type.bits()));
      if (isUndefined) {
        lacking =
            lacking == null ? new int[out.length] : lacking == poison ? lacking.clone() : lacking;
        lacking[i] = lacking[i] == 0 ? missing : lacking[i];
      } else {
        out[i] = type.wrap(meaning.apply(left, right));
      }
    }
    return Tile.ofInts(a.type(), a.shape(), out, lacking);
  }

  /// @param isUnsigned whether whole numbers are taken without their signs
  /// @param orUnordered whether it also holds where one is NaN
  static Tile compare(Comparison op, Tile a, Tile b, boolean isUnsigned, boolean orUnordered) {
    if (!a.isKnown() || !b.isKnown()) {
      return Tile.unknown(DType.I1, a.shape());
    }
    long[] out = new long[a.size()];
    if (a.isFloat()) {
      for (int i = 0; i < out.length; i++) {
        double x = a.floats[i];
        double y = b.floats[i];
        boolean unordered = orUnordered && (Double.isNaN(x) || Double.isNaN(y));
        out[i] = op.holds(x, y) || unordered ? 1 : 0;
      }
    } else {
      DType type = a.type() instanceof DType dtype ? dtype : DType.U64;
      DType operand = isUnsigned ? type.unsigned() : type;
      for (int i = 0; i < out.length; i++) {
        boolean holds =
            op.holds(
                operand.wrap(a.ints[i]),
                operand.wrap(b.ints[i]),
                isUnsigned || operand.isUnsigned());
        out[i] = holds ? 1 : 0;
      }
    }
    return Tile.ofInts(DType.I1, a.shape(), out, Poison.either(a.poison, b.poison));
  }

  /// `a · b + c`, rounded once.
  static Tile fma(Tile a, Tile b, Tile c) {
    DType type = a.dtype();
    if (!a.isKnown() || !b.isKnown() || !c.isKnown()) {
      return Tile.unknown(type, a.shape());
    }
    double[] out = new double[a.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = fma(type, a.floats[i], b.floats[i], c.floats[i]);
    }
    int @Nullable [] poison = Poison.either(Poison.either(a.poison, b.poison), c.poison);
    return Tile.ofFloats(type, a.shape(), out, poison);
  }

  /// Products of narrow numbers are exact in binary64; the sum is rounded to odd first, which makes
  /// the second rounding innocuous (Boldo and Melquiond, IEEE TC 2008).
  static double fma(DType type, double a, double b, double c) {
    if (type == DType.F32) {
      return Math.fma((float) a, (float) b, (float) c);
    }
    if (type == DType.F64) {
      return Math.fma(a, b, c);
    }
    double product = a * b;
    double sum = product + c;
    double virtual = sum - product;
    double error = product - (sum - virtual) + (c - virtual);
    boolean isEven = (Double.doubleToRawLongBits(sum) & 1) == 0;
    if (error != 0 && isEven && Double.isFinite(sum)) {
      sum = error > 0 ? Math.nextUp(sum) : Math.nextDown(sum);
    }
    return FloatFormat.round(type, sum);
  }

  /// Lanes of `a` where the condition holds, of `b` elsewhere; what is not taken may be missing.
  static Tile select(Tile condition, Tile a, Tile b) {
    if (!condition.isKnown() || !a.isKnown() || !b.isKnown()) {
      return Tile.unknown(a.type(), a.shape());
    }
    int size = a.size();
    boolean isFloat = a.isFloat();
    long[] ints = isFloat ? Tile.NO_INTS : new long[size];
    double[] floats = isFloat ? new double[size] : Tile.NO_FLOATS;
    boolean hasPoison = condition.poison != null || a.poison != null || b.poison != null;
    int @Nullable [] poison = hasPoison ? new int[size] : null;
    for (int i = 0; i < size; i++) {
      Tile taken = condition.ints[i] != 0 ? a : b;
      if (isFloat) {
        floats[i] = taken.floats[i];
      } else {
        ints[i] = taken.ints[i];
      }
      if (poison != null) {
        int own = taken.poison == null ? 0 : taken.poison[i];
        poison[i] = condition.isPoison(i) ? either(condition, i) : own;
      }
    }
    return new Tile(a.type(), a.shape(), ints, floats, poison, true, -1);
  }

  private static int either(Tile tile, int index) {
    return tile.poison == null ? 0 : tile.poison[index];
  }
}
