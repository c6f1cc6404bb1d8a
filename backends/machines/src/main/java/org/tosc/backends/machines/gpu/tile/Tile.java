package org.tosc.backends.machines.gpu.tile;

import org.jspecify.annotations.Nullable;

/// A tile with its elements, row by row. Nothing changes it after it was made.
///
/// Whole numbers and addresses stand in `ints`, as their type extends them to 64 bits; floats in
/// `floats`. A tile whose numbers nobody asked for ([Program#isSketch()]) has neither.
public final class Tile {
  static final long[] NO_INTS = {};
  static final double[] NO_FLOATS = {};

  private final ElementType type;
  private final Shape shape;
  final long[] ints;
  final double[] floats;

  /// For each lane where its missing value comes from, see [Poison]; 0 for lanes that have one;
  /// null where all have one.
  final int @Nullable [] poison;

  private final boolean isKnown;

  /// The number of the step that made it, in its program; -1 for what is not recorded.
  final int step;

  Tile(
      ElementType type,
      Shape shape,
      long[] ints,
      double[] floats,
      int @Nullable [] poison,
      boolean isKnown,
      int step) {
    this.type = type;
    this.shape = shape;
    this.ints = ints;
    this.floats = floats;
    this.poison = poison;
    this.isKnown = isKnown;
    this.step = step;
  }

  static Tile ofInts(ElementType type, Shape shape, long[] ints, int @Nullable [] poison) {
    return new Tile(type, shape, ints, NO_FLOATS, poison, true, -1);
  }

  static Tile ofFloats(ElementType type, Shape shape, double[] floats, int @Nullable [] poison) {
    return new Tile(type, shape, NO_INTS, floats, poison, true, -1);
  }

  /// One whose numbers are not computed.
  static Tile unknown(ElementType type, Shape shape) {
    return new Tile(type, shape, NO_INTS, NO_FLOATS, null, false, -1);
  }

  /// A scalar: `value` is rounded to the type.
  public static Tile scalar(DType type, double value) {
    return type.isFloat()
        ? ofFloats(type, Shape.SCALAR, new double[] {FloatFormat.round(type, value)}, null)
        : scalar(type, (long) value);
  }

  /// A scalar: the low bits of `value`.
  public static Tile scalar(DType type, long value) {
    return type.isFloat()
        ? ofFloats(type, Shape.SCALAR, new double[] {FloatFormat.round(type, (double) value)}, null)
        : ofInts(type, Shape.SCALAR, new long[] {type.wrap(value)}, null);
  }

  /// An address.
  public static Tile pointer(PointerType type, long address) {
    return ofInts(type, Shape.SCALAR, new long[] {address}, null);
  }

  /// A scalar by its bits.
  public static Tile ofPattern(DType type, long bits) {
    return ofPatterns(type, Shape.SCALAR, new long[] {bits});
  }

  /// A tile by the bits of its elements, row by row.
  public static Tile ofPatterns(DType type, Shape shape, long[] bits) {
    return Conversion.ofBits(type, shape, bits, null);
  }

  Tile madeBy(int number) {
    return new Tile(type, shape, ints, floats, poison, isKnown, number);
  }

  Tile shaped(Shape other) {
    return new Tile(type, other, ints, floats, poison, isKnown, step);
  }

  public ElementType type() {
    return type;
  }

  public Shape shape() {
    return shape;
  }

  public int size() {
    return shape.size();
  }

  /// Whether its numbers were computed.
  public boolean isKnown() {
    return isKnown;
  }

  public boolean isFloat() {
    return type instanceof DType dtype && dtype.isFloat();
  }

  /// The type of its numbers.
  ///
  /// @throws IllegalStateException for addresses
  public DType dtype() {
    if (type instanceof DType dtype) {
      return dtype;
    }
    throw new IllegalStateException("addresses have no dtype");
  }

  /// An element as a whole number; floats are cut off.
  public long integer(int index) {
    return isFloat() ? (long) floats[index] : ints[index];
  }

  /// An element as a float.
  public double real(int index) {
    if (isFloat()) {
      return floats[index];
    }
    return type == DType.U64 ? unsigned(ints[index]) : ints[index];
  }

  static double unsigned(long value) {
    double half = (double) (value >>> 1);
    return value >= 0 ? value : half * 2 + (value & 1);
  }

  boolean isPoison(int index) {
    return poison != null && poison[index] != 0;
  }

  /// Its type in words: `float32[128, 64]`.
  public String describe() {
    return shape.isScalar() ? type.text() : type.text() + shape;
  }

  @Override
  public String toString() {
    return describe();
  }
}
