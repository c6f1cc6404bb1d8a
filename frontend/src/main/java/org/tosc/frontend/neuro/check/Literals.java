package org.tosc.frontend.neuro.check;

import java.math.BigInteger;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.frontend.neuro.typed.TExpr;
import org.tosc.tir.ir.Scalar;

/// Which numbers a type holds.
final class Literals {
  private static final Set<Scalar> NARROW =
      Set.of(Scalar.F16, Scalar.F8E4M3, Scalar.F8E5M2, Scalar.F32, Scalar.BF16);

  private Literals() {}

  /// Why a literal is no value of its type, or null.
  static @Nullable String complaint(TExpr.Const literal, boolean negated) {
    Scalar scalar = literal.type().scalar();
    if (scalar == null) {
      return null;
    }
    return switch (literal.value()) {
      case Long value when scalar.isInteger() -> integer(value, negated, scalar);
      case Double value when NARROW.contains(scalar) && Math.abs(value) > largest(scalar) ->
          "`" + value + "` is larger than any " + scalar;
      case Object other -> null;
    };
  }

  /// A literal is its digits, up to 2⁶⁴ - 1, and a sign; `value` holds the lowest 64 bits.
  private static @Nullable String integer(long value, boolean negated, Scalar scalar) {
    BigInteger number = new BigInteger(Long.toUnsignedString(negated ? -value : value));
    BigInteger signed = negated ? number.negate() : number;
    boolean hasSign = scalar.kind() == Scalar.Kind.INT;
    int bits = (int) scalar.bits() - (hasSign ? 1 : 0);
    BigInteger least = hasSign ? BigInteger.TWO.pow(bits).negate() : BigInteger.ZERO;
    BigInteger most = BigInteger.TWO.pow(bits).subtract(BigInteger.ONE);
    boolean fits = signed.compareTo(least) >= 0 && signed.compareTo(most) <= 0;
    return fits
        ? null
        : "`" + signed + "` does not fit in " + scalar + " (" + least + " to " + most + ")";
  }

  /// The largest finite number of a format narrower than f64.
  private static double largest(Scalar scalar) {
    return switch (scalar) {
      case F16 -> 65504;
      case F8E4M3 -> 448;
      case F8E5M2 -> 57344;
      case BF16 -> 0x1.FEp127;
      case F32 -> Float.MAX_VALUE;
      case I1, I4, I8, I16, I32, I64, U8, U16, U32, U64, INDEX, F64, NVFP4, Q4_0, Q8_0 ->
          Double.MAX_VALUE;
    };
  }
}
