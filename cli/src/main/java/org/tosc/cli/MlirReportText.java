package org.tosc.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.tosc.backends.machines.mlir.exec.Counts;
import org.tosc.driver.machine.Machines;
import org.tosc.driver.machine.MlirReport;

/// What a call on the model of MLIR did, for people and as JSON.
final class MlirReportText {
  private MlirReportText() {}

  static void text(MlirReport report, Console console) {
    Counts counts = report.counts();
    console.say("%s: %d operations", report.entry(), counts.operations());
    console.say("  %-12s %12d  a multiply-add as two", "on floats", counts.flops());
    console.say("  %-12s %12d  bytes", "read", counts.loadedBytes());
    console.say("  %-12s %12d  bytes", "written", counts.storedBytes());
    console.say(
        "  %-12s %12d  bytes; %s",
        "allocated",
        counts.allocatedBytes(),
        counts.leaks() == 0 ? "all of it was freed" : counts.leaks() + " times never freed");
    if (!report.numbers().isEmpty()) {
      console.say("returned: %s", String.join("; ", report.numbers()));
    }
  }

  static Map<String, Object> object(MlirReport report) {
    Counts counts = report.counts();
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("schema", "tosc.exec/1");
    object.put("machine", Machines.MLIR);
    object.put("entry", report.entry());
    object.put("instructions", counts.operations());
    object.put("flops", counts.flops());
    object.put("loaded_bytes", counts.loadedBytes());
    object.put("stored_bytes", counts.storedBytes());
    object.put("allocated_bytes", counts.allocatedBytes());
    object.put("leaks", counts.leaks());
    object.put("returned", report.numbers());
    return object;
  }
}
