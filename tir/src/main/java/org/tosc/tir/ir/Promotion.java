package org.tosc.tir.ir;

import java.util.List;

/// The element type of arithmetic between tensors.
///
/// The smallest type that holds both operands exactly among floats, the float where an integer
/// meets a float, the wider of two integers (`u8` with `i8` gives `i16`); `i1` is the smallest type
/// of all, and block formats count as `f32`.
public final class Promotion {
  private Promotion() {}

  /// The type in which elements of both types are computed.
  public static Scalar of(Scalar a, Scalar b) {
    Scalar x = arithmetic(a);
    Scalar y = arithmetic(b);
    if (x == y || y == Scalar.I1 || (x.isFloat() && y.isInteger())) {
      return x;
    }
    if (x == Scalar.I1 || (y.isFloat() && x.isInteger())) {
      return y;
    }
    return x.isFloat() ? joinFloats(x, y) : joinIntegers(x, y);
  }

  /// The type itself where it is a float, else `f32`: the result of `exp` and of `/`.
  public static Scalar toFloat(Scalar type) {
    return type.isFloat() ? type : Scalar.F32;
  }

  /// The type in which elements of `type` take part in arithmetic.
  public static Scalar arithmetic(Scalar type) {
    return type.kind() == Scalar.Kind.BLOCK ? Scalar.F32 : type;
  }

  /// The type of arithmetic on elements of one type: booleans count as the `i64` 0 and 1.
  public static Scalar number(Scalar type) {
    return type == Scalar.I1 ? Scalar.I64 : arithmetic(type);
  }

  /// The type of a sum of many elements: `i64` of integers and booleans.
  public static Scalar accumulator(Scalar type) {
    return type.isInteger() || type == Scalar.I1 ? Scalar.I64 : arithmetic(type);
  }

  private static Scalar joinFloats(Scalar a, Scalar b) {
    if (a == Scalar.F64 || b == Scalar.F64) {
      return Scalar.F64;
    }
    for (Scalar wide : List.of(Scalar.F16, Scalar.BF16)) {
      if (holds(wide, a) && holds(wide, b)) {
        return wide;
      }
    }
    return Scalar.F32;
  }

  private static boolean holds(Scalar half, Scalar other) {
    return other == half || other.bits() == 8;
  }

  private static Scalar joinIntegers(Scalar a, Scalar b) {
    boolean sameSign = a.kind() == b.kind();
    Scalar wide = a.bits() >= b.bits() ? a : b;
    if (sameSign) {
      return wide;
    }
    Scalar signed = a.kind() == Scalar.Kind.INT ? a : b;
    Scalar unsigned = signed == a ? b : a;
    return signed.bits() > unsigned.bits() ? signed : nextSigned(unsigned);
  }

  private static Scalar nextSigned(Scalar unsigned) {
    return unsigned.bits() == 8 ? Scalar.I16 : unsigned.bits() == 16 ? Scalar.I32 : Scalar.I64;
  }
}
