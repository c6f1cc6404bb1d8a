package org.tosc.frontend.neuro.check;

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
  static @Nullable String complaint(TExpr.Const literal) {
    Scalar scalar = literal.type().scalar();
    if (scalar == null) {
      return null;
    }
    return switch (literal.value()) {
      case Long value when scalar.isInteger() -> integer(value, scalar);
      case Double value when NARROW.contains(scalar) && Math.abs(value) > largest(scalar) ->
          "`" + value + "` is larger than any " + scalar;
      case Object other -> null;
    };
  }

  private static @Nullable String integer(long value, Scalar scalar) {
    int unused = 64 - (int) scalar.bits();
    boolean signed = scalar.kind() == Scalar.Kind.INT;
    boolean fits =
        signed ? value << unused >> unused == value : value << unused >>> unused == value;
    if (fits) {
      return null;
    }
    String least =
        signed ? Long.toString(-1L << (scalar.bits() > 1 ? (int) scalar.bits() - 1 : 0)) : "0";
    String most = Long.toUnsignedString(-1L >>> (unused + (signed ? 1 : 0)));
    return "`" + value + "` does not fit in " + scalar + " (" + least + " to " + most + ")";
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
