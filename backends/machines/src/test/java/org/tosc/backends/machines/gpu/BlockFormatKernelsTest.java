package org.tosc.backends.machines.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tosc.backends.machines.gpu.tile.DType;
import org.tosc.backends.machines.gpu.tile.Grid;

/// Products of numbers that share scales in blocks, written by hand, against their definitions in
/// double precision.
class BlockFormatKernelsTest {
  private static final double[] E2M1 = {0, 0.5, 1, 1.5, 2, 3, 4, 6};

  private static double e2m1(double bytes, int part) {
    int code = ((int) bytes >> (4 * part)) & 0xF;
    return (code & 8) == 0 ? E2M1[code] : -E2M1[code & 7];
  }

  private static double e4m3(double bits) {
    int code = (int) bits & 0x7F;
    int exponent = code >> 3;
    int fraction = code & 7;
    double size =
        exponent == 0 ? fraction * 0x1p-9 : (8 + fraction) * Math.scalb(1.0, exponent - 10);
    return bits < 128 ? size : -size;
  }

  @Test
  void blockScaledNvfp4() {
    Fixture f = Fixture.of("block_scaled.py");
    int m = 32;
    int n = 32;
    int k = 128;
    Data a = Data.wholes(f.machine, "a", DType.U8, m * k / 2, 256, 50);
    Data b = Data.wholes(f.machine, "b", DType.U8, n * k / 2, 256, 51);
    Data sa = Data.wholes(f.machine, "sa", DType.F8E4M3, m * k / 16, 0x60, 52);
    Data sb = Data.wholes(f.machine, "sb", DType.F8E4M3, n * k / 16, 0x60, 53);
    Data c = Data.zeros(f.machine, "c", DType.F32, m * n);
    f.run(
        "block_scaled_matmul",
        new Grid(2, 2, 1),
        List.of(a, sa, b, sb, c, m, n, k),
        Map.of(
            "GROUP",
            16,
            "A_FORMAT",
            "e2m1",
            "B_FORMAT",
            "e2m1",
            "A_PACK",
            2,
            "B_PACK",
            2,
            "BLOCK_M",
            16,
            "BLOCK_N",
            16,
            "BLOCK_K",
            64));
    double[] expected = new double[m * n];
    double[] terms = new double[m * n];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        for (int l = 0; l < k; l++) {
          double left = e2m1(a.get((i * k + l) / 2), l % 2) * e4m3(sa.get((i * k + l) / 16));
          double right = e2m1(b.get((j * k + l) / 2), l % 2) * e4m3(sb.get((j * k + l) / 16));
          expected[i * n + j] += left * right;
          terms[i * n + j] += Math.abs(left * right);
        }
      }
    }
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], c.get(i), k * 0x1p-24 * terms[i]);
    }
  }

  @Test
  void blockScaledMxfp4WithMxfp8() {
    Fixture f = Fixture.of("block_scaled.py");
    int m = 16;
    int n = 16;
    int k = 64;
    Data a = Data.wholes(f.machine, "a", DType.U8, m * k / 2, 256, 54);
    Data b = Data.wholes(f.machine, "b", DType.F8E4M3, n * k, 0x70, 55);
    Data sa = Data.wholes(f.machine, "sa", DType.U8, m * k / 32, 4, 56);
    Data sb = Data.wholes(f.machine, "sb", DType.U8, n * k / 32, 4, 57);
    for (int i = 0; i < sa.size(); i++) {
      sa.bytes()[i] = (byte) (sa.bytes()[i] + 125);
      sb.bytes()[i] = (byte) (sb.bytes()[i] + 125);
    }
    Data c = Data.zeros(f.machine, "c", DType.F32, m * n);
    f.run(
        "block_scaled_matmul",
        TutorialKernelsTest.grid(1),
        List.of(a, sa, b, sb, c, m, n, k),
        Map.of(
            "GROUP",
            32,
            "A_FORMAT",
            "e2m1",
            "B_FORMAT",
            "e4m3",
            "A_PACK",
            2,
            "B_PACK",
            1,
            "BLOCK_M",
            16,
            "BLOCK_N",
            16,
            "BLOCK_K",
            64));
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        double expected = 0;
        double terms = 0;
        for (int l = 0; l < k; l++) {
          double left =
              e2m1(a.get((i * k + l) / 2), l % 2)
                  * Math.scalb(1.0, (int) sa.get((i * k + l) / 32) - 127);
          double right =
              e4m3(b.get(j * k + l)) * Math.scalb(1.0, (int) sb.get((j * k + l) / 32) - 127);
          expected += left * right;
          terms += Math.abs(left * right);
        }
        assertEquals(expected, c.get(i * n + j), k * 0x1p-24 * terms);
      }
    }
  }

  @Test
  void dequantisingProduct() {
    Fixture f = Fixture.of("dequant.py");
    int m = 40;
    int n = 48;
    int k = 80;
    Data x = Data.random(f.machine, "x", DType.F16, m * k, 67);
    Data q = Data.wholes(f.machine, "q", DType.I8, k * n, 256, 68);
    Data s =
        Data.of(
            f.machine, "s", DType.F32, new Random(69).doubles(k / 16L * n, 0.01, 0.02).toArray());
    Data y = Data.zeros(f.machine, "y", DType.F32, m * n);
    f.run(
        "dequant_matmul",
        new Grid(3, 3, 1),
        List.of(x, q, s, y, m),
        Map.of("N", n, "K", k, "GROUP", 16, "BM", 16, "BN", 16, "BK", 32));
    double[] w = new double[k * n];
    for (int l = 0; l < k; l++) {
      for (int j = 0; j < n; j++) {
        w[l * n + j] = q.get(l * n + j) * s.get(l / 16 * n + j);
      }
    }
    Fixture.close(TutorialKernelsTest.product(x.values(), w, m, n, k), y.values(), 1e-5, 1e-4);
  }
}
