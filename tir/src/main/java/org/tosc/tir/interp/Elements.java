package org.tosc.tir.interp;

import java.util.Arrays;
import org.tosc.tir.ir.Scalar;

/// A fixed number of elements of one type, as scalars of the interpreter: `Boolean`, `Long`, or
/// `Double` rounded to the type (of block formats the number that the block holds).
final class Elements {
  private final Scalar type;
  private final double[] reals;
  private final long[] integers;

  private Elements(Scalar type, double[] reals, long[] integers) {
    this.type = type;
    this.reals = reals;
    this.integers = integers;
  }

  static Elements zeros(Scalar type, int count) {
    return isReal(type)
        ? new Elements(type, new double[count], new long[0])
        : new Elements(type, new double[0], new long[count]);
  }

  static Elements of(OracleTensor tensor) {
    return isReal(tensor.element())
        ? new Elements(tensor.element(), tensor.reals(), new long[0])
        : new Elements(tensor.element(), new double[0], tensor.integers());
  }

  private static boolean isReal(Scalar type) {
    return type.isFloat() || type.kind() == Scalar.Kind.BLOCK;
  }

  Scalar type() {
    return type;
  }

  int size() {
    return reals.length + integers.length;
  }

  Object get(int i) {
    return isReal(type) ? (Object) reals[i] : type == Scalar.I1 ? integers[i] != 0 : integers[i];
  }

  void set(int i, Object value) {
    switch (value) {
      case Double x -> reals[i] = x;
      case Long x -> integers[i] = x;
      case Boolean x -> integers[i] = x ? 1 : 0;
      default -> throw new IllegalStateException("an element " + value);
    }
  }

  Elements copy() {
    return new Elements(type, reals.clone(), integers.clone());
  }

  OracleTensor tensor(long[] shape) {
    return OracleTensor.held(type, shape, reals.clone(), integers.clone());
  }

  @Override
  public String toString() {
    return type + (isReal(type) ? Arrays.toString(reals) : Arrays.toString(integers));
  }
}
