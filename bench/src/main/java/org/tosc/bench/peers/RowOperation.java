package org.tosc.bench.peers;

import java.util.List;

/// An operation along the rows of `x`. Norms add 1e-5 below the root and scale by `gamma`. `rope`
/// rotates the halves of 32 heads by the angles whose `cos` and `sin` are inputs.
public record RowOperation(Kind kind, int rows, int columns) implements Problem {
  public static final int HEADS = 32;
  public static final double EPSILON = 1e-5;

  /// Which one, with its nominal operations for an element.
  public enum Kind {
    SOFTMAX(5),
    LAYERNORM(8),
    RMSNORM(4),
    ROPE(3);

    private final int flops;

    Kind(int flops) {
      this.flops = flops;
    }
  }

  @Override
  public String op() {
    return kind.name().toLowerCase(java.util.Locale.ROOT);
  }

  @Override
  public String shape() {
    return rows + "x" + columns;
  }

  /// Half the width of a head: elements that far apart are rotated together.
  public int half() {
    return columns / HEADS / 2;
  }

  @Override
  public List<Input> inputs() {
    Input x = new Input("x", rows * columns, 1);
    Input gamma = new Input("gamma", columns, 1);
    return switch (kind) {
      case SOFTMAX -> List.of(x);
      case LAYERNORM -> List.of(x, gamma, new Input("beta", columns, 1));
      case RMSNORM -> List.of(x, gamma);
      case ROPE ->
          List.of(x, new Input("cos", rows * half(), 1), new Input("sin", rows * half(), 1));
    };
  }

  @Override
  public int size() {
    return rows * columns;
  }

  @Override
  public Expected expected(Data data, int index) {
    return switch (kind) {
      case SOFTMAX -> softmax(data.get("x"), index);
      case LAYERNORM -> norm(data, index, true);
      case RMSNORM -> norm(data, index, false);
      case ROPE -> rope(data, index);
    };
  }

  private Expected softmax(float[] x, int index) {
    int start = index / columns * columns;
    double sum = 0;
    for (int i = 0; i < columns; i++) {
      sum += Math.exp(x[start + i]);
    }
    double value = Math.exp(x[index]) / sum;
    return new Expected(value, value);
  }

  private Expected norm(Data data, int index, boolean centred) {
    float[] x = data.get("x");
    int start = index / columns * columns;
    double mean = 0;
    for (int i = 0; centred && i < columns; i++) {
      mean += (double) x[start + i] / columns;
    }
    double squares = 0;
    for (int i = 0; i < columns; i++) {
      squares += (x[start + i] - mean) * (x[start + i] - mean);
    }
    double factor = data.get("gamma")[index % columns] / Math.sqrt(squares / columns + EPSILON);
    double beta = centred ? data.get("beta")[index % columns] : 0;
    double value = (x[index] - mean) * factor + beta;
    return new Expected(value, (Math.abs(x[index]) + 1) * Math.abs(factor) + Math.abs(beta));
  }

  private Expected rope(Data data, int index) {
    float[] x = data.get("x");
    int at = index % (2 * half());
    int angle = index / columns * half() + at % half();
    double cos = data.get("cos")[angle];
    double sin = data.get("sin")[angle];
    boolean first = at < half();
    double own = x[index] * cos;
    double other = first ? -x[index + half()] * sin : x[index - half()] * sin;
    return new Expected(own + other, Math.abs(own) + Math.abs(other));
  }

  @Override
  public double tolerance() {
    return kind == Kind.ROPE ? 0x1p-22 : 2e-5;
  }

  @Override
  public double flops() {
    return (double) kind.flops * rows * columns;
  }

  @Override
  public double bytes() {
    return 8.0 * rows * columns;
  }
}
