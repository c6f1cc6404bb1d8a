package org.tosc.backends.machines.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.tosc.backends.machines.gpu.cost.Estimate;
import org.tosc.backends.machines.gpu.cost.Gpu;
import org.tosc.backends.machines.gpu.cost.GpuFile;
import org.tosc.backends.machines.gpu.cost.Occupancy;
import org.tosc.backends.machines.gpu.cost.Report;
import org.tosc.backends.machines.gpu.tile.Buffer;
import org.tosc.backends.machines.gpu.tile.DType;
import org.tosc.backends.machines.gpu.tile.Grid;
import org.tosc.backends.machines.gpu.tile.Rate;
import org.tosc.backends.machines.gpu.trace.PerfettoTrace;
import org.tosc.backends.machines.parameters.ConfigurationError;

/// Counts and times of launches against what their definitions give.
class CostTest {
  private static Report copy(int blocks) {
    Fixture f = Fixture.of("add.py");
    long bytes = 4L * 1024 * blocks;
    Buffer x = f.machine.memory().addZeros("x", DType.F32, bytes);
    Buffer y = f.machine.memory().addZeros("y", DType.F32, bytes);
    Buffer out = f.machine.memory().addZeros("out", DType.F32, bytes);
    var code =
        f.code(
            "add_kernel",
            List.of(
                Argument.Pointer.of(x),
                Argument.Pointer.of(y),
                Argument.Pointer.of(out),
                1024 * blocks),
            Map.of("BLOCK_SIZE", 1024));
    return Objects.requireNonNull(
        f.machine.price(code, new Grid(blocks, 1, 1), LaunchOptions.DEFAULT).report());
  }

  @Test
  void whatMovesMuchIsLimitedByMemory() {
    Report report = copy(65_536);
    double bytes = 3 * 4.0 * 1024 * 65_536;
    assertEquals(bytes, report.estimate().memoryBytes(), 0.01 * bytes);
    assertEquals(Estimate.Side.MEMORY, report.estimate().side());
    double expected = bytes / 3.015e12 + 4e-6;
    assertEquals(expected, report.estimate().seconds(), 0.02 * expected);
    assertEquals(3 * 4096, report.counts().loadedBytes() + report.counts().storedBytes());
    assertEquals(1024 + 3 * 256, report.counts().alu());
  }

  @Test
  void smallLaunchesTakeWhatALaunchTakes() {
    Report report = copy(1);
    assertEquals(Estimate.Side.LAUNCH, report.estimate().side());
    assertTrue(report.estimate().seconds() < 8e-6, report.text());
  }

  private static Report product(String gpu, int n, int bm, int bn, int bk, int warps, int stages) {
    Fixture f = Fixture.of("matmul.py");
    Machine machine = new Machine(GpuFile.bundled(gpu));
    List<Argument.Pointer> matrices =
        List.of("a", "b", "c").stream()
            .map(name -> machine.memory().addZeros(name, DType.F16, 2L * n * n))
            .map(Argument.Pointer::of)
            .toList();
    var code =
        f.code(
            "matmul_kernel",
            List.of(matrices.get(0), matrices.get(1), matrices.get(2), n, n, n, n, 1, n, 1, n, 1),
            Map.of(
                "BLOCK_SIZE_M",
                bm,
                "BLOCK_SIZE_N",
                bn,
                "BLOCK_SIZE_K",
                bk,
                "GROUP_SIZE_M",
                8,
                "ACTIVATION",
                ""));
    var outcome =
        machine.price(
            code,
            new Grid(n / bm * (n / bn), 1, 1),
            LaunchOptions.DEFAULT.withWarps(warps).withStages(stages));
    assertEquals(List.of(), Fixture.words(outcome.diagnostics()));
    return Objects.requireNonNull(outcome.report());
  }

  @Test
  void productsOfMatrices() {
    Report report = product("h100", 4096, 128, 256, 64, 8, 3);
    assertEquals(2.0 * 4096 * 4096 * 4096, report.estimate().flops());
    assertEquals(1, report.estimate().occupancy().programs());
    assertEquals(3 * (128 + 256) * 64 * 2, report.estimate().occupancy().sharedBytes());
    double rate = report.flopsPerSecond(Rate.F16) * 1e-12;
    assertTrue(rate > 600 && rate < 800, report.text());
    Report small = product("h100", 4096, 64, 64, 32, 4, 2);
    assertTrue(small.estimate().seconds() > 1.5 * report.estimate().seconds(), small.text());
  }

  @Test
  void gpusInTheirOrder() {
    double before = 0;
    for (String gpu : List.of("b200", "h100", "a100", "rtx4090")) {
      double seconds = product(gpu, 4096, 128, 128, 64, 8, 3).estimate().seconds();
      assertTrue(seconds > before, gpu);
      before = seconds;
    }
  }

  @Test
  void publishedPeaks() {
    Map<String, Double> dense =
        Map.of("h100", 989.4, "a100", 312.0, "b200", 2250.0, "rtx4090", 165.2);
    dense.forEach(
        (name, peak) -> {
          Gpu gpu = GpuFile.bundled(name);
          double all =
              gpu.productRates().get(Rate.F16) * gpu.multiprocessors() * gpu.clock() * 1e-12;
          assertEquals(peak, all, 0.01 * peak, name);
        });
  }

  @Test
  void whatLimitsOccupancyIsTold() {
    Report report = product("h100", 2048, 128, 128, 64, 4, 4);
    assertEquals(Occupancy.Limit.SHARED_MEMORY, report.estimate().occupancy().limit());
    assertTrue(report.text().contains("limited by shared memory"), report.text());
  }

  @Test
  void filesOfParameters() {
    Gpu gpu = GpuFile.read("mine", "[chip]\nmultiprocessors = 66\n");
    assertEquals(66, gpu.multiprocessors());
    assertEquals(1.83e9, gpu.clock());
    var wrong =
        assertThrows(ConfigurationError.class, () -> GpuFile.read("x", "[chip]\ncores = 3\n"));
    assertEquals(2, wrong.line());
    assertThrows(ConfigurationError.class, () -> GpuFile.read("x", "[chip]\nclock_khz = 0\n"));
  }

  @Test
  void traces() {
    StringBuilder out = new StringBuilder();
    try (PerfettoTrace trace = new PerfettoTrace(out)) {
      trace.add("a\"dd", copy(300));
      trace.add("add", copy(60_000));
    }
    String text = out.toString();
    assertTrue(text.startsWith("{\"displayTimeUnit\""), text);
    assertTrue(text.contains("\"name\":\"a\\\"dd on h100\""));
    assertTrue(text.contains("\"name\":\"program (299, 0, 0)\""));
    assertTrue(text.contains("more waves"));
    assertTrue(text.contains("\"name\":\"tensor cores %\""));
    assertEquals(
        text.chars().filter(c -> c == '{').count(), text.chars().filter(c -> c == '}').count());
  }
}
