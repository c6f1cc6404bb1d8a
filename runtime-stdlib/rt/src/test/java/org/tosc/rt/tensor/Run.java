package org.tosc.rt.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Applies operations and compares their results.
public final class Run {
  private static final TensorEngine ENGINE = new Kernels();

  private Run() {}

  /// Attributes out of alternating names and values.
  public static Map<String, Object> attrs(Object... pairs) {
    Map<String, Object> map = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }

  public static Tensor op(String op, Map<String, Object> attrs, Object... args) {
    return (Tensor) ENGINE.apply(op, args, attrs);
  }

  public static Tensor op(String op, Object... args) {
    return op(op, Map.of(), args);
  }

  @SuppressWarnings("unchecked")
  public static List<Tensor> list(String op, Map<String, Object> attrs, Object... args) {
    return (List<Tensor>) ENGINE.apply(op, args, attrs);
  }

  /// The fault of an operation that must fail.
  public static TensorFault fault(String op, Map<String, Object> attrs, Object... args) {
    return assertThrows(TensorFault.class, () -> ENGINE.apply(op, args, attrs));
  }

  public static void assertFault(
      TensorFault.Kind kind, String message, String op, Map<String, Object> attrs, Object... args) {
    TensorFault fault = fault(op, attrs, args);
    assertEquals(message, fault.text());
    assertEquals(kind, fault.kind());
  }

  public static long[] shape(long... dims) {
    return dims;
  }

  /// Shape, dtype and elements, exactly.
  public static void assertTensor(DType dtype, long[] shape, Tensor actual, double... expected) {
    assertEquals(dtype, actual.dtype());
    assertArrayEquals(shape, actual.shape());
    assertArrayEquals(expected, actual.toDoubles());
  }

  /// Elements within `tolerance`, relative to 1 or to the expected magnitude.
  public static void assertClose(double[] expected, Tensor actual, double tolerance) {
    double[] found = actual.toDoubles();
    assertEquals(expected.length, found.length);
    for (int i = 0; i < expected.length; i++) {
      double limit = tolerance * Math.max(1, Math.abs(expected[i]));
      boolean same = Double.compare(expected[i], found[i]) == 0;
      int at = i;
      assertTrue(
          same || Math.abs(expected[i] - found[i]) <= limit,
          () -> "element " + at + ": expected " + expected[at] + ", found " + found[at]);
    }
  }

  /// Numbers in [-2, 2) with a few significant bits, so that short sums of products are exact.
  public static Tensor random(long seed, DType dtype, long... shape) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] x = new double[Shapes.size(shape)];
    for (int i = 0; i < x.length; i++) {
      x[i] = random.nextInt(-16, 16) / 8.0;
    }
    return Tensor.ofDoubles(dtype, shape, x);
  }

  /// Small integers.
  public static Tensor integers(long seed, DType dtype, int low, int high, long... shape) {
    SplittableRandom random = new SplittableRandom(seed);
    long[] x = new long[Shapes.size(shape)];
    for (int i = 0; i < x.length; i++) {
      x[i] = random.nextInt(low, high);
    }
    return Tensor.ofLongs(dtype, shape, x);
  }

  /// The multi-index of a flat position.
  public static long[] index(long flat, long[] shape) {
    long[] index = new long[shape.length];
    long rest = flat;
    for (int i = shape.length - 1; i >= 0; i--) {
      index[i] = rest % shape[i];
      rest /= shape[i];
    }
    return index;
  }

  /// The element at a multi-index.
  public static double at(Tensor t, long... index) {
    long flat = 0;
    for (int i = 0; i < index.length; i++) {
      flat = flat * t.dim(i) + index[i];
    }
    return t.getDouble(flat);
  }
}
