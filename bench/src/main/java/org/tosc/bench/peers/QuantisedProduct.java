package org.tosc.bench.peers;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A product of `x`, m × k, with weights in blocks of 32 of four bits each, n × k: what ONNX
/// Runtime calls `MatMulNBits`. The weights are whole numbers from -8 to 7 in `w`, one after the
/// other, and a factor for each block in `s`.
public record QuantisedProduct(int m, int n, int k) implements Problem {
  public static final int BLOCK = 32;

  @Override
  public String op() {
    return "q4matmul";
  }

  @Override
  public String shape() {
    return m + "x" + n + "x" + k;
  }

  @Override
  public List<Input> inputs() {
    return List.of(
        new Input("x", m * k, 1), new Input("w", n * k, 8), new Input("s", n * k / BLOCK, 0.01f));
  }

  @Override
  public Data data() {
    Map<String, float[]> inputs = new HashMap<>(Problem.super.data().inputs());
    float[] w = inputs.getOrDefault("w", new float[0]);
    for (int i = 0; i < w.length; i++) {
      w[i] = (float) Math.clamp(Math.floor(w[i]), -8, 7);
    }
    return new Data(this, inputs);
  }

  @Override
  public int size() {
    return m * n;
  }

  @Override
  public Expected expected(Data data, int index) {
    float[] x = data.get("x");
    float[] w = data.get("w");
    float[] s = data.get("s");
    int row = index / n * k;
    int column = index % n * k;
    double sum = 0;
    double scale = 0;
    for (int i = 0; i < k; i++) {
      double term = (double) x[row + i] * w[column + i] * s[(column + i) / BLOCK];
      sum += term;
      scale += Math.abs(term);
    }
    return new Expected(sum, scale);
  }

  /// Whoever rounds `x` to whole numbers up to 127 in each block is off by 1/254 of its greatest
  /// element, which is twice the mean.
  @Override
  public double tolerance() {
    return 2.0 / 254;
  }

  @Override
  public double flops() {
    return 2.0 * m * n * k;
  }

  /// Blocks of 16 bytes and a factor of two bytes.
  @Override
  public double bytes() {
    return 4.0 * m * (k + (double) n) + 18.0 * n * k / BLOCK;
  }
}
