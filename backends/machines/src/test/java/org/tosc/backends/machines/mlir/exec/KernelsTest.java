package org.tosc.backends.machines.mlir.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.tosc.backends.machines.mlir.Texts;

/// Kernels against their formulas in float64.
class KernelsTest {
  private static void check(double[] actual, double relative, IntToDoubleFunction expected) {
    for (int i = 0; i < actual.length; i++) {
      double want = expected.applyAsDouble(i);
      assertEquals(want, actual[i], relative * Math.max(1, Math.abs(want)), "element " + i);
    }
  }

  private static double dot(double[] a, int from, int step, double[] b, int start, int by, int n) {
    double sum = 0;
    for (int k = 0; k < n; k++) {
      sum += a[from + k * step] * b[start + k * by];
    }
    return sum;
  }

  @Test
  void perceptron() {
    Call call = new Call(Texts.kernel("mlp"), "mlp").random(1);
    double[] x = call.values(0);
    double[] w = call.values(1);
    double[] b = call.values(2);
    Counts counts = call.run().counts();
    check(
        call.values(3),
        1e-5,
        i -> Math.max(0, dot(x, i / 128 * 96, 1, w, i % 128, 128, 96) + b[i % 128]));
    // A product and a sum for each of 64 x 128 x 96, a sum and a maximum for each result.
    assertEquals(2 * 64 * 128 * 96 + 2 * 64 * 128, counts.flops());
  }

  @Test
  void perceptronOfHalves() {
    Call call = new Call(Texts.kernel("mlp_f16"), "mlp_f16").random(2);
    double[] x = call.values(0);
    double[] w = call.values(1);
    double[] b = call.values(2);
    call.run();
    check(
        call.values(3),
        1e-3,
        i -> Math.max(0, dot(x, i / 128 * 96, 1, w, i % 128, 128, 96) + b[i % 128]));
  }

  @Test
  void softmax() {
    Call call = new Call(Texts.kernel("softmax"), "softmax").random(3);
    double[] x = call.values(0);
    call.run();
    check(
        call.values(1),
        1e-6,
        i -> {
          double sum = 0;
          for (int j = 0; j < 257; j++) {
            sum += Math.exp(x[i / 257 * 257 + j]);
          }
          return Math.exp(x[i]) / sum;
        });
  }

  @Test
  void layerNormalisation() {
    Call call = new Call(Texts.kernel("layernorm"), "layernorm").random(4);
    double[] x = call.values(0);
    double[] gamma = call.values(1);
    double[] beta = call.values(2);
    call.run();
    int n = gamma.length;
    check(
        call.values(3),
        1e-4,
        i -> {
          double mean = 0;
          double square = 0;
          for (int j = 0; j < n; j++) {
            mean += x[i / n * n + j] / n;
          }
          for (int j = 0; j < n; j++) {
            square += Math.pow(x[i / n * n + j] - mean, 2) / n;
          }
          return (x[i] - mean) / Math.sqrt(square + 1e-5) * gamma[i % n] + beta[i % n];
        });
  }

  @Test
  void attention() {
    Call call = new Call(Texts.kernel("attention"), "attention").random(5);
    double[] q = call.values(0);
    double[] k = call.values(1);
    double[] v = call.values(2);
    call.run();
    check(
        call.values(3),
        1e-4,
        i -> {
          int head = i / (48 * 32) * 48 * 32;
          int row = i / 32 * 32;
          double sum = 0;
          double all = 0;
          for (int j = 0; j < 48; j++) {
            double weight = Math.exp(dot(q, row, 1, k, head + j * 32, 1, 32) / Math.sqrt(32));
            sum += weight * v[head + j * 32 + i % 32];
            all += weight;
          }
          return sum / all;
        });
  }

  @Test
  void convolution() {
    Call call = new Call(Texts.kernel("conv2d"), "conv2d").random(6);
    double[] x = call.values(0);
    double[] w = call.values(1);
    call.run();
    check(
        call.values(2),
        1e-5,
        i -> {
          int f = i % 16;
          int column = i / 16 % 9;
          int row = i / 144 % 9;
          int image = i / 1296;
          double sum = 0;
          for (int tap = 0; tap < 9 * 8; tap++) {
            int y = row * 2 + tap / 24 - 1;
            int z = column * 2 + tap / 8 % 3 - 1;
            boolean isInside = y >= 0 && y < 17 && z >= 0 && z < 17;
            sum += isInside ? x[((image * 17 + y) * 17 + z) * 8 + tap % 8] * w[tap * 16 + f] : 0;
          }
          return sum;
        });
  }

  @Test
  void vectorsWithMasks() {
    Call call = new Call(Texts.kernel("vec_level"), "saxpy").random(7);
    double[] x = call.values(2);
    double[] y = call.values(3);
    call.run();
    // 37 elements of 4096: two whole vectors and a masked one.
    check(call.values(3), 0, i -> i < 37 ? Math.fma(1.5f, (float) x[i], (float) y[i]) : y[i]);
  }

  @Test
  void vectorsInRegisters() {
    Call call = new Call(Texts.kernel("vec_level"), "ukernel").random(8);
    double[] a = call.values(0);
    double[] b = call.values(1);
    call.run();
    check(call.values(2), 1e-5, i -> dot(a, i / 16 * 64, 1, b, i % 16, 16, 64));
  }

  @Test
  void parallelLoops() {
    Call call = new Call(Texts.kernel("par"), "matmul").random(9);
    double[] a = call.values(0);
    double[] b = call.values(1);
    call.run();
    check(call.values(2), 1e-5, i -> dot(a, i / 32 * 32, 1, b, i % 32, 32, 32));
  }

  @Test
  void aScheduleIsPassedOver() {
    Call call = new Call(Texts.kernel("scheduled"), "matmul").random(10);
    double[] a = call.values(0);
    double[] b = call.values(1);
    call.run();
    check(call.values(2), 1e-5, i -> dot(a, i / 64 * 64, 1, b, i % 64, 64, 64));
  }
}
