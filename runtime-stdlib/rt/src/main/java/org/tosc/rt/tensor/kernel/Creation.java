package org.tosc.rt.tensor.kernel;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Raw;
import org.tosc.rt.tensor.Shapes;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorFault;

/// Tensors out of attributes alone, and `dropout`; the random ones as [CounterRandom] specifies.
/// The dtype is `f32` (for `randint` `i64`) unless `dtype` says otherwise.
public final class Creation {
  private Creation() {}

  public static Map<String, Kernel> table() {
    return Map.of(
        "literal", Creation::literal,
        "splat", Creation::splat,
        "full", Creation::full,
        "iota", Creation::iota,
        "eye", Creation::eye,
        "rand", Creation::rand,
        "randn", Creation::randn,
        "randint", Creation::randint,
        "dropout", Creation::dropout);
  }

  /// `literal{data, shape, dtype}`: the elements given, numbers or booleans in row-major order.
  private static Tensor literal(Call call) {
    DType dtype = call.dtype(DType.F32);
    long[] shape = call.integers("shape");
    return switch (call.raw("data")) {
      case long[] whole -> exact(dtype, shape, whole);
      case List<?> items when items.stream().allMatch(item -> item instanceof Long) ->
          exact(dtype, shape, items.stream().mapToLong(item -> (Long) item).toArray());
      case List<?> items ->
          Tensor.ofDoubles(
              dtype, shape, items.stream().mapToDouble(item -> element(call, item)).toArray());
      case null, default -> throw call.wrongAttribute("data", "a list", call.raw("data"));
    };
  }

  private static Tensor exact(DType dtype, long[] shape, long[] elements) {
    return Tensor.ofLongs(dtype, shape, elements);
  }

  private static double element(Call call, @Nullable Object item) {
    return switch (item) {
      case Boolean truth -> truth ? 1 : 0;
      case Number number -> number.doubleValue();
      case null, default -> throw call.wrongAttribute("data", "a list of numbers", item);
    };
  }

  /// `splat(value){dtype}`: a number as a tensor without axes, in its own type where no dtype is
  /// given.
  private static Tensor splat(Call call) {
    Object value = call.operand(0);
    DType own =
        switch (value) {
          case Boolean _ -> DType.BOOL;
          case Double _ -> DType.F64;
          case Float _ -> DType.F32;
          case Integer _ -> DType.I32;
          default -> DType.I64;
        };
    return Tensor.scalar(call.dtype(own), value);
  }

  /// `full{shape, value, dtype}`; the value may also be the operand.
  private static Tensor full(Call call) {
    Object given = call.has(0) ? call.operand(0) : call.raw("value");
    Object value = given instanceof Tensor t ? t.item() : given;
    if (!(value instanceof Number) && !(value instanceof Boolean)) {
      throw call.wrongAttribute("value", "a number", value);
    }
    DType dtype = call.dtype(value instanceof Boolean ? DType.BOOL : DType.F32);
    long[] shape = call.integers("shape");
    int[] positions = new int[Shapes.size(shape)];
    return Conversion.cast(
        Raw.picked(Tensor.scalar(dtype.isBlock() ? DType.F32 : dtype, value), shape, positions),
        dtype);
  }

  /// `iota{n, start, step, dtype}`: `start + i · step`, computed in `i64` where both are integers
  /// and the dtype is one, else in binary64.
  private static Tensor iota(Call call) {
    long[] shape = {call.integer("n")};
    int n = Shapes.size(shape);
    DType dtype = call.dtype(DType.F32);
    if (dtype.isInteger() && isWhole(call.raw("start")) && isWhole(call.raw("step"))) {
      long start = call.integer("start", 0);
      long step = call.integer("step", 1);
      long[] out = new long[n];
      for (int i = 0; i < n; i++) {
        out[i] = Math.addExact(start, Math.multiplyExact(i, step));
      }
      return Raw.checked(dtype, shape, out);
    }
    double start = call.number("start", 0);
    double step = call.number("step", 1);
    double[] out = new double[n];
    for (int i = 0; i < n; i++) {
      out[i] = start + i * step;
    }
    return Raw.rounded(dtype, shape, out);
  }

  private static boolean isWhole(@Nullable Object value) {
    return value == null || value instanceof Long || value instanceof Integer;
  }

  /// `eye{n, m, dtype}`: ones on the diagonal of an n×m matrix (`m` defaults to `n`).
  private static Tensor eye(Call call) {
    long n = call.integer("n");
    long m = call.integer("m", n);
    long[] shape = {n, m};
    long[] out = new long[Shapes.size(shape)];
    for (int i = 0; i < Math.min(n, m); i++) {
      out[i * (int) m + i] = 1;
    }
    return Tensor.ofLongs(call.dtype(DType.F32), shape, out);
  }

  private static CounterRandom random(Call call) {
    return new CounterRandom(call.integer("seed", 0));
  }

  private static Tensor rand(Call call) {
    DType dtype = floatType(call);
    CounterRandom random = random(call);
    long[] shape = call.integers("shape");
    double[] out = new double[Shapes.size(shape)];
    int precision = precision(dtype);
    for (int i = 0; i < out.length; i++) {
      out[i] = random.uniform(i, precision);
    }
    return Raw.rounded(dtype, shape, out);
  }

  private static int precision(DType dtype) {
    return switch (dtype) {
      case F64 -> 53;
      case F32 -> 24;
      case F16 -> 11;
      case BF16 -> 8;
      case F8E4M3 -> 4;
      case F8E5M2 -> 3;
      case NVFP4, I64, I32, I16, I8, I4, U64, U32, U16, U8, BOOL, Q8_0, Q4_0 ->
          throw notFloat(dtype);
    };
  }

  private static DType floatType(Call call) {
    DType dtype = call.dtype(DType.F32);
    if (!dtype.isFloat()) {
      throw notFloat(dtype);
    }
    return dtype;
  }

  private static TensorFault notFloat(DType dtype) {
    return TensorFault.dtype("random floats have a float dtype, found " + dtype);
  }

  private static Tensor randn(Call call) {
    DType dtype = floatType(call);
    CounterRandom random = random(call);
    long[] shape = call.integers("shape");
    double[] out = new double[Shapes.size(shape)];
    for (int i = 0; i < out.length; i++) {
      out[i] = random.normal(i);
    }
    return Raw.rounded(dtype, shape, out);
  }

  /// `randint{low, high, shape, seed, dtype}`: from `low` (default 0) up to `high`, exclusive.
  private static Tensor randint(Call call) {
    long low = call.integer("low", 0);
    long high = call.integer("high");
    if (low >= high) {
      throw TensorFault.value("`randint` takes low below high, found " + low + " and " + high);
    }
    CounterRandom random = random(call);
    long[] shape = call.integers("shape");
    long[] out = new long[Shapes.size(shape)];
    for (int i = 0; i < out.length; i++) {
      out[i] = random.integer(i, low, high);
    }
    return Raw.checked(call.dtype(DType.I64), shape, out);
  }

  /// `dropout(x){p, seed, train}`: with `train` (default true), elements vanish with probability
  /// `p` (default 0.5) and the others grow by `1/(1-p)`; without it, `x`.
  private static Tensor dropout(Call call) {
    Tensor t = call.floatTensor(0);
    double p = call.number("p", 0.5);
    if (!(p >= 0 && p <= 1)) {
      throw call.wrongAttribute("p", "a probability from 0 to 1", p);
    }
    if (!call.flag("train", true)) {
      return Conversion.copy(t, Call.floatOf(t.dtype()));
    }
    CounterRandom random = random(call);
    double[] out = t.toDoubles();
    for (int i = 0; i < out.length; i++) {
      out[i] = random.uniform(i, 53) < p ? 0 : out[i] / (1 - p);
    }
    return Raw.rounded(Call.floatOf(t.dtype()), t.shape(), out);
  }
}
