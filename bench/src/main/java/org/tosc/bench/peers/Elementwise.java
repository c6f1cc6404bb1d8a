package org.tosc.bench.peers;

import java.util.List;

/// `silumul`: `x / (1 + e^-x) * u`; `gelu_tanh`: GELU of `x` with the hyperbolic tangent; `add`: `x
/// + u`, on few elements what a call costs.
public record Elementwise(Kind kind, int rows, int columns) implements Problem {
  /// Which one.
  public enum Kind {
    SILUMUL,
    GELU_TANH,
    ADD
  }

  @Override
  public String op() {
    return kind.name().toLowerCase(java.util.Locale.ROOT);
  }

  @Override
  public String shape() {
    return rows + "x" + columns;
  }

  @Override
  public List<Input> inputs() {
    Input x = new Input("x", size(), 4);
    return switch (kind) {
      case SILUMUL, ADD -> List.of(x, new Input("u", size(), 1));
      case GELU_TANH -> List.of(x);
    };
  }

  @Override
  public int size() {
    return rows * columns;
  }

  @Override
  public Expected expected(Data data, int index) {
    double x = data.get("x")[index];
    return switch (kind) {
      case SILUMUL -> {
        double u = data.get("u")[index];
        yield new Expected(x / (1 + Math.exp(-x)) * u, Math.abs(x * u) + Double.MIN_NORMAL);
      }
      case GELU_TANH -> new Expected(Problem.gelu(x), Math.abs(x) + Double.MIN_NORMAL);
      case ADD -> {
        double u = data.get("u")[index];
        yield new Expected(x + u, Math.abs(x) + Math.abs(u) + Double.MIN_NORMAL);
      }
    };
  }

  @Override
  public double tolerance() {
    return kind == Kind.ADD ? 0x1p-24 : 4e-6;
  }

  @Override
  public double flops() {
    return switch (kind) {
      case SILUMUL -> 5.0 * size();
      case GELU_TANH -> 8.0 * size();
      case ADD -> size();
    };
  }

  @Override
  public double bytes() {
    return switch (kind) {
      case SILUMUL, ADD -> 12.0 * size();
      case GELU_TANH -> 8.0 * size();
    };
  }
}
