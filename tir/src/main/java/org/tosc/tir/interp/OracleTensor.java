package org.tosc.tir.interp;

import java.util.Arrays;
import java.util.List;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorType;

/// A tensor of the oracle: element type, shape, and elements in row-major order: binary64 for
/// floats and packed blocks (whose numbers are those that the blocks hold), `long` for integers and
/// booleans (0 and 1). Every element is a number that the element type holds. Immutable.
public final class OracleTensor {
  private final Scalar element;
  private final long[] shape;
  private final double[] reals;
  private final long[] integers;

  private OracleTensor(Scalar element, long[] shape, double[] reals, long[] integers) {
    this.element = element;
    this.shape = shape;
    this.reals = reals;
    this.integers = integers;
    if (Extents.size(shape) != reals.length + integers.length) {
      throw new IllegalArgumentException(
          "shape " + Arrays.toString(shape) + " and " + (reals.length + integers.length));
    }
  }

  /// Floats, each rounded to the element type.
  public static OracleTensor reals(Scalar element, long[] shape, double... values) {
    double[] rounded = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      rounded[i] = Rounding.round(element, values[i]);
    }
    return new OracleTensor(element, shape.clone(), rounded, new long[0]);
  }

  /// Integers or booleans; one that the element type does not hold raises `OverflowError`.
  public static OracleTensor integers(Scalar element, long[] shape, long... values) {
    long[] checked = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      checked[i] = Integers.fit(element, values[i]);
    }
    return new OracleTensor(element, shape.clone(), new double[0], checked);
  }

  /// Packed blocks that hold these numbers exactly.
  public static OracleTensor blocks(Scalar format, long[] shape, double[] held) {
    return new OracleTensor(format, shape.clone(), held, new long[0]);
  }

  /// Elements that the type holds already; `u64` from 2^63 on as the signed number of the same
  /// bits.
  public static OracleTensor held(Scalar element, long[] shape, double[] reals, long[] integers) {
    return new OracleTensor(element, shape, reals, integers);
  }

  public Scalar element() {
    return element;
  }

  public long[] shape() {
    return shape.clone();
  }

  public int rank() {
    return shape.length;
  }

  public int size() {
    return reals.length + integers.length;
  }

  public TensorType type() {
    return TensorType.of(element, shape);
  }

  /// Whether elements are integers or booleans.
  public boolean isWhole() {
    return isWhole(element);
  }

  static boolean isWhole(Scalar element) {
    return element.isInteger() || element == Scalar.I1;
  }

  /// Element `i` as binary64; an `i64` beyond 2^53 rounds.
  public double real(int i) {
    return isWhole() ? (double) integers[i] : reals[i];
  }

  /// Element `i` of an integer or boolean tensor.
  public long integer(int i) {
    return integers[i];
  }

  public double[] reals() {
    return isWhole()
        ? Arrays.stream(integers).mapToDouble(x -> (double) x).toArray()
        : reals.clone();
  }

  public long[] integers() {
    return integers.clone();
  }

  /// The same numbers in another element type: floats round to nearest even, integers truncate
  /// towards 0 and must fit, booleans are whether a number is not 0.
  public OracleTensor as(Scalar to) {
    if (to == element) {
      return this;
    }
    if (to == Scalar.I1) {
      long[] truths = new long[size()];
      Arrays.setAll(truths, i -> isTrue(i) ? 1 : 0);
      return integers(to, shape, truths);
    }
    if (isWhole(to)) {
      long[] whole = new long[size()];
      Arrays.setAll(whole, i -> isWhole() ? integers[i] : Integers.truncate(to, reals[i]));
      return integers(to, shape, whole);
    }
    double[] numbers = new double[size()];
    boolean direct = isWhole() && to == Scalar.F32;
    Arrays.setAll(numbers, i -> direct ? (float) integers[i] : real(i));
    return to.kind() == Scalar.Kind.BLOCK
        ? blocks(to, shape, OracleBlocks.held(to, numbers))
        : reals(to, shape, numbers);
  }

  /// Whether element `i` is not 0; NaN is not.
  boolean isTrue(int i) {
    return isWhole() ? integers[i] != 0 : reals[i] != 0;
  }

  /// The elements at flat positions, in another shape; -1 stands for 0.
  OracleTensor pick(long[] newShape, int[] positions) {
    if (isWhole()) {
      long[] out = new long[positions.length];
      Arrays.setAll(out, i -> positions[i] < 0 ? 0 : integers[positions[i]]);
      return new OracleTensor(element, newShape, new double[0], out);
    }
    double[] out = new double[positions.length];
    Arrays.setAll(out, i -> positions[i] < 0 ? 0 : reals[positions[i]]);
    Scalar kept = element.kind() == Scalar.Kind.BLOCK ? Scalar.F32 : element;
    return new OracleTensor(kept, newShape, out, new long[0]);
  }

  /// The same elements in another shape of equal size, blocks included.
  OracleTensor reshaped(Scalar type, long[] newShape) {
    return new OracleTensor(type, newShape, reals, integers);
  }

  static long[] sizes(TensorType type) {
    List<Dim> dims = type.shape();
    return dims.stream().mapToLong(d -> ((Dim.Known) d).size()).toArray();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OracleTensor t
        && t.element == element
        && Arrays.equals(t.shape, shape)
        && Arrays.equals(t.reals, reals)
        && Arrays.equals(t.integers, integers);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(shape) + 31 * (Arrays.hashCode(reals) + Arrays.hashCode(integers));
  }

  @Override
  public String toString() {
    return type() + (isWhole() ? Arrays.toString(integers) : Arrays.toString(reals));
  }
}
