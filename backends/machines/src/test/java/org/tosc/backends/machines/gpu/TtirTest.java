package org.tosc.backends.machines.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.tosc.backends.machines.gpu.cost.GpuFile;
import org.tosc.backends.machines.gpu.tile.DType;
import org.tosc.backends.machines.gpu.tile.Grid;
import org.tosc.backends.machines.gpu.tile.KernelCode;
import org.tosc.backends.machines.gpu.ttir.TtirFile;
import org.tosc.tir.source.Source;

/// Kernels as TTIR, against their definitions in double precision.
class TtirTest {
  private final Machine machine = new Machine(GpuFile.bundled("h100"));

  private static KernelCode code(String file, String kernel, List<Object> arguments) {
    TtirFile read = TtirFile.read(new Source(file, Fixture.resource(file)));
    assertEquals(List.of(), Fixture.words(read.diagnostics()));
    return Objects.requireNonNull(read.kernel(kernel))
        .with(arguments.stream().map(Fixture::argument).toList());
  }

  private void run(String file, String kernel, Grid grid, List<Object> arguments) {
    var outcome = machine.launch(code(file, kernel, arguments), grid, LaunchOptions.DEFAULT);
    assertEquals(List.of(), Fixture.words(outcome.diagnostics()));
  }

  @Test
  void matrixProductOfTheProbes() {
    int m = 200;
    int n = 100;
    int k = 150;
    Data a = Data.random(machine, "a", DType.F16, m * k, 1);
    Data b = Data.random(machine, "b", DType.F16, k * n, 2);
    Data c = Data.zeros(machine, "c", DType.F32, m * n);
    run("mm.ttir", "mm", new Grid(2, 2, 1), List.of(a, b, c, m, n, k));
    double[] expected = new double[m * n];
    for (int i = 0; i < m; i++) {
      for (int l = 0; l < k; l++) {
        for (int j = 0; j < n; j++) {
          expected[i * n + j] += a.get(i * k + l) * b.get(l * n + j);
        }
      }
    }
    Fixture.close(expected, c.values(), 1e-5, 1e-4);
  }

  @Test
  void genericForm() {
    int n = 600;
    Data x = Data.random(machine, "x", DType.F32, n, 3);
    Data y = Data.random(machine, "y", DType.F32, n, 4);
    Data o = Data.zeros(machine, "o", DType.F32, n);
    run("add_generic.ttir", "add", new Grid(3, 1, 1), List.of(x, y, o, n));
    for (int i = 0; i < n; i++) {
      assertEquals((float) x.get(i) + (float) y.get(i), o.get(i));
    }
  }

  @Test
  void reductionsScansAtomicsAndBranches() {
    int rows = 4;
    int n = 100;
    Data x = Data.random(machine, "x", DType.F32, rows * n, 5);
    Data y = Data.zeros(machine, "y", DType.F32, rows * n);
    Data sums = Data.zeros(machine, "sums", DType.F32, rows * n);
    Data total = Data.zeros(machine, "total", DType.F32, 1);
    run("softmax.ttir", "softmax", new Grid(rows, 1, 1), List.of(x, y, sums, total, n));
    double[] expected = new double[rows * n];
    double[] running = new double[rows * n];
    for (int i = 0; i < rows; i++) {
      double sum = 0;
      for (int j = 0; j < n; j++) {
        sum += Math.exp(x.get(i * n + j));
      }
      double all = 0;
      for (int j = 0; j < n; j++) {
        expected[i * n + j] = Math.exp(x.get(i * n + j)) / sum;
        all += expected[i * n + j];
        running[i * n + j] = all;
      }
    }
    Fixture.close(expected, y.values(), 1e-6, 0);
    Fixture.close(running, sums.values(), 1e-5, 0);
    assertEquals(rows + 1, total.get(0));
  }
}
