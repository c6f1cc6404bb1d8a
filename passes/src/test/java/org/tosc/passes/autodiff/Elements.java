package org.tosc.passes.autodiff;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.tosc.tir.interp.OracleTensor;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Value;

/// What the elements of operands are, so that no difference steps over a kink: all of them are
/// apart from each other and from 0 and ±0.5.
public enum Elements {
  /// Between -2 and 2.
  APART,
  /// Between 0.5 and 2.5.
  POSITIVE,
  /// Well-conditioned matrices: three times the identity is added along the last two axes.
  MATRIX,
  /// The first operand between whole numbers, the second about 1.
  QUOTIENT;

  /// The largest step that crosses nothing.
  static final double STEP = 2e-3;

  private static final double CLEAR = 2 * STEP;

  /// Operands of a function, in random order over all of them.
  ///
  /// @param bounds for each parameter, what its integers lie below
  public List<OracleTensor> of(Function f, List<Long> bounds, Random random) {
    int all = f.params().stream().mapToInt(p -> size((TensorType) p.type())).sum();
    List<Integer> order = new ArrayList<>(IntStream.range(0, all).boxed().toList());
    Collections.shuffle(order, random);
    List<OracleTensor> made = new ArrayList<>();
    int from = 0;
    for (Value param : f.params()) {
      TensorType type = (TensorType) param.type();
      List<Integer> places = order.subList(from, from + size(type));
      from += size(type);
      made.add(tensor(type, places, all, made.size(), bounds.get(made.size()), random));
    }
    return made;
  }

  private OracleTensor tensor(
      TensorType type, List<Integer> places, int all, int position, long bound, Random random) {
    long[] shape = shape(type);
    Scalar element = type.element();
    if (element == Scalar.I1 || element == Scalar.I64) {
      return OracleTensor.integers(element, shape, random.longs(places.size(), 0, bound).toArray());
    }
    double[] values = new double[places.size()];
    for (int i = 0; i < values.length; i++) {
      double unit = (places.get(i) + 0.3 + 0.1 * random.nextDouble()) / all;
      values[i] = element(unit, position, random) + (isDiagonal(shape, i) ? 3 : 0);
    }
    boolean isBlock = element.kind() == Scalar.Kind.BLOCK;
    return OracleTensor.reals(isBlock ? Scalar.F32 : element, shape, values).as(element);
  }

  private double element(double unit, int position, Random random) {
    return switch (this) {
      case APART -> clear(4 * unit - 2);
      case POSITIVE -> 0.5 + 2 * unit;
      case MATRIX -> 2 * unit - 1;
      case QUOTIENT -> position == 0 ? random.nextInt(4) + 0.35 + 0.3 * unit : 0.97 + 0.06 * unit;
    };
  }

  private static double clear(double value) {
    for (double kink : new double[] {-0.5, 0, 0.5}) {
      if (Math.abs(value - kink) < CLEAR) {
        return kink + Math.copySign(CLEAR, value - kink);
      }
    }
    return value;
  }

  private boolean isDiagonal(long[] shape, int i) {
    if (this != MATRIX || shape.length < 2) {
      return false;
    }
    int columns = Math.toIntExact(shape[shape.length - 1]);
    int rows = Math.toIntExact(shape[shape.length - 2]);
    return columns == rows && i % columns == i / columns % rows;
  }

  /// The number of elements.
  static int size(TensorType type) {
    int size = 1;
    for (long extent : shape(type)) {
      size *= Math.toIntExact(extent);
    }
    return size;
  }

  static long[] shape(TensorType type) {
    return type.shape().stream().mapToLong(d -> ((Dim.Known) d).size()).toArray();
  }
}
