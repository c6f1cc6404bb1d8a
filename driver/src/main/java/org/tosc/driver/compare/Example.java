package org.tosc.driver.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.tosc.driver.functions.Parameter;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorType;

/// Arguments that are made up: the same for the same number, on every machine.
///
/// @param number counted from 1
/// @param what in words
public record Example(int number, String what, List<Object> arguments) {
  private static final double LARGE = 1e4;
  private static final double TINY = 1e-30;
  private static final int WHOLE = 4;

  public Example {
    arguments = List.copyOf(arguments);
  }

  /// Every second example has rows of zeros, ones, large and tiny numbers among normal ones; the
  /// others are normal numbers throughout.
  public static Example of(int number, List<Parameter> parameters) {
    SplittableRandom random = new SplittableRandom(number);
    boolean isSpecial = number % 2 == 0;
    List<Object> arguments = new ArrayList<>();
    for (Parameter parameter : parameters) {
      arguments.add(
          parameter.type() instanceof TensorType type
              ? tensor(type, isSpecial, random)
              : number((Scalar) parameter.type(), random));
    }
    return new Example(number, isSpecial ? "special rows" : "normal numbers", arguments);
  }

  private static Object number(Scalar type, SplittableRandom random) {
    if (type == Scalar.F64) {
      return random.nextGaussian();
    }
    if (type == Scalar.I1) {
      return random.nextBoolean();
    }
    return 1L + random.nextLong(WHOLE);
  }

  private static Tensor tensor(TensorType type, boolean isSpecial, SplittableRandom random) {
    long[] shape = type.extents();
    long row = shape.length == 0 ? 1 : Math.max(1, shape[shape.length - 1]);
    int size = 1;
    for (long extent : shape) {
      size = Math.toIntExact(size * extent);
    }
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      double normal = random.nextGaussian();
      values[i] = isSpecial ? special(i / row, normal) : normal;
    }
    DType dtype = type.element() == Scalar.I1 ? DType.BOOL : DType.parse(type.element().text());
    if (dtype.isFloat() || dtype.isBlock()) {
      return Tensor.ofDoubles(dtype, shape, values);
    }
    // Small whole numbers, which are indexes as well.
    return Tensor.ofLongs(dtype, shape, whole(values));
  }

  private static double special(long row, double normal) {
    return switch ((int) (row % 5)) {
      case 0 -> normal;
      case 1 -> LARGE * normal;
      case 2 -> 0;
      case 3 -> TINY * normal;
      default -> 1;
    };
  }

  private static long[] whole(double[] values) {
    long[] whole = new long[values.length];
    for (int i = 0; i < whole.length; i++) {
      whole[i] = Math.floorMod((long) (values[i] * WHOLE), 2);
    }
    return whole;
  }
}
