package org.tosc.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tosc.backends.machines.gpu.cost.Estimate;
import org.tosc.backends.machines.gpu.cost.Report;
import org.tosc.backends.machines.gpu.tile.Grid;
import org.tosc.backends.machines.gpu.triton.Launcher.Launch;
import org.tosc.driver.machine.GpuReport;
import org.tosc.driver.machine.Machines;

/// What a call on the model of a GPU is estimated to take, for people and as JSON.
final class GpuReportText {
  private static final double MICRO = 1e6;

  private GpuReportText() {}

  static void text(GpuReport report, Console console) {
    console.say(
        "%s: about %.2f us on %s in %d %s",
        report.entry(),
        report.seconds() * MICRO,
        report.gpu().name(),
        report.launches().size(),
        report.launches().size() == 1 ? "launch" : "launches");
    for (Launch launch : report.launches()) {
      console.out().println(launch.kernel());
      launch.report().text().lines().forEach(line -> console.out().println("  " + line));
    }
  }

  static Map<String, Object> object(GpuReport report) {
    List<Launch> launches = report.launches();
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("schema", "tosc.exec/1");
    object.put("machine", Machines.TILE_GPU);
    object.put("core", report.gpu().name());
    object.put("entry", report.entry());
    object.put("seconds", report.seconds());
    object.put("cycles", Math.round(report.seconds() * report.gpu().clock()));
    object.put("instructions", launches.stream().mapToLong(l -> instructions(l.report())).sum());
    object.put("launches", launches.stream().map(GpuReportText::object).toList());
    return object;
  }

  /// Instructions of lanes; products on tensor cores are none.
  private static long instructions(Report report) {
    double each = report.counts().alu() + report.counts().sfu();
    return Math.round(each * report.grid().size());
  }

  private static Map<String, Object> object(Launch launch) {
    Report report = launch.report();
    Estimate estimate = report.estimate();
    Grid grid = report.grid();
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("kernel", launch.kernel());
    object.put("grid", List.of(grid.x(), grid.y(), grid.z()));
    object.put("warps", report.warps());
    object.put("stages", report.stages());
    object.put("seconds", estimate.seconds());
    object.put("limit", estimate.side().text());
    object.put("resident_programs", estimate.occupancy().programs());
    object.put("resident_limit", estimate.occupancy().limit().text());
    object.put("registers", estimate.occupancy().registers());
    object.put("shared_bytes", estimate.occupancy().sharedBytes());
    object.put("waves", estimate.waves());
    object.put("tensor_cycles", estimate.tensor());
    object.put("vector_cycles", estimate.vector());
    object.put("special_cycles", estimate.special());
    object.put("shared_cycles", estimate.shared());
    object.put("cache_bytes", estimate.cacheBytes());
    object.put("memory_bytes", estimate.memoryBytes());
    object.put("product_flops", estimate.flops());
    return object;
  }
}
