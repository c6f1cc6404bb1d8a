package org.tosc.bench.peers;

import org.jspecify.annotations.Nullable;

/// Loops as one writes them in Java: the anchor of the table, and the contender that is always
/// there.
public final class PlainJava implements Contender {
  @Override
  public String name() {
    return "java";
  }

  @Override
  public Role role() {
    return Role.ANCHOR;
  }

  @Override
  public String version() {
    return "loops in Java, JDK " + Runtime.version();
  }

  @Override
  public @Nullable Case prepare(Problem.Data data, int threads) {
    float[] result = new float[data.problem().size()];
    return switch (data.problem()) {
      case Product p -> new Loop(result, () -> product(p, data, result));
      case RowOperation r -> new Loop(result, () -> rows(r, data, result));
      case Elementwise e -> new Loop(result, () -> elementwise(e, data, result));
      case QuantisedProduct _, Attention _, Convolution _ -> null;
    };
  }

  private static final class Loop implements Case {
    private final float[] result;
    private final Runnable body;

    Loop(float[] result, Runnable body) {
      this.result = result;
      this.body = body;
    }

    @Override
    public void run() {
      body.run();
    }

    @Override
    public float[] result() {
      return result;
    }
  }

  private static void product(Product p, Problem.Data data, float[] y) {
    float[] x = data.get("x");
    float[] w = data.get("w");
    java.util.Arrays.fill(y, 0);
    for (int i = 0; i < p.m(); i++) {
      for (int k = 0; k < p.k(); k++) {
        addRow(x[i * p.k() + k], w, k * p.n(), y, i * p.n(), p.n());
      }
    }
    if (p.hasBias()) {
      float[] bias = data.get("bias");
      for (int i = 0; i < y.length; i++) {
        float sum = y[i] + bias[i % p.n()];
        y[i] = p.kind() == Product.Kind.BIAS_RELU ? Math.max(sum, 0) : gelu(sum);
      }
    }
  }

  private static void addRow(float factor, float[] w, int from, float[] y, int to, int n) {
    for (int j = 0; j < n; j++) {
      y[to + j] += factor * w[from + j];
    }
  }

  private static float gelu(float x) {
    return (float) (0.5f * x * (1 + Math.tanh(0.7978846f * (x + 0.044715f * x * x * x))));
  }

  private static void rows(RowOperation r, Problem.Data data, float[] y) {
    for (int start = 0; start < y.length; start += r.columns()) {
      switch (r.kind()) {
        case SOFTMAX -> softmax(data.get("x"), y, start, r.columns());
        case LAYERNORM -> layernorm(data.get("x"), data.get("gamma"), data.get("beta"), y, start);
        case RMSNORM -> rmsnorm(data.get("x"), data.get("gamma"), y, start);
        case ROPE -> rope(r, data, y, start);
      }
    }
  }

  private static void softmax(float[] x, float[] y, int start, int n) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = start; i < start + n; i++) {
      max = Math.max(max, x[i]);
    }
    float sum = 0;
    for (int i = start; i < start + n; i++) {
      y[i] = (float) Math.exp(x[i] - max);
      sum += y[i];
    }
    for (int i = start; i < start + n; i++) {
      y[i] /= sum;
    }
  }

  private static void layernorm(float[] x, float[] gamma, float[] beta, float[] y, int start) {
    int n = gamma.length;
    float mean = 0;
    for (int i = 0; i < n; i++) {
      mean += x[start + i];
    }
    mean /= n;
    float squares = 0;
    for (int i = 0; i < n; i++) {
      squares += (x[start + i] - mean) * (x[start + i] - mean);
    }
    float factor = (float) (1 / Math.sqrt(squares / n + RowOperation.EPSILON));
    for (int i = 0; i < n; i++) {
      y[start + i] = (x[start + i] - mean) * factor * gamma[i] + beta[i];
    }
  }

  private static void rmsnorm(float[] x, float[] gamma, float[] y, int start) {
    int n = gamma.length;
    float squares = 0;
    for (int i = 0; i < n; i++) {
      squares += x[start + i] * x[start + i];
    }
    float factor = (float) (1 / Math.sqrt(squares / n + RowOperation.EPSILON));
    for (int i = 0; i < n; i++) {
      y[start + i] = x[start + i] * factor * gamma[i];
    }
  }

  private static void rope(RowOperation r, Problem.Data data, float[] y, int start) {
    float[] x = data.get("x");
    float[] cos = data.get("cos");
    float[] sin = data.get("sin");
    int half = r.half();
    int angle = start / r.columns() * half;
    for (int head = start; head < start + r.columns(); head += 2 * half) {
      for (int i = 0; i < half; i++) {
        float a = x[head + i];
        float b = x[head + half + i];
        y[head + i] = a * cos[angle + i] - b * sin[angle + i];
        y[head + half + i] = a * sin[angle + i] + b * cos[angle + i];
      }
    }
  }

  private static void elementwise(Elementwise e, Problem.Data data, float[] y) {
    float[] x = data.get("x");
    switch (e.kind()) {
      case SILUMUL -> {
        float[] u = data.get("u");
        for (int i = 0; i < y.length; i++) {
          y[i] = x[i] / (1 + (float) Math.exp(-x[i])) * u[i];
        }
      }
      case ADD -> {
        float[] u = data.get("u");
        for (int i = 0; i < y.length; i++) {
          y[i] = x[i] + u[i];
        }
      }
      case GELU_TANH -> {
        for (int i = 0; i < y.length; i++) {
          y[i] = gelu(x[i]);
        }
      }
    }
  }
}
