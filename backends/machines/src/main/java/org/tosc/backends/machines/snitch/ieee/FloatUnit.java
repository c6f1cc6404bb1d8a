package org.tosc.backends.machines.snitch.ieee;

/// A floating-point unit: scalar operations on raw bits, and the flags that they have raised.
///
/// Operands and results are the bits of their format, with zeros above; [FloatFormat#unbox] and
/// [FloatFormat#box] are for registers. No operation allocates. One thread at a time.
///
/// ```java
/// var unit = new FloatUnit(Semantics.FPNEW);
/// long sum = unit.add(FloatFormat.BINARY16, Rounding.NEAREST_EVEN, 0x3C00, 0x3C00); // 0x4000
/// ```
public final class FloatUnit {
  /// Flags, as `fflags` has them.
  public static final int INEXACT = 1;

  public static final int UNDERFLOW = 2;
  public static final int OVERFLOW = 4;
  public static final int DIVIDE_BY_ZERO = 8;
  public static final int INVALID = 16;

  private final Semantics semantics;
  private int flags;

  public FloatUnit(Semantics semantics) {
    this.semantics = semantics;
  }

  public Semantics semantics() {
    return semantics;
  }

  /// All flags raised since they were set.
  public int flags() {
    return flags;
  }

  public void setFlags(int flags) {
    this.flags = flags;
  }

  void raise(int more) {
    flags |= more;
  }

  boolean isInexactRaised() {
    return (flags & INEXACT) != 0;
  }

  /// Any operation of two; those that do not round take no notice of the mode.
  public long apply(Binary operation, FloatFormat format, Rounding rounding, long a, long b) {
    return switch (operation) {
      case ADD -> add(format, rounding, a, b);
      case SUBTRACT -> subtract(format, rounding, a, b);
      case MULTIPLY -> multiply(format, rounding, a, b);
      case DIVIDE -> divide(format, rounding, a, b);
      case MINIMUM -> minimum(format, a, b);
      case MAXIMUM -> maximum(format, a, b);
      case COPY_SIGN -> copySign(format, a, b);
      case COPY_OPPOSITE_SIGN -> copyOppositeSign(format, a, b);
      case MULTIPLY_SIGNS -> multiplySigns(format, a, b);
    };
  }

  public long add(FloatFormat format, Rounding rounding, long a, long b) {
    if (rounding == Rounding.NEAREST_EVEN) {
      if (format == FloatFormat.BINARY64) {
        return HostDouble.add(this, a, b);
      }
      if (format == FloatFormat.BINARY32) {
        return HostFloat.add(this, a, b);
      }
    }
    if (format.width() <= 16) {
      long sum = HostNarrow.add(this, format, rounding, a, b);
      if (sum != HostNarrow.NOT_HERE) {
        return sum;
      }
    }
    return Addition.add(this, format, rounding, a, b);
  }

  public long subtract(FloatFormat format, Rounding rounding, long a, long b) {
    return add(format, rounding, a, b ^ format.signBit);
  }

  public long multiply(FloatFormat format, Rounding rounding, long a, long b) {
    if (rounding == Rounding.NEAREST_EVEN) {
      if (format == FloatFormat.BINARY64) {
        return HostDouble.multiply(this, a, b);
      }
      if (format == FloatFormat.BINARY32) {
        return HostFloat.multiply(this, a, b);
      }
    }
    if (format.width() <= 16) {
      long product = HostNarrow.multiply(this, format, rounding, a, b);
      if (product != HostNarrow.NOT_HERE) {
        return product;
      }
    }
    return MultiplyAdd.multiply(this, format, format, rounding, a, b);
  }

  /// A product in a wider format than its factors (`fmulex`).
  public long multiplyWidening(
      FloatFormat from, FloatFormat to, Rounding rounding, long a, long b) {
    return MultiplyAdd.multiply(this, from, to, rounding, a, b);
  }

  public long multiplyAdd(
      Fused fused, FloatFormat format, Rounding rounding, long a, long b, long c) {
    long addend = fused.negatesAddend ? c ^ format.signBit : c;
    long factor = fused.negatesProduct ? a ^ format.signBit : a;
    if (format.width() <= 16) {
      long sum = HostNarrow.multiplyAdd(this, format, rounding, factor, b, addend);
      if (sum != HostNarrow.NOT_HERE) {
        return sum;
      }
    }
    if (rounding == Rounding.NEAREST_EVEN) {
      if (format == FloatFormat.BINARY64) {
        return HostDouble.multiplyAdd(this, factor, b, addend);
      }
      if (format == FloatFormat.BINARY32) {
        return HostFloat.multiplyAdd(this, factor, b, addend);
      }
    }
    return MultiplyAdd.add(this, format, format, rounding, factor, b, addend);
  }

  /// Adds a product to a number of a wider format (`fmacex`).
  public long multiplyAddWidening(
      FloatFormat from, FloatFormat to, Rounding rounding, long a, long b, long c) {
    return MultiplyAdd.add(this, from, to, rounding, a, b, c);
  }

  public long divide(FloatFormat format, Rounding rounding, long a, long b) {
    return Division.divide(this, format, rounding, a, b);
  }

  public long squareRoot(FloatFormat format, Rounding rounding, long a) {
    return Division.squareRoot(this, format, rounding, a);
  }

  public long minimum(FloatFormat format, long a, long b) {
    return Comparison.extreme(this, format, false, a, b);
  }

  public long maximum(FloatFormat format, long a, long b) {
    return Comparison.extreme(this, format, true, a, b);
  }

  /// `fsgnj`: a with the sign of b.
  public long copySign(FloatFormat format, long a, long b) {
    return (a & ~format.signBit) | (b & format.signBit);
  }

  /// `fsgnjn`: a with the other sign than b has.
  public long copyOppositeSign(FloatFormat format, long a, long b) {
    return copySign(format, a, ~b);
  }

  /// `fsgnjx`: a with its sign turned where b is negative.
  public long multiplySigns(FloatFormat format, long a, long b) {
    return a ^ (b & format.signBit);
  }

  public boolean compare(Relation relation, FloatFormat format, long a, long b) {
    return Comparison.holds(this, format, relation, a, b);
  }

  /// One bit of ten: from bit 0 on negative infinity, normal, subnormal and zero, positive zero,
  /// subnormal, normal and infinity, signalling NaN, quiet NaN.
  public int classify(FloatFormat format, long a) {
    return Comparison.classify(format, a);
  }

  public long convert(FloatFormat from, FloatFormat to, Rounding rounding, long a) {
    return Conversion.convert(this, from, to, rounding, a);
  }

  /// The nearest integer, or the nearest that the format has (NV); of NaNs its largest (NV).
  ///
  /// @return sign-extended from the topmost bit of the format, unsigned ones too
  public long toInteger(FloatFormat from, IntFormat to, Rounding rounding, long a) {
    return Conversion.toInteger(this, from, to, rounding, a, 0);
  }

  /// The nearest float of an integer.
  ///
  /// @param register whose low bits, as many as the format has, are the integer
  public long fromInteger(IntFormat from, FloatFormat to, Rounding rounding, long register) {
    return Conversion.fromInteger(this, from, to, rounding, register, 0);
  }
}
