package org.tosc.tir.verify;

import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.HostType;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Type;

/// Rule 6: the value of a constant fits its type.
final class ConstantCheck {
  private ConstantCheck() {}

  static @Nullable String complaint(Type type, Attribute value) {
    boolean fits =
        switch (value) {
          case Attribute.Int i ->
              type instanceof Scalar s && (s.isFloat() || (s.isInteger() && holds(s, i.value())));
          case Attribute.Real ignored -> type instanceof Scalar s && s.isFloat();
          case Attribute.Bool ignored -> type == Scalar.I1;
          case Attribute.Str ignored -> type == HostType.STR;
          case Attribute.Nil ignored -> type == HostType.ANY;
          case Attribute.Missing ignored -> type == HostType.ANY;
          case Attribute.Symbol ignored -> false;
          case Attribute.OfType ignored -> false;
          case Attribute.OfMap ignored -> false;
          case Attribute.Array ignored -> false;
        };
    return fits ? null : "the constant " + value + " is no " + type;
  }

  private static boolean holds(Scalar type, long value) {
    if (type == Scalar.U64) {
      return true; // from 2^63 on the signed number of the same bits
    }
    int bits = (int) type.bits();
    if (type.kind() == Scalar.Kind.UINT) {
      return value >= 0 && (bits >= 63 || value < 1L << bits);
    }
    return bits == 64 || (value >= -(1L << (bits - 1)) && value < 1L << (bits - 1));
  }
}
