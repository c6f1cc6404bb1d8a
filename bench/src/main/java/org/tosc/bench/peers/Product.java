package org.tosc.bench.peers;

import java.util.List;

/// A product of matrices, `x` of m × k and `w` of k × n. In `gemm` both are operands; in the others
/// `w` are weights that never change, so whoever likes may pack them before.
public record Product(Kind kind, int m, int n, int k) implements Problem {
  /// What is done with the product.
  public enum Kind {
    GEMM("gemm", 1, 1),
    MATMUL("matmul", 0.5f, 0.05f),
    BIAS_RELU("matmul+bias+relu", 0.5f, 0.05f),
    BIAS_GELU("matmul+bias+gelu_tanh", 0.5f, 0.05f);

    private final String op;
    private final float left;
    private final float right;

    Kind(String op, float left, float right) {
      this.op = op;
      this.left = left;
      this.right = right;
    }
  }

  @Override
  public String op() {
    return kind.op;
  }

  @Override
  public String shape() {
    return m + "x" + n + "x" + k;
  }

  public boolean hasBias() {
    return switch (kind) {
      case GEMM, MATMUL -> false;
      case BIAS_RELU, BIAS_GELU -> true;
    };
  }

  @Override
  public List<Input> inputs() {
    Input x = new Input("x", m * k, kind.left);
    Input w = new Input("w", k * n, kind.right);
    return hasBias() ? List.of(x, w, new Input("bias", n, 1)) : List.of(x, w);
  }

  @Override
  public int size() {
    return m * n;
  }

  @Override
  public Expected expected(Data data, int index) {
    float[] x = data.get("x");
    float[] w = data.get("w");
    int row = index / n;
    int column = index % n;
    double sum = 0;
    double scale = 0;
    for (int i = 0; i < k; i++) {
      double term = (double) x[row * k + i] * w[i * n + column];
      sum += term;
      scale += Math.abs(term);
    }
    if (!hasBias()) {
      return new Expected(sum, scale);
    }
    double bias = data.get("bias")[column];
    double value = kind == Kind.BIAS_RELU ? Math.max(sum + bias, 0) : Problem.gelu(sum + bias);
    return new Expected(value, scale + Math.abs(bias));
  }

  @Override
  public double tolerance() {
    return switch (kind) {
      case GEMM, MATMUL, BIAS_RELU -> Problem.sumBound(k);
      // The slope of GELU is below 1.2; it adds some roundings of its own.
      case BIAS_GELU -> 1.2 * Problem.sumBound(k) + 0x1p-20;
    };
  }

  @Override
  public double flops() {
    return 2.0 * m * n * k;
  }

  @Override
  public double bytes() {
    return 4.0 * ((double) m * k + (double) k * n + (double) m * n);
  }

  @Override
  public boolean isContraction() {
    return true;
  }
}
