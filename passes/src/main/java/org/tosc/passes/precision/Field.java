package org.tosc.passes.precision;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.Scalar;

/// A number for each element of a tensor; one number where they are all the same, so that what is
/// known of tensors of any size by one bound costs nothing.
///
/// A sum or product that is no number (0 · ∞) counts as ∞: fields are magnitudes and bounds of
/// errors, and nothing is known there.
public final class Field {
  private final long[] shape;
  private final double[] elements;

  private Field(long[] shape, double[] elements) {
    this.shape = shape;
    this.elements = elements;
  }

  static Field uniform(long[] shape, double number) {
    return new Field(shape.clone(), new double[] {number});
  }

  static Field of(long[] shape, double[] elements) {
    return new Field(shape.clone(), elements);
  }

  static Field of(OracleTensor tensor) {
    return new Field(tensor.shape(), tensor.reals());
  }

  static long size(long[] shape) {
    long size = 1;
    for (long extent : shape) {
      size *= extent;
    }
    return size;
  }

  long[] shape() {
    return shape.clone();
  }

  int rank() {
    return shape.length;
  }

  long extent(int axis) {
    return shape[axis < 0 ? axis + shape.length : axis];
  }

  long size() {
    return size(shape);
  }

  boolean isUniform() {
    return elements.length == 1;
  }

  /// Element i in row-major order.
  double at(int i) {
    return elements[isUniform() ? 0 : i];
  }

  /// The largest element, 0 where there is none.
  double max() {
    return size() == 0 ? 0 : Arrays.stream(elements).max().orElse(0);
  }

  double min() {
    return size() == 0 ? 0 : Arrays.stream(elements).min().orElse(0);
  }

  boolean isFinite() {
    return Arrays.stream(elements).allMatch(Double::isFinite);
  }

  boolean isZero() {
    return Arrays.stream(elements).allMatch(x -> x == 0);
  }

  double[] toArray() {
    double[] all = new double[(int) size()];
    Arrays.setAll(all, this::at);
    return all;
  }

  /// The elements as a tensor of `f64`.
  OracleTensor tensor() {
    return OracleTensor.reals(Scalar.F64, shape, toArray());
  }

  /// The elements as a tensor of integers or booleans.
  OracleTensor integers(Scalar type) {
    return OracleTensor.integers(
        type, shape, Arrays.stream(toArray()).mapToLong(x -> (long) x).toArray());
  }

  Field map(DoubleUnaryOperator f) {
    double[] out = new double[elements.length];
    Arrays.setAll(out, i -> known(f.applyAsDouble(elements[i])));
    return new Field(shape, out);
  }

  /// Element by element with another field, both broadcast to one shape.
  Field zip(Field other, DoubleBinaryOperator f) {
    long[] to = broadcast(shape, other.shape);
    Field a = to(to);
    Field b = other.to(to);
    double[] out = new double[Math.max(a.elements.length, b.elements.length)];
    if (size(to) == 0) {
      return uniform(to, 0);
    }
    Arrays.setAll(out, i -> known(f.applyAsDouble(a.at(i), b.at(i))));
    return new Field(to, out);
  }

  Field plus(Field other) {
    return zip(other, Double::sum);
  }

  Field times(Field other) {
    return zip(other, (a, b) -> a == 0 || b == 0 ? 0 : a * b);
  }

  Field times(double factor) {
    return map(x -> x == 0 ? 0 : x * factor);
  }

  private static double known(double x) {
    return Double.isNaN(x) ? Double.POSITIVE_INFINITY : x;
  }

  /// The same elements, repeated where the shape says so.
  Field to(long[] larger) {
    if (isUniform() || Arrays.equals(shape, larger)) {
      return new Field(larger, elements);
    }
    int[] from = positions(larger);
    double[] out = new double[from.length];
    Arrays.setAll(out, i -> elements[from[i]]);
    return new Field(larger, out);
  }

  /// Where each element of a larger shape comes from.
  private int[] positions(long[] larger) {
    int[] from = new int[(int) size(larger)];
    int shift = larger.length - shape.length;
    for (int i = 0; i < from.length; i++) {
      int rest = i;
      int stride = 1;
      for (int axis = larger.length - 1; axis >= shift; axis--) {
        int index = (int) (rest % larger[axis]);
        rest = (int) (rest / larger[axis]);
        from[i] += (shape[axis - shift] == 1 ? 0 : index) * stride;
        stride *= (int) shape[axis - shift];
      }
    }
    return from;
  }

  static long[] broadcast(long[] a, long[] b) {
    long[] out = new long[Math.max(a.length, b.length)];
    for (int i = 1; i <= out.length; i++) {
      long left = i <= a.length ? a[a.length - i] : 1;
      long right = i <= b.length ? b[b.length - i] : 1;
      out[out.length - i] = left == 1 ? right : left;
    }
    return out;
  }

  @Override
  public String toString() {
    return Arrays.toString(elements);
  }

  static boolean allUniform(List<Field> fields) {
    return fields.stream().allMatch(Field::isUniform);
  }
}
