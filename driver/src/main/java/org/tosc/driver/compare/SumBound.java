package org.tosc.driver.compare;

import static org.tosc.tir.ir.TensorOp.*;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.tosc.driver.tensor.EngineAttributes;
import org.tosc.driver.tensor.OracleTensors;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;
import org.tosc.tir.ir.TensorOp;

/// `Σ|terms|` and the number of terms of each element of a sum, for rows whose engines may add in
/// any order. Both come from the operands alone: the oracle computes the same operation on absolute
/// values in `f64`, or, where an operation is more than one sum, a bound on what its parts add up
/// to.
final class SumBound {
  private static final OracleTensors ORACLE = new OracleTensors();

  private static final Map<TensorOp, ToDoubleFunction<SumBound>> TERMS =
      new EnumMap<>(TensorOp.class);
  private static final Map<TensorOp, Function<SumBound, double[]>> MAGNITUDES =
      new EnumMap<>(TensorOp.class);

  static {
    for (TensorOp op :
        List.of(REDUCE_SUM, REDUCE_MEAN, REDUCE_PROD, NORM, TRACE, MSE_LOSS, CE_LOSS)) {
      TERMS.put(op, SumBound::reduced);
    }
    TERMS.put(SCATTER_ADD, s -> s.reduced() + s.program.x().size());
    for (TensorOp op : List.of(CUMSUM, SOFTMAX, LOG_SOFTMAX)) {
      TERMS.put(op, s -> Arrays.stream(s.program.x().shape()).max().orElse(1));
    }
    TERMS.put(CONV2D, SumBound::window);
    TERMS.put(ATTENTION, s -> s.last() + s.program.tensor(1).dim(s.program.tensor(1).rank() - 2));
    TERMS.put(POOL, s -> s.program.x().size());
    for (TensorOp op :
        List.of(
            REDUCE_SUM,
            REDUCE_MEAN,
            REDUCE_PROD,
            CUMSUM,
            TRACE,
            SCATTER_ADD,
            COLLECTIVE,
            MATMUL,
            DOT,
            CONV2D,
            POOL)) {
      MAGNITUDES.put(op, SumBound::ofAbsolute);
    }
    MAGNITUDES.put(QMATMUL, SumBound::quantized);
    MAGNITUDES.put(DET, s -> s.all(s.determinant()));
    MAGNITUDES.put(INV, SumBound::inverse);
    MAGNITUDES.put(SOLVE, SumBound::solution);
    MAGNITUDES.put(SOFTMAX, s -> s.scaled(1 + 2 * s.largest(0)));
    MAGNITUDES.put(LOG_SOFTMAX, SumBound::logarithms);
    MAGNITUDES.put(CE_LOSS, SumBound::logarithms);
    MAGNITUDES.put(LAYERNORM, SumBound::layernorm);
    MAGNITUDES.put(ROPE, s -> s.all(2 * s.largest(0) * (1 + s.positions())));
    MAGNITUDES.put(ATTENTION, s -> s.all(s.largest(2) * (1 + 2 * s.scores())));
    MAGNITUDES.put(MSE_LOSS, s -> s.all(Math.pow(s.largest(0) + s.largest(1), 2)));
  }

  private final Application program;
  private final Tensor expected;

  SumBound(Application program, Tensor expected) {
    this.program = program;
    this.expected = expected;
  }

  /// The number of terms of one element.
  double terms() {
    return TERMS.getOrDefault(program.op(), SumBound::last).applyAsDouble(this);
  }

  /// `Σ|terms|` for each element of the result: where nothing else is said all terms are positive,
  /// as in `norm` and `rmsnorm`, and their sum is as large as the result.
  double[] magnitudes() {
    return MAGNITUDES.getOrDefault(program.op(), s -> s.scaled(1)).apply(this);
  }

  private double last() {
    long[] shape = program.x().shape();
    return shape.length == 0 ? 1 : shape[shape.length - 1];
  }

  private double reduced() {
    return Math.max(1, program.x().size() / Math.max(1, expected.size()));
  }

  private double window() {
    return 1.0 + (double) program.tensor(1).size() / Math.max(1, program.tensor(1).dim(0));
  }

  private double[] logarithms() {
    return all((3 * largest(0) + 5) * (program.has(1) ? Math.max(1, largest(1)) * 8 : 1));
  }

  private double[] all(double value) {
    double[] all = new double[(int) expected.size()];
    Arrays.fill(all, value);
    return all;
  }

  /// As large as the result itself.
  private double[] scaled(double by) {
    return Arrays.stream(expected.toDoubles()).map(v -> Math.abs(v) * by).toArray();
  }

  private static Tensor absolute(Tensor t) {
    return Tensor.ofDoubles(
        DType.F64, t.shape(), Arrays.stream(t.toDoubles()).map(Math::abs).toArray());
  }

  private static Tensor apply(String op, Tensor... operands) {
    return (Tensor) ORACLE.apply(op, operands, Map.of());
  }

  private double[] ofAbsolute() {
    Object[] operands =
        program.operands().stream()
            .map(o -> o instanceof Tensor t && isNumber(t) ? absolute(t) : o)
            .toArray();
    Object result =
        ORACLE.apply(
            program.op().row().name(), operands, EngineAttributes.of(program.attributes()));
    return ((Tensor) result).toDoubles();
  }

  /// Whether a tensor takes part in the sum, which indexes do not.
  private boolean isNumber(Tensor t) {
    return program.op() != TensorOp.SCATTER_ADD || t == program.x();
  }

  private double[] quantized() {
    Tensor weights = apply("transpose", absolute(program.tensor(1)));
    double scale = program.has(2) ? Math.abs(program.tensor(2).getDouble(0)) : 1;
    return Arrays.stream(apply("matmul", absolute(program.x()), weights).toDoubles())
        .map(v -> v * scale)
        .toArray();
  }

  /// Hadamard's bound: the product of the rows' sums.
  private double determinant() {
    Tensor a = absolute(program.x());
    double product = 1;
    int n = (int) a.dim(a.rank() - 1);
    for (int i = 0; i < n; i++) {
      double sum = 0;
      for (int j = 0; j < n; j++) {
        sum += a.getDouble((long) i * n + j);
      }
      product *= sum;
    }
    return product;
  }

  private static Tensor wide(Tensor t) {
    return Tensor.ofDoubles(DType.F64, t.shape(), t.toDoubles());
  }

  /// `|a⁻¹| · |a| · |a⁻¹|`.
  private double[] inverse() {
    Tensor inverse = absolute(apply("inv", wide(program.x())));
    return apply("matmul", apply("matmul", inverse, absolute(program.x())), inverse).toDoubles();
  }

  /// `|a⁻¹| · (|a| · |x| + |b|)`.
  private double[] solution() {
    Tensor inverse = absolute(apply("inv", wide(program.x())));
    Tensor residue =
        apply(
            "add",
            apply("matmul", absolute(program.x()), absolute(expected)),
            absolute(program.tensor(1)));
    return apply("matmul", inverse, residue).toDoubles();
  }

  private double[] layernorm() {
    double eps = program.attributes().number("eps", 1e-5);
    int n = (int) program.x().dim(program.x().rank() - 1);
    double[] x = program.x().toDoubles();
    double[] out = new double[x.length];
    double gamma = program.has(1) ? largest(1) : 1;
    double beta = program.has(2) ? largest(2) : 0;
    for (int row = 0; row + n <= x.length && n > 0; row += n) {
      double[] part = Arrays.copyOfRange(x, row, row + n);
      double mean = Arrays.stream(part).sum() / n;
      double variance = Arrays.stream(part).map(v -> (v - mean) * (v - mean)).sum() / n;
      double most = Arrays.stream(part).map(Math::abs).max().orElse(0);
      double own = 2 * most / Math.sqrt(variance + eps);
      Arrays.fill(out, row, row + n, own * (1 + own) * gamma + beta);
    }
    return out;
  }

  private double positions() {
    return program.attributes().integer("offset", 0) + program.x().dim(program.x().rank() - 2);
  }

  private double scores() {
    double d = program.x().dim(program.x().rank() - 1);
    double mask = program.has(3) ? largest(3) : 0;
    double scale = Math.abs(program.attributes().number("scale", 1 / Math.sqrt(d)));
    return scale * d * largest(0) * largest(1) + mask;
  }

  /// The largest absolute value of an operand that is a number.
  private double largest(int operand) {
    return Arrays.stream(program.tensor(operand).toDoubles())
        .map(Math::abs)
        .filter(Double::isFinite)
        .max()
        .orElse(0);
  }
}
