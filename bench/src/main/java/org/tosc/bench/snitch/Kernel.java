package org.tosc.bench.snitch;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.tosc.tir.ir.AffineExpr;
import org.tosc.tir.ir.AffineMap;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.FunctionBuilder;
import org.tosc.tir.ir.NestBuilder;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// A kernel of the table at a shape, as nests of TIR, with its arrays and what it must compute.
///
/// @param name as the table has it
/// @param shape the numbers of the shape
/// @param element the format of all arrays
record Kernel(String name, List<Integer> shape, Scalar element) {
  private static final double LEAST = -1e4;

  /// What the other compilers of the table assume as well: no operand is NaN or infinite.
  private static final Attributes FINITE = Attributes.of("finite", Attribute.of(true));

  private static final int WINDOW = 3;
  private static final int EXP_OPERATIONS = 19;
  private static final double GELU_CUBE = 0.044715;

  /// @param text `4x64x28xf64`
  static Kernel of(String name, String text) {
    String why = KernelNames.obstacle(name, text);
    if (why != null) {
      throw new IllegalArgumentException(why);
    }
    String[] parts = text.split("x", -1);
    List<Integer> shape =
        Arrays.stream(parts).limit(parts.length - 1L).map(Integer::valueOf).toList();
    return new Kernel(name, shape, Objects.requireNonNull(Scalar.parse(parts[parts.length - 1])));
  }

  int size(int i) {
    return shape.get(i);
  }

  /// Extents of the arrays, the one that is written last.
  List<List<Integer>> arrays() {
    int m = size(0);
    int n = size(1);
    int last = size(shape.size() - 1);
    return switch (name) {
      case "fill" -> List.of(List.of(m, n));
      case "relu", "exp", "gelu", "softmax", "rmsnorm", "layernorm" ->
          List.of(List.of(m, n), List.of(m, n));
      case "sum", "axpy" -> List.of(List.of(m, n), List.of(m, n), List.of(m, n));
      case "dot" -> List.of(List.of(1, n), List.of(n, 1), List.of(1, 1));
      case "jacobi" -> List.of(List.of(m + 2, n + 2), List.of(m, n));
      case "attention" -> List.of(List.of(m, n), List.of(last, n), List.of(last, n), List.of(m, n));
      case "matmul" -> List.of(List.of(m, n), List.of(n, last), List.of(m, last));
      case "matmul_transb" -> List.of(List.of(m, n), List.of(last, n), List.of(m, last));
      case "conv2d_d1_s1_3x3" ->
          List.of(List.of(m + 2, n + 2), List.of(WINDOW, WINDOW), List.of(m, n));
      case "pooling_nchw_max_d1_s2_3x3", "pooling_nchw_sum_d1_s2_3x3" ->
          List.of(List.of(m + WINDOW, n + WINDOW), List.of(m, n));
      default -> throw new IllegalArgumentException("no kernel " + name);
    };
  }

  /// The kernel as TIR.
  Function function() {
    FunctionBuilder f = new FunctionBuilder(name);
    Value scalar = name.equals("fill") || name.equals("axpy") ? f.param(element) : null;
    List<Value> v =
        arrays().stream()
            .map(extents -> extents.stream().map(Dim::of).toList())
            .map(dims -> f.param(new BufferType(dims, element, "global")))
            .toList();
    if (scalar != null && name.equals("axpy")) {
      elementwise(f, v, p -> f.op(CoreOp.FMA, Span.NONE, scalar, p.get(0), p.get(1)).result());
    } else if (scalar != null) {
      elementwise(f, v, _ -> scalar);
    } else {
      build(f, v);
    }
    f.op(CoreOp.RETURN, Span.NONE);
    return f.finish(List.of(), FINITE, Span.NONE);
  }

  private void build(FunctionBuilder f, List<Value> v) {
    long m = size(0);
    long n = size(1);
    long last = arrays().getLast().get(1);
    switch (name) {
      case "relu" -> elementwise(f, v, p -> op(f, CoreOp.MAX, p.getFirst(), number(f, 0)));
      case "exp" -> elementwise(f, v, p -> f.op(CoreOp.EXP, Span.NONE, p.getFirst()).result());
      case "sum" -> elementwise(f, v, p -> op(f, CoreOp.ADD, p.get(0), p.get(1)));
      case "jacobi" -> jacobi(f, v);
      case "softmax" -> new Rows(f, element, m, n).softmax(v.get(0), v.get(1));
      case "attention" -> attention(f, v);
      case "gelu" -> elementwise(f, v, p -> gelu(f, p.getFirst()));
      case "rmsnorm" -> new Rows(f, element, m, n).rmsnorm(v.get(0), v.get(1));
      case "layernorm" -> new Rows(f, element, m, n).layernorm(v.get(0), v.get(1));
      case "matmul", "dot" ->
          reduction(
              f,
              v,
              List.of(m, last, n),
              List.of(AffineMap.select(3, 0, 2), AffineMap.select(3, 2, 1)),
              CoreOp.ADD);
      case "matmul_transb" ->
          reduction(
              f,
              v,
              List.of(m, last, n),
              List.of(AffineMap.select(3, 0, 2), AffineMap.select(3, 1, 2)),
              CoreOp.ADD);
      case "conv2d_d1_s1_3x3" ->
          reduction(f, v, window(), List.of(windows(), AffineMap.select(4, 2, 3)), CoreOp.ADD);
      case "pooling_nchw_max_d1_s2_3x3" ->
          reduction(f, v, window(), List.of(windows()), CoreOp.MAX);
      case "pooling_nchw_sum_d1_s2_3x3" ->
          reduction(f, v, window(), List.of(windows()), CoreOp.ADD);
      default -> throw new IllegalArgumentException("no kernel " + name);
    }
  }

  /// `softmax(q · kᵀ / √n) · v` for `m` queries of `n` numbers.
  private void attention(FunctionBuilder f, List<Value> v) {
    long m = size(0);
    long n = size(1);
    long keys = size(2);
    Rows rows = new Rows(f, element, m, keys);
    Value scores = rows.array(m, keys);
    Value weights = rows.array(m, keys);
    reduction(
        f,
        List.of(v.get(0), v.get(1), scores),
        List.of(m, keys, n),
        List.of(AffineMap.select(3, 0, 2), AffineMap.select(3, 1, 2)),
        CoreOp.ADD);
    rows.scale(scores, 1 / Math.sqrt((double) n));
    rows.softmax(scores, weights);
    reduction(
        f,
        List.of(weights, v.get(2), v.get(3)),
        List.of(m, n, keys),
        List.of(AffineMap.select(3, 0, 2), AffineMap.select(3, 2, 1)),
        CoreOp.ADD);
  }

  /// `x / (1 + e^(-2u))`, `u = √(2/π) (x + 0.044715 x³)`.
  private Value gelu(FunctionBuilder f, Value x) {
    double scale = -2 * Math.sqrt(2 / Math.PI);
    Value square = op(f, CoreOp.MUL, x, x);
    Value sum =
        op(
            f,
            CoreOp.ADD,
            op(f, CoreOp.MUL, square, number(f, GELU_CUBE * scale)),
            number(f, scale));
    Value power = f.op(CoreOp.EXP, Span.NONE, op(f, CoreOp.MUL, sum, x)).result();
    return op(f, CoreOp.DIV, x, op(f, CoreOp.ADD, power, number(f, 1)));
  }

  private static double gelu(double x) {
    double u = Math.sqrt(2 / Math.PI) * (x + GELU_CUBE * x * x * x);
    return x / (1 + StrictMath.exp(-2 * u));
  }

  /// A fifth of an element and its four neighbours.
  private void jacobi(FunctionBuilder f, List<Value> v) {
    NestBuilder nest = new NestBuilder(f, Span.NONE, List.of((long) size(0), (long) size(1)));
    for (int[] at : new int[][] {{0, 1}, {1, 0}, {1, 1}, {1, 2}, {2, 1}}) {
      nest.in(
          v.getFirst(),
          AffineMap.of(2, AffineExpr.dim(2, 0).plus(at[0]), AffineExpr.dim(2, 1).plus(at[1])));
    }
    nest.out(v.getLast(), AffineMap.identity(2))
        .body(
            p -> {
              BinaryOperator<Value> plus = (a, b) -> op(f, CoreOp.ADD, a, b);
              Value sum = p.subList(0, 5).stream().reduce(plus).orElseThrow();
              return List.of(op(f, CoreOp.MUL, sum, number(f, 0.2)));
            })
        .finish();
  }

  private List<Long> window() {
    return List.of((long) size(0), (long) size(1), (long) WINDOW, (long) WINDOW);
  }

  private static AffineMap windows() {
    return AffineMap.of(4, AffineExpr.dim(4, 0).plus(2, 1), AffineExpr.dim(4, 1).plus(3, 1));
  }

  private static Value op(FunctionBuilder f, CoreOp op, Value a, Value b) {
    return f.op(op, Span.NONE, a, b).result();
  }

  private Value number(FunctionBuilder f, double value) {
    Attributes attributes = Attributes.of("value", Attribute.of(value));
    return f.opOf(CoreOp.CONST, List.of(element), attributes, Span.NONE, List.of()).result();
  }

  private void elementwise(
      FunctionBuilder f, List<Value> v, java.util.function.Function<List<Value>, Value> body) {
    NestBuilder nest =
        new NestBuilder(f, Span.NONE, shape.stream().map(Integer::longValue).toList());
    v.subList(0, v.size() - 1).forEach(in -> nest.in(in, AffineMap.identity(2)));
    nest.out(v.getLast(), AffineMap.identity(2)).body(p -> List.of(body.apply(p))).finish();
  }

  /// Fills the result, then joins the product of the ins, or the in, over all but the first two
  /// dimensions.
  private void reduction(
      FunctionBuilder f, List<Value> v, List<Long> extents, List<AffineMap> maps, CoreOp join) {
    Value out = v.getLast();
    Value initial = number(f, join == CoreOp.MAX ? LEAST : 0);
    new NestBuilder(f, Span.NONE, extents.subList(0, 2))
        .out(out, AffineMap.identity(2))
        .body(_ -> List.of(initial))
        .finish();
    NestBuilder nest = new NestBuilder(f, Span.NONE, extents).reassociating();
    for (int i = 0; i < maps.size(); i++) {
      nest.in(v.get(i), maps.get(i));
    }
    nest.out(out, AffineMap.select(extents.size(), 0, 1));
    BinaryOperator<Value> times = (a, b) -> op(f, CoreOp.MUL, a, b);
    nest.body(
            p -> {
              Value term = p.subList(0, maps.size()).stream().reduce(times).orElseThrow();
              return List.of(op(f, join, p.getLast(), term));
            })
        .finish();
  }

  /// What the result must be, in `f64`, and the sum of the magnitudes that go into each element.
  ///
  /// @param in the arrays, row-major
  /// @param scalar what `fill` fills with
  double[][] expected(List<double[]> in, double scalar) {
    int m = arrays().getLast().get(0);
    int n = arrays().getLast().get(1);
    double[] values = new double[m * n];
    double[] magnitudes = new double[m * n];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        double[] terms = terms(in, scalar, i, j).toArray();
        values[i * n + j] =
            name.startsWith("pooling_nchw_max") || name.equals("relu")
                ? Arrays.stream(terms).max().orElseThrow()
                : Arrays.stream(terms).sum();
        magnitudes[i * n + j] = Arrays.stream(terms).map(Math::abs).sum();
      }
    }
    return new double[][] {values, magnitudes};
  }

  private java.util.stream.DoubleStream terms(List<double[]> in, double scalar, int i, int j) {
    int n = size(1);
    int columns = arrays().getLast().get(1);
    double[] x = in.getFirst();
    return switch (name) {
      case "fill" -> java.util.stream.DoubleStream.of(scalar);
      case "relu" -> java.util.stream.DoubleStream.of(x[i * n + j], 0);
      case "exp" -> java.util.stream.DoubleStream.of(StrictMath.exp(x[i * n + j]));
      case "softmax", "rmsnorm", "layernorm" ->
          java.util.stream.DoubleStream.of(
              Rows.expected(name, Arrays.copyOfRange(x, i * n, i * n + n), j));
      case "gelu" -> java.util.stream.DoubleStream.of(gelu(x[i * n + j]));
      case "attention" -> {
        double[] scores =
            java.util.stream.IntStream.range(0, size(2))
                .mapToDouble(
                    key ->
                        java.util.stream.IntStream.range(0, n)
                                .mapToDouble(k -> x[i * n + k] * in.get(1)[key * n + k])
                                .sum()
                            / Math.sqrt(n))
                .toArray();
        yield java.util.stream.IntStream.range(0, size(2))
            .mapToDouble(key -> Rows.expected("softmax", scores, key) * in.get(2)[key * n + j]);
      }
      case "jacobi" ->
          Stream.of(1, n + 2, n + 3, n + 4, 2 * n + 5)
              .mapToDouble(at -> 0.2 * x[i * (n + 2) + j + at]);
      case "axpy" -> java.util.stream.DoubleStream.of(scalar * x[i * n + j], in.get(1)[i * n + j]);
      case "sum" -> java.util.stream.DoubleStream.of(x[i * n + j], in.get(1)[i * n + j]);
      case "matmul", "dot" ->
          java.util.stream.IntStream.range(0, n)
              .mapToDouble(k -> x[i * n + k] * in.get(1)[k * columns + j]);
      case "matmul_transb" ->
          java.util.stream.IntStream.range(0, n)
              .mapToDouble(k -> x[i * n + k] * in.get(1)[j * n + k]);
      case "conv2d_d1_s1_3x3" ->
          java.util.stream.IntStream.range(0, WINDOW * WINDOW)
              .mapToDouble(k -> x[(i + k / WINDOW) * (n + 2) + j + k % WINDOW] * in.get(1)[k]);
      case "pooling_nchw_max_d1_s2_3x3", "pooling_nchw_sum_d1_s2_3x3" -> {
        var window =
            java.util.stream.IntStream.range(0, WINDOW * WINDOW)
                .mapToDouble(k -> x[(i + k / WINDOW) * (n + WINDOW) + j + k % WINDOW]);
        yield name.contains("max")
            ? java.util.stream.DoubleStream.concat(window, java.util.stream.DoubleStream.of(LEAST))
            : window;
      }
      default -> throw new IllegalArgumentException("no kernel " + name);
    };
  }

  /// Instructions that the FPU must issue for the results, each element by itself: those of `exp`
  /// as the backend computes it.
  long bound() {
    long results = 1;
    for (int extent : arrays().getLast()) {
      results *= extent;
    }
    long lanes = element == Scalar.F64 ? 1 : element == Scalar.F32 ? 2 : 4;
    return switch (name) {
      case "fill", "relu", "sum", "axpy" -> (results + lanes - 1) / lanes;
      case "exp" -> EXP_OPERATIONS * results;
      case "jacobi" -> 5 * results;
      case "gelu" -> (EXP_OPERATIONS + 16) * results;
      case "attention" -> 2 * results * size(2) + (EXP_OPERATIONS + 5L) * size(0) * size(2);
      case "softmax" -> (EXP_OPERATIONS + 4) * results;
      case "rmsnorm" -> 2 * results;
      case "layernorm" -> 5 * results;
      case "matmul", "dot" -> results * size(1) / lanes;
      case "matmul_transb" -> results * (2L * size(1) / lanes + (lanes == 1 ? 0 : 5)) / 2;
      case "conv2d_d1_s1_3x3", "pooling_nchw_sum_d1_s2_3x3" -> (long) WINDOW * WINDOW * results;
      case "pooling_nchw_max_d1_s2_3x3" -> 7 * results / 2;
      default -> throw new IllegalArgumentException("no kernel " + name);
    };
  }

  /// How far a result may be off, in parts of the magnitudes.
  double tolerance() {
    double eps = element == Scalar.F64 ? 0x1p-52 : element == Scalar.F32 ? 0x1p-23 : 0x1p-10;
    long terms =
        Stream.of(9, name.startsWith("matmul") || name.equals("dot") ? size(1) : 1)
            .max(Integer::compare)
            .get();
    if (List.of("softmax", "rmsnorm", "layernorm", "gelu", "attention").contains(name)) {
      return 200 * eps;
    }
    return name.contains("max") || name.equals("relu") || name.equals("fill") ? 0 : terms * eps;
  }
}
