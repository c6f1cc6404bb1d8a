package org.tosc.bench.peers;

import java.util.List;

/// `softmax(q·kᵀ/√width)·v` for each head. Tensors are heads × length × width; who wants them
/// otherwise arranges them before the time is taken, and the result afterwards.
public record Attention(int queries, int keys, int heads, int width) implements Problem {
  @Override
  public String op() {
    return "attention";
  }

  @Override
  public String shape() {
    return "q" + queries + "kv" + keys + "h" + heads + "d" + width;
  }

  @Override
  public List<Input> inputs() {
    return List.of(
        new Input("q", heads * queries * width, 2),
        new Input("k", heads * keys * width, 2),
        new Input("v", heads * keys * width, 1));
  }

  @Override
  public int size() {
    return heads * queries * width;
  }

  @Override
  public Expected expected(Data data, int index) {
    int head = index / (queries * width);
    int row = index / width * width;
    float[] q = data.get("q");
    float[] k = data.get("k");
    float[] v = data.get("v");
    int at = head * keys * width;
    double sum = 0;
    double value = 0;
    double scale = 0;
    for (int i = 0; i < keys; i++) {
      double score = 0;
      for (int j = 0; j < width; j++) {
        score += (double) q[row + j] * k[at + i * width + j];
      }
      double weight = Math.exp(score / Math.sqrt(width));
      double other = v[at + i * width + index % width];
      sum += weight;
      value += weight * other;
      scale += weight * Math.abs(other);
    }
    return new Expected(value / sum, scale / sum);
  }

  @Override
  public double tolerance() {
    return 4e-5;
  }

  @Override
  public double flops() {
    return 4.0 * heads * queries * keys * width;
  }

  @Override
  public double bytes() {
    return 8.0 * heads * width * ((double) queries + keys);
  }

  @Override
  public boolean isContraction() {
    return true;
  }
}
