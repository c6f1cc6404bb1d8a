package org.tosc.backends.machines.snitch.ieee;

/// The packed instructions: what a [FloatUnit] does, on the lanes of 64-bit registers, lane 0 being
/// the lowest. Lanes are never checked for NaN boxing.
///
/// Flags go to the scalar unit, those of all lanes together.
public final class VectorUnit {
  /// What is above a vector of 32 bits.
  private static final long UPPER_HALF = -1L << 32;

  /// Adders of the dot-product unit: lanes 0 and 1 are made for bfloat16 and `binary16` factors (11
  /// digits) with `binary32` sums (24), lanes 2 and 3 for 8-bit factors (4) with 16-bit sums (11),
  /// and that shows in what they round (fpnew_pkg.sv, `get_dotp_lane_formats`).
  private static final int DOT_LANES = 4;

  private static final int WIDE_LANES = 2;

  private final FloatUnit unit;
  private final DotProduct wide = new DotProduct(11, 24);
  private final DotProduct narrow = new DotProduct(4, 11);

  public VectorUnit(FloatUnit unit) {
    this.unit = unit;
  }

  private static long place(FloatFormat format, long bits, int lane) {
    return bits << (lane * format.width());
  }

  public long apply(Binary operation, FloatFormat format, Rounding rounding, long a, long b) {
    long all = 0;
    for (int n = 0; n < format.lanes(); n++) {
      long one = unit.apply(operation, format, rounding, format.lane(a, n), format.lane(b, n));
      all |= place(format, one, n);
    }
    return all;
  }

  /// `vfmac` ([Fused#MADD]) and `vfmre` ([Fused#NMSUB]), with rd as the addend.
  public long multiplyAdd(
      Fused fused, FloatFormat format, Rounding rounding, long a, long b, long c) {
    long all = 0;
    for (int n = 0; n < format.lanes(); n++) {
      long one =
          unit.multiplyAdd(
              fused, format, rounding, format.lane(a, n), format.lane(b, n), format.lane(c, n));
      all |= place(format, one, n);
    }
    return all;
  }

  public long squareRoot(FloatFormat format, Rounding rounding, long a) {
    long all = 0;
    for (int n = 0; n < format.lanes(); n++) {
      all |= place(format, unit.squareRoot(format, rounding, format.lane(a, n)), n);
    }
    return all;
  }

  /// Which lanes a relation holds for: one bit for each.
  public long compare(Relation relation, FloatFormat format, long a, long b) {
    long all = 0;
    for (int n = 0; n < format.lanes(); n++) {
      if (unit.compare(relation, format, format.lane(a, n), format.lane(b, n))) {
        all |= 1L << n;
      }
    }
    return all;
  }

  /// What the lanes are, eight bits for each: from bit 0 on infinite, normal, subnormal, zero,
  /// signalling NaN, quiet NaN, not negative, negative.
  public long classify(FloatFormat format, long a) {
    long all = 0;
    for (int n = 0; n < format.lanes(); n++) {
      all |= (long) Comparison.classifyShort(format, format.lane(a, n)) << (8 * n);
    }
    return all;
  }

  /// `vfcvt` between floats. As many lanes as the wider format has take part; what is above the
  /// result's is all ones.
  ///
  /// A conversion to `binary64` has one lane as its result but looks at two, so flags may come from
  /// the one that is not seen (fpnew_pkg.sv, `CPK_FORMATS`).
  ///
  /// @param fromUpper whether to take lanes from bit 32 up (`vfcvtu`), which only conversions to
  ///   wider formats do
  public long convert(
      FloatFormat from, FloatFormat to, Rounding rounding, boolean fromUpper, long a) {
    boolean widens = to.width() > from.width();
    long source = (widens && fromUpper) ? a >>> 32 : a;
    int lanes = Math.min(from.lanes(), to.lanes());
    long all = -1;
    for (int n = 0; n < Math.max(lanes, 2); n++) {
      long one = unit.convert(from, to, rounding, n < from.lanes() ? from.lane(source, n) : 0);
      if (n < lanes) {
        all = withLane(to, all, n, one);
      }
    }
    return all;
  }

  private static long withLane(FloatFormat format, long all, int lane, long bits) {
    return (all & ~place(format, format.mask(), lane)) | place(format, bits, lane);
  }

  /// `vfcpka` to `vfcpkd`: converts two scalars, which may be unboxed, into a pair of lanes.
  ///
  /// @param pair 0 for lanes 0 and 1, to 3 for lanes 6 and 7
  /// @param old rd, whose other lanes stay
  public long pack(
      FloatFormat from, FloatFormat to, Rounding rounding, int pair, long old, long a, long b) {
    long low = unit.convert(from, to, rounding, a & from.mask());
    long high = unit.convert(from, to, rounding, b & from.mask());
    return withLane(to, withLane(to, old, 2 * pair, low), 2 * pair + 1, high);
  }

  /// `vfcvt.x` and `vfcvt.xu`, lane by lane. The integer register gets the low 32 bits of it.
  ///
  /// @param to as wide as the float
  public long toIntegers(FloatFormat from, IntFormat to, Rounding rounding, long a) {
    long all = 0;
    for (int n = 0; n < from.lanes(); n++) {
      long one = Conversion.toInteger(unit, from, to, rounding, from.lane(a, n), n);
      all |= place(from, one & from.mask(), n);
    }
    return all;
  }

  /// `vfcvt` from integers, lane by lane.
  ///
  /// @param from as wide as the float
  /// @param a the integer register, sign-extended to 64 bits as the core sends it
  public long fromIntegers(IntFormat from, FloatFormat to, Rounding rounding, long a) {
    long all = 0;
    for (int n = 0; n < to.lanes(); n++) {
      long one = Conversion.fromInteger(unit, from, to, rounding, to.lane(a, n), n);
      all |= place(to, one, n);
    }
    return all;
  }

  private DotProduct adder(int lane) {
    return lane < WIDE_LANES ? wide : narrow;
  }

  /// `vfdotpex`: each lane of rd gets the products of two pairs of lanes, half as wide, more; or
  /// with `vfndotpex` less.
  ///
  /// @param negated whether they are taken away
  /// @param old rd
  public long dot(
      FloatFormat from,
      FloatFormat to,
      Rounding rounding,
      boolean negated,
      long old,
      long a,
      long b) {
    long all = 0;
    for (int n = 0; n < to.lanes(); n++) {
      long one =
          adder(n)
              .products(
                  unit,
                  from,
                  to,
                  rounding,
                  negated,
                  from.lane(a, 2 * n),
                  from.lane(b, 2 * n),
                  from.lane(a, 2 * n + 1),
                  from.lane(b, 2 * n + 1),
                  to.lane(old, n));
      all |= place(to, one, n);
    }
    return all;
  }

  /// `vfsumex` and `vfnsumex`: as [#dot] with ones.
  public long sumWidening(
      FloatFormat from, FloatFormat to, Rounding rounding, boolean negated, long old, long a) {
    long one = (long) from.bias << from.fractionBits;
    return dot(from, to, rounding, negated, old, a, from.replicate(one));
  }

  /// `vfsum` and `vfnsum`: the lanes in the lower half of rd get two lanes each more, or less; all
  /// ones come above. Lanes of the upper half of rd take part unseen, so signalling NaNs there
  /// raise NV.
  public long sum(FloatFormat format, Rounding rounding, boolean negated, long old, long a) {
    long all = 0;
    int lanes = Math.min(format.lanes(), DOT_LANES);
    for (int n = 0; n < lanes; n++) {
      boolean seen = 2 * n < format.lanes();
      long low = seen ? format.lane(a, 2 * n) : 0;
      long high = seen ? format.lane(a, 2 * n + 1) : 0;
      long one = adder(n).numbers(unit, format, rounding, negated, low, high, format.lane(old, n));
      all |= place(format, one, n);
    }
    return all | UPPER_HALF;
  }
}
