package org.tosc.bench.peers;

import java.util.List;

/// A convolution with bias of one square image of `inputs` channels (NCHW) by `outputs` filters,
/// padded so that with stride 1 the size stays.
public record Convolution(int channels, int side, int outputs, int window, int stride)
    implements Problem {
  @Override
  public String op() {
    return "conv";
  }

  @Override
  public String shape() {
    return channels + "x" + side + "x" + outputs + "k" + window + "s" + stride;
  }

  public int padding() {
    return window / 2;
  }

  /// The side of the result.
  public int resultSide() {
    return (side + 2 * padding() - window) / stride + 1;
  }

  @Override
  public List<Input> inputs() {
    return List.of(
        new Input("x", channels * side * side, 1),
        new Input("w", outputs * channels * window * window, 0.1f),
        new Input("bias", outputs, 1));
  }

  @Override
  public int size() {
    return outputs * resultSide() * resultSide();
  }

  @Override
  public Expected expected(Data data, int index) {
    int area = resultSide() * resultSide();
    int filter = index / area;
    int top = index % area / resultSide() * stride - padding();
    int left = index % resultSide() * stride - padding();
    float[] x = data.get("x");
    float[] w = data.get("w");
    double sum = data.get("bias")[filter];
    double scale = Math.abs(sum);
    for (int c = 0; c < channels; c++) {
      for (int i = Math.max(0, -top); i < Math.min(window, side - top); i++) {
        for (int j = Math.max(0, -left); j < Math.min(window, side - left); j++) {
          double term =
              (double) x[(c * side + top + i) * side + left + j]
                  * w[((filter * channels + c) * window + i) * window + j];
          sum += term;
          scale += Math.abs(term);
        }
      }
    }
    return new Expected(sum, scale);
  }

  @Override
  public double tolerance() {
    return Problem.sumBound(channels * window * window);
  }

  @Override
  public double flops() {
    return 2.0 * size() * channels * window * window;
  }

  @Override
  public double bytes() {
    return 4.0 * (channels * side * side + outputs * channels * window * window + size());
  }

  @Override
  public boolean isContraction() {
    return true;
  }
}
