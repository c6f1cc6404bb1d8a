package org.tosc.backends.machines.gpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tosc.backends.machines.gpu.tile.DType;
import org.tosc.backends.machines.gpu.tile.Grid;

/// Kernels of the kinds of Triton's tutorials, written by hand, against their definitions in double
/// precision.
class TutorialKernelsTest {
  static Grid grid(int x) {
    return new Grid(x, 1, 1);
  }

  @Test
  void vectorAdd() {
    Fixture f = Fixture.of("add.py");
    int n = 3000;
    Data x = Data.random(f.machine, "x", DType.F32, n, 1);
    Data y = Data.random(f.machine, "y", DType.F32, n, 2);
    Data out = Data.zeros(f.machine, "out", DType.F32, n);
    f.run("add_kernel", grid(3), List.of(x, y, out, n), Map.of("BLOCK_SIZE", 1024));
    for (int i = 0; i < n; i++) {
      assertEquals((float) x.get(i) + (float) y.get(i), out.get(i));
    }
  }

  @Test
  void softmax() {
    Fixture f = Fixture.of("softmax.py");
    int rows = 17;
    int columns = 300;
    Data x = Data.random(f.machine, "x", DType.F32, rows * columns, 3);
    Data y = Data.zeros(f.machine, "y", DType.F32, rows * columns);
    f.run(
        "softmax_kernel",
        grid(6),
        List.of(y, x, columns, columns, rows, columns),
        Map.of("BLOCK_SIZE", 512, "num_stages", 2));
    double[] expected = new double[rows * columns];
    for (int i = 0; i < rows; i++) {
      double sum = 0;
      for (int j = 0; j < columns; j++) {
        sum += Math.exp(x.get(i * columns + j));
      }
      for (int j = 0; j < columns; j++) {
        expected[i * columns + j] = Math.exp(x.get(i * columns + j)) / sum;
      }
    }
    Fixture.close(expected, y.values(), 1e-6, 0);
  }

  static double[] product(double[] a, double[] b, int m, int n, int k) {
    double[] c = new double[m * n];
    for (int i = 0; i < m; i++) {
      for (int l = 0; l < k; l++) {
        for (int j = 0; j < n; j++) {
          c[i * n + j] += a[i * k + l] * b[l * n + j];
        }
      }
    }
    return c;
  }

  @Test
  void matrixProductWithEpilogue() {
    Fixture f = Fixture.of("matmul.py");
    int m = 100;
    int n = 72;
    int k = 90;
    Data a = Data.random(f.machine, "a", DType.F16, m * k, 4);
    Data b = Data.random(f.machine, "b", DType.F16, k * n, 5);
    Data c = Data.zeros(f.machine, "c", DType.F16, m * n);
    f.run(
        "matmul_kernel",
        grid(4 * 3),
        List.of(a, b, c, m, n, k, k, 1, n, 1, n, 1),
        Map.of(
            "BLOCK_SIZE_M",
            32,
            "BLOCK_SIZE_N",
            32,
            "BLOCK_SIZE_K",
            32,
            "GROUP_SIZE_M",
            2,
            "ACTIVATION",
            "leaky_relu"));
    double[] expected = product(a.values(), b.values(), m, n, k);
    for (int i = 0; i < expected.length; i++) {
      expected[i] = expected[i] >= 0 ? expected[i] : 0.01 * expected[i];
    }
    Fixture.close(expected, c.values(), 6e-4, 1e-5);
  }

  @Test
  void configurationsOfAutotune() {
    var configurations = Fixture.of("matmul.py").file.kernel("matmul_kernel").configurations();
    assertEquals(2, configurations.size());
    assertEquals(256L, configurations.get(1).values().get("BLOCK_SIZE_N"));
    assertEquals(8, configurations.get(1).warps());
  }

  @Test
  void seededDropout() {
    Fixture f = Fixture.of("dropout.py");
    int n = 5000;
    Data x = Data.random(f.machine, "x", DType.F32, n, 6);
    Data y = Data.zeros(f.machine, "y", DType.F32, n);
    Map<String, Object> constants = Map.of("BLOCK_SIZE", 1024);
    f.run("seeded_dropout_kernel", grid(5), List.of(x, y, n, 0.25, 123), constants);
    int kept = 0;
    for (int i = 0; i < n; i++) {
      if (y.get(i) != 0) {
        kept++;
        assertEquals((float) x.get(i) / 0.75f, y.get(i));
      }
    }
    assertTrue(Math.abs(kept - 0.75 * n) < 150, "kept " + kept);
    double[] first = y.values();
    f.run("seeded_dropout_kernel", grid(5), List.of(x, y, n, 0.25, 123), constants);
    assertArrayEquals(first, y.values());
  }

  @Test
  void layerNormForwardAndBackward() {
    Fixture f = Fixture.of("layernorm.py");
    int m = 10;
    int n = 100;
    int groups = 4;
    Data x = Data.random(f.machine, "x", DType.F32, m * n, 7);
    Data w = Data.random(f.machine, "w", DType.F32, n, 8);
    Data b = Data.random(f.machine, "b", DType.F32, n, 9);
    Data dy = Data.random(f.machine, "dy", DType.F32, m * n, 10);
    Data y = Data.zeros(f.machine, "y", DType.F32, m * n);
    Data mean = Data.zeros(f.machine, "mean", DType.F32, m);
    Data rstd = Data.zeros(f.machine, "rstd", DType.F32, m);
    double eps = 1e-5;
    f.run(
        "layer_norm_fwd",
        grid(m),
        List.of(x, y, w, b, mean, rstd, n, n, eps),
        Map.of("BLOCK_SIZE", 64));

    double[] xhat = new double[m * n];
    double[] expected = new double[m * n];
    double[] scale = new double[m];
    for (int i = 0; i < m; i++) {
      double average = 0;
      double square = 0;
      for (int j = 0; j < n; j++) {
        average += x.get(i * n + j) / n;
      }
      for (int j = 0; j < n; j++) {
        square += Math.pow(x.get(i * n + j) - average, 2) / n;
      }
      scale[i] = 1 / Math.sqrt(square + eps);
      for (int j = 0; j < n; j++) {
        xhat[i * n + j] = (x.get(i * n + j) - average) * scale[i];
        expected[i * n + j] = xhat[i * n + j] * w.get(j) + b.get(j);
      }
    }
    Fixture.close(expected, y.values(), 1e-5, 1e-5);

    Data dx = Data.zeros(f.machine, "dx", DType.F32, m * n);
    Data partialDw = Data.zeros(f.machine, "dw", DType.F32, groups * n);
    Data partialDb = Data.zeros(f.machine, "db", DType.F32, groups * n);
    Data locks = Data.zeros(f.machine, "locks", DType.I32, 2 * groups);
    for (long order : new long[] {0, 17}) {
      LaunchOptions options = LaunchOptions.DEFAULT.withOrder(order);
      java.util.Arrays.fill(locks.bytes(), (byte) 0);
      f.run(
          "layer_norm_bwd_dx",
          grid(m),
          options,
          List.of(dx, dy, partialDw, partialDb, x, w, mean, rstd, locks, n, n),
          Map.of("GROUP_SIZE_M", groups, "BLOCK_SIZE_N", 128));
    }
    Data dw = Data.zeros(f.machine, "final_dw", DType.F32, n);
    Data db = Data.zeros(f.machine, "final_db", DType.F32, n);
    f.run(
        "layer_norm_bwd_dwdb",
        grid(4),
        List.of(partialDw, partialDb, dw, db, groups, n),
        Map.of("BLOCK_SIZE_M", 4, "BLOCK_SIZE_N", 32));
    double[] expectedDx = new double[m * n];
    double[] expectedDw = new double[n];
    double[] expectedDb = new double[n];
    for (int i = 0; i < m; i++) {
      double c1 = 0;
      double c2 = 0;
      for (int j = 0; j < n; j++) {
        double g = w.get(j) * dy.get(i * n + j);
        c1 += xhat[i * n + j] * g / n;
        c2 += g / n;
        expectedDw[j] += dy.get(i * n + j) * xhat[i * n + j];
        expectedDb[j] += dy.get(i * n + j);
      }
      for (int j = 0; j < n; j++) {
        double g = w.get(j) * dy.get(i * n + j);
        expectedDx[i * n + j] = (g - (xhat[i * n + j] * c1 + c2)) * scale[i];
      }
    }
    Fixture.close(expectedDx, dx.values(), 1e-4, 1e-4);
    Fixture.close(expectedDw, dw.values(), 1e-4, 1e-4);
    Fixture.close(expectedDb, db.values(), 1e-4, 1e-4);
  }

  private static double[] attention(
      Data q, Data k, Data v, int heads, int s, int d, double scale, boolean causal) {
    double[] out = new double[heads * s * d];
    for (int h = 0; h < heads; h++) {
      int base = h * s * d;
      for (int i = 0; i < s; i++) {
        double[] p = new double[s];
        double sum = 0;
        for (int j = 0; j < s; j++) {
          double dot = 0;
          for (int l = 0; l < d; l++) {
            dot += q.get(base + i * d + l) * k.get(base + j * d + l);
          }
          p[j] = causal && j > i ? 0 : Math.exp(dot * scale);
          sum += p[j];
        }
        for (int j = 0; j < s; j++) {
          for (int l = 0; l < d; l++) {
            out[base + i * d + l] += p[j] / sum * v.get(base + j * d + l);
          }
        }
      }
    }
    return out;
  }

  @Test
  void attentionForward() {
    int heads = 3;
    int s = 64;
    int d = 32;
    for (int stage : new int[] {1, 3}) {
      Fixture f = Fixture.of("attention.py");
      Data q = Data.random(f.machine, "q", DType.F16, heads * s * d, 11);
      Data k = Data.random(f.machine, "k", DType.F16, heads * s * d, 12);
      Data v = Data.random(f.machine, "v", DType.F16, heads * s * d, 13);
      Data out = Data.zeros(f.machine, "out", DType.F16, heads * s * d);
      Data m = Data.zeros(f.machine, "m", DType.F32, heads * s);
      f.run(
          "attn_fwd",
          new Grid(s / 32, heads, 1),
          List.of(q, k, v, out, m, 0.5, s),
          Map.of(
              "HEAD_DIM",
              d,
              "BLOCK_M",
              32,
              "BLOCK_N",
              16,
              "STAGE",
              stage,
              "warp_specialize",
              false));
      Fixture.close(attention(q, k, v, heads, s, d, 0.5, stage == 3), out.values(), 2e-3, 2e-3);
    }
  }

  @Test
  void functionOfLibdevice() {
    Fixture f = Fixture.of("asin.py");
    double[] values = new Random(14).doubles(100, -1, 1).toArray();
    Data x = Data.of(f.machine, "x", DType.F32, values);
    Data y = Data.zeros(f.machine, "y", DType.F32, 100);
    f.run("asin_kernel", grid(2), List.of(x, y, 100), Map.of("BLOCK_SIZE", 64));
    for (int i = 0; i < 100; i++) {
      assertEquals((float) Math.asin(x.get(i)), y.get(i), 1e-7);
    }
  }

  @Test
  void groupedGemm() {
    Fixture f = Fixture.of("grouped_gemm.py");
    int[][] sizes = {{32, 64, 32}, {64, 32, 64}, {32, 32, 96}};
    double[] a = new double[3];
    double[] b = new double[3];
    double[] c = new double[3];
    double[] shapes = new double[9];
    double[] leading = new double[9];
    Data[][] matrices = new Data[3][];
    for (int g = 0; g < 3; g++) {
      int m = sizes[g][0];
      int n = sizes[g][1];
      int k = sizes[g][2];
      matrices[g] =
          new Data[] {
            Data.random(f.machine, "a" + g, DType.F16, m * k, 20 + g),
            Data.random(f.machine, "b" + g, DType.F16, k * n, 30 + g),
            Data.zeros(f.machine, "c" + g, DType.F16, m * n)
          };
      a[g] = matrices[g][0].buffer().base();
      b[g] = matrices[g][1].buffer().base();
      c[g] = matrices[g][2].buffer().base();
      System.arraycopy(new double[] {m, n, k}, 0, shapes, 3 * g, 3);
      System.arraycopy(new double[] {k, n, n}, 0, leading, 3 * g, 3);
    }
    f.run(
        "grouped_matmul_kernel",
        grid(2),
        List.of(
            Data.of(f.machine, "as", DType.I64, a),
            Data.of(f.machine, "bs", DType.I64, b),
            Data.of(f.machine, "cs", DType.I64, c),
            Data.of(f.machine, "sizes", DType.I32, shapes),
            Data.of(f.machine, "lds", DType.I32, leading),
            3),
        Map.of("NUM_SM", 2, "BLOCK_SIZE_M", 32, "BLOCK_SIZE_N", 32, "BLOCK_SIZE_K", 32));
    for (int g = 0; g < 3; g++) {
      double[] expected =
          product(
              matrices[g][0].values(),
              matrices[g][1].values(),
              sizes[g][0],
              sizes[g][1],
              sizes[g][2]);
      Fixture.close(expected, matrices[g][2].values(), 6e-4, 1e-4);
    }
  }

  @Test
  void persistentMatrixProduct() {
    Fixture f = Fixture.of("persistent_matmul.py");
    int m = 100;
    int n = 80;
    int k = 72;
    Data a = Data.random(f.machine, "a", DType.F16, m * k, 40);
    Data b = Data.random(f.machine, "b", DType.F16, n * k, 41);
    Data c = Data.zeros(f.machine, "c", DType.F16, m * n);
    var report =
        f.run(
            "matmul_kernel_descriptor_persistent",
            grid(3),
            List.of(a, b, c, m, n, k),
            Map.of(
                "BLOCK_SIZE_M",
                32,
                "BLOCK_SIZE_N",
                32,
                "BLOCK_SIZE_K",
                32,
                "GROUP_SIZE_M",
                2,
                "NUM_SMS",
                3,
                "WARP_SPECIALIZE",
                true));
    double[] turned = new double[k * n];
    for (int i = 0; i < n; i++) {
      for (int l = 0; l < k; l++) {
        turned[l * n + i] = b.get(i * k + l);
      }
    }
    Fixture.close(product(a.values(), turned, m, n, k), c.values(), 6e-4, 1e-4);
    assertTrue(report.isOverlapped());
  }

  @Test
  void rmsNormOfBfloat16() {
    Fixture f = Fixture.of("rmsnorm.py");
    int rows = 5;
    int n = 200;
    Data x = Data.random(f.machine, "x", DType.BF16, rows * n, 60);
    Data w = Data.random(f.machine, "w", DType.BF16, n, 61);
    Data y = Data.zeros(f.machine, "y", DType.BF16, rows * n);
    f.run("rms_norm", grid(rows), List.of(x, w, y), Map.of("N", n, "EPS", 1e-6, "BLOCK", 256));
    double[] expected = new double[rows * n];
    for (int i = 0; i < rows; i++) {
      double square = 0;
      for (int j = 0; j < n; j++) {
        square += Math.pow(x.get(i * n + j), 2) / n;
      }
      for (int j = 0; j < n; j++) {
        expected[i * n + j] = x.get(i * n + j) / Math.sqrt(square + 1e-6) * w.get(j);
      }
    }
    Fixture.close(expected, y.values(), 0x1p-8 + 1e-5, 1e-6);
  }

  @Test
  void scans() {
    Fixture f = Fixture.of("scan.py");
    int rows = 3;
    int n = 64;
    Data x = Data.random(f.machine, "x", DType.F32, rows * n, 62);
    Data g = Data.of(f.machine, "g", DType.F32, new Random(63).doubles((long) rows * n).toArray());
    Data sum = Data.zeros(f.machine, "sum", DType.F32, rows * n);
    Data linear = Data.zeros(f.machine, "linear", DType.F32, rows * n);
    Data product = Data.zeros(f.machine, "product", DType.F32, rows);
    f.run("scans", grid(rows), List.of(x, g, sum, linear, product), Map.of("N", n));
    double[] sums = new double[rows * n];
    double[] states = new double[rows * n];
    double[] ends = new double[rows];
    for (int i = 0; i < rows; i++) {
      double total = 0;
      double state = 0;
      ends[i] = 1;
      for (int j = 0; j < n; j++) {
        ends[i] *= g.get(i * n + j);
        total += x.get(i * n + j);
        state = g.get(i * n + j) * state + x.get(i * n + j);
        sums[i * n + j] = total;
        states[i * n + j] = state;
      }
    }
    Fixture.close(sums, sum.values(), 1e-5, 1e-5);
    Fixture.close(states, linear.values(), 1e-5, 1e-5);
    Fixture.close(ends, product.values(), 1e-5, 0);
  }

  @Test
  void histograms() {
    for (String kernel : List.of("count_values", "count_in_tiles")) {
      Fixture f = Fixture.of("histogram.py");
      int n = 1000;
      Data x = Data.wholes(f.machine, "x", DType.I32, n, 1000, 64);
      Data counts = Data.zeros(f.machine, "counts", DType.I32, 16);
      f.run(
          kernel,
          grid(8),
          LaunchOptions.DEFAULT.withOrder(5),
          List.of(x, counts, n),
          Map.of("BINS", 16, "BLOCK", 128));
      double[] expected = new double[16];
      for (int i = 0; i < n; i++) {
        expected[(int) x.get(i) % 16]++;
      }
      assertArrayEquals(expected, counts.values());
    }
  }

  @Test
  void embedding() {
    Fixture f = Fixture.of("embedding.py");
    int tokens = 21;
    int d = 48;
    Data ids = Data.wholes(f.machine, "ids", DType.I32, tokens, 30, 65);
    Data table = Data.random(f.machine, "table", DType.F16, 30 * d, 66);
    Data out = Data.zeros(f.machine, "out", DType.F16, tokens * d);
    f.run(
        "embed",
        grid(3),
        List.of(ids, table, out, tokens),
        Map.of("D", d, "BLOCK_T", 8, "BLOCK_D", 64));
    for (int i = 0; i < tokens; i++) {
      for (int j = 0; j < d; j++) {
        assertEquals(table.get(((int) ids.get(i)) * d + j), out.get(i * d + j));
      }
    }
  }
}
