package org.tosc.driver.fuzz;

import java.util.Arrays;
import java.util.Map;
import org.tosc.driver.tensor.EngineAttributes;
import org.tosc.driver.tensor.OracleTensors;
import org.tosc.rt.tensor.DType;
import org.tosc.rt.tensor.Tensor;
import org.tosc.tir.ir.TensorOp;

/// `Σ|terms|` and the number of terms of each element of a sum, for rows whose engines may add in
/// any order. Both come from the operands alone: the oracle computes the same operation on absolute
/// values in `f64`, or, where an operation is more than one sum, a bound on what its parts add up
/// to.
final class TensorBound {
  private static final OracleTensors ORACLE = new OracleTensors();

  private final TensorProgram program;
  private final Tensor expected;

  TensorBound(TensorProgram program, Tensor expected) {
    this.program = program;
    this.expected = expected;
  }

  /// The number of terms of one element.
  double terms() {
    long[] shape = program.x().shape();
    long last = shape.length == 0 ? 1 : shape[shape.length - 1];
    return switch (program.op()) {
      case REDUCE_SUM, REDUCE_MEAN, REDUCE_PROD, NORM, TRACE, SCATTER_ADD, MSE_LOSS, CE_LOSS ->
          Math.max(1, program.x().size() / Math.max(1, expected.size()))
              + (program.op() == TensorOp.SCATTER_ADD ? program.x().size() : 0);
      case CUMSUM, SOFTMAX, LOG_SOFTMAX -> Arrays.stream(shape).max().orElse(1);
      case CONV2D ->
          1.0 + (double) program.tensor(1).size() / Math.max(1, program.tensor(1).dim(0));
      case ATTENTION -> last + program.tensor(1).dim(program.tensor(1).rank() - 2);
      case POOL -> program.x().size();
      default -> last;
    };
  }

  /// `Σ|terms|` for each element of the result.
  double[] magnitudes() {
    return switch (program.op()) {
      case REDUCE_SUM,
          REDUCE_MEAN,
          REDUCE_PROD,
          CUMSUM,
          TRACE,
          SCATTER_ADD,
          COLLECTIVE,
          MATMUL,
          DOT,
          CONV2D,
          POOL ->
          ofAbsolute();
      case QMATMUL -> quantized();
      case DET -> all(determinant());
      case INV -> inverse();
      case SOLVE -> solution();
      case SOFTMAX -> scaled(1 + 2 * largest(0));
      case LOG_SOFTMAX, CE_LOSS ->
          all((3 * largest(0) + 5) * (program.has(1) ? Math.max(1, largest(1)) * 8 : 1));
      case LAYERNORM -> layernorm();
      case ROPE -> all(2 * largest(0) * (1 + positions()));
      case ATTENTION -> all(largest(2) * (1 + 2 * scores()));
      case MSE_LOSS -> all(Math.pow(largest(0) + largest(1), 2));
      default -> scaled(1); // NORM, RMSNORM: all terms are positive
    };
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
    return program.attributes().number("scale", 1 / Math.sqrt(d)) * d * largest(0) * largest(1)
        + mask;
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
