package org.tosc.tir.ir;

import java.util.EnumSet;
import java.util.Set;

/// A fixed number of scalars that one instruction of a processor works on, lane by lane: an
/// immutable value, `vector<16xf32>`. The lanes are a power of two from 2 to 64 and hold `f32 f64
/// i32 i64`, or `i1` for a mask.
///
/// Arithmetic on vectors is the scalars', lane by lane, so a scalar formula becomes one on vectors
/// by other types alone; no arithmetic on vectors raises errors.
public record VectorType(int lanes, Scalar element) implements Type {
  /// The most lanes: 512 bits of `i8`.
  public static final int MOST = 64;

  private static final Set<Scalar> ELEMENTS =
      EnumSet.of(Scalar.F32, Scalar.F64, Scalar.I32, Scalar.I64, Scalar.I1);

  private static final Set<Scalar> NARROW =
      EnumSet.of(Scalar.F16, Scalar.BF16, Scalar.I8, Scalar.Q8_0, Scalar.Q4_0);

  private static final Set<Scalar> BYTES = EnumSet.of(Scalar.I8, Scalar.Q8_0, Scalar.Q4_0);

  public VectorType {
    if (!isLanes(lanes) || !holds(element)) {
      throw new IllegalArgumentException("no vector of " + lanes + " lanes of " + element);
    }
  }

  /// Whether vectors of so many lanes exist.
  public static boolean isLanes(long lanes) {
    return lanes >= 2 && lanes <= MOST && Long.bitCount(lanes) == 1;
  }

  /// Whether there are vectors of an element type.
  public static boolean holds(Scalar element) {
    return ELEMENTS.contains(element);
  }

  /// Whether elements are numbers of `f32` in fewer bits, which lanes of `f32` are read from:
  /// floats of 16 bits, `i8` and blocks.
  public static boolean isNarrow(Scalar element) {
    return NARROW.contains(element);
  }

  /// Whether lanes are read from elements: of their own type, `f32` from narrow ones, or `i32` from
  /// `i8`.
  public static boolean reads(Scalar lanes, Scalar element) {
    return lanes == element
        || (lanes == Scalar.F32 && isNarrow(element))
        || (lanes == Scalar.I32 && element == Scalar.I8);
  }

  /// Whether lanes of `i32` hold four bytes each of what lies in elements: of `i8`, and of the
  /// integers of blocks.
  public static boolean holdsBytes(Scalar element) {
    return BYTES.contains(element);
  }

  /// How many bytes a block of `q8_0` or `q4_0` has behind its scale, which is an `f16`; of `i8`,
  /// one element.
  public static int bytesOf(Scalar element) {
    return element.blockSize() == 1 ? 1 : element.blockBytes() - Short.BYTES;
  }

  /// Whether lanes are written to elements: to their own type, `f32` rounded to 16 bits, or `i32`
  /// cut to 8.
  public static boolean writes(Scalar lanes, Scalar element) {
    return lanes == element
        || (lanes == Scalar.I32 && element == Scalar.I8)
        || (lanes == Scalar.F32 && (element == Scalar.F16 || element == Scalar.BF16));
  }

  /// The type of the lanes of a vector; a scalar itself.
  public static Scalar elementOf(Type type) {
    return type instanceof VectorType vector ? vector.element : (Scalar) type;
  }

  /// A type with the lanes of another: a vector of as many, or the scalar itself.
  public static Type like(Type type, Scalar element) {
    return type instanceof VectorType vector ? new VectorType(vector.lanes, element) : element;
  }

  @Override
  public String toString() {
    return "vector<" + lanes + "x" + element + ">";
  }
}
