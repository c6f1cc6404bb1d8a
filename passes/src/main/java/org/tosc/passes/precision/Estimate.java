package org.tosc.passes.precision;

import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.TensorType;

/// What is known of a tensor before it is computed, element by element: the exact number lies
/// within `radius` of `middle`, and what is computed lies within `error` of the exact number.
///
/// Intervals by their middle and radius: S. M. Rump, "Fast and parallel interval arithmetic", BIT
/// 39 (1999). A radius or error of ∞ says that nothing is known.
public record Estimate(Field middle, Field radius, Field error) {

  /// A tensor that is known, without error.
  public static Estimate exact(OracleTensor tensor) {
    return exact(Field.of(tensor));
  }

  static Estimate exact(Field elements) {
    Field zero = Field.uniform(elements.shape(), 0);
    return new Estimate(elements, zero, zero);
  }

  /// One number that is known.
  public static Estimate number(double number) {
    return exact(Field.uniform(new long[0], number));
  }

  /// A tensor of which every element lies within `-largest` and `largest`.
  public static Estimate within(long[] shape, double largest) {
    Field zero = Field.uniform(shape, 0);
    return new Estimate(zero, Field.uniform(shape, largest), zero);
  }

  /// A tensor of which nothing is known.
  static Estimate unknown(long[] shape) {
    Field none = Field.uniform(shape, Double.POSITIVE_INFINITY);
    return new Estimate(Field.uniform(shape, 0), none, none);
  }

  static long[] shape(TensorType type) {
    return type.shape().stream()
        .mapToLong(d -> d instanceof org.tosc.tir.ir.Dim.Known(long size, var _) ? size : 0)
        .toArray();
  }

  long[] shape() {
    return middle.shape();
  }

  /// Whether the exact numbers are known.
  boolean isPoint() {
    return radius.isZero();
  }

  /// Whether what is computed is exact.
  boolean isExact() {
    return error.isZero();
  }

  /// How large the exact numbers may be.
  Field size() {
    return middle.zip(radius, (m, r) -> Math.abs(m) + r);
  }

  /// How large the computed numbers may be.
  Field reach() {
    return size().plus(error);
  }

  Estimate withError(Field other) {
    return new Estimate(middle, radius, other);
  }

  /// The largest error of any element.
  public double largestError() {
    return error.max();
  }

  /// The exact element i, as `f64` computes it, where it is known.
  public double middleAt(int i) {
    return middle.at(i);
  }

  /// How far the computed element i may be from the exact one.
  public double errorAt(int i) {
    return error.at(i);
  }

  @Override
  public String toString() {
    return middle + " ± " + radius + " + " + error;
  }

  public long count() {
    return middle.size();
  }
}
