package org.tosc.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tosc.backends.machines.snitch.core.Counts;
import org.tosc.driver.machine.Machines;
import org.tosc.driver.machine.SnitchReport;

/// What a call on the model of Snitch took, for people and as JSON.
final class SnitchReportText {
  /// How many lines are shown unless there is `-v`.
  private static final int SHOWN = 12;

  private SnitchReportText() {}

  static void text(SnitchReport report, boolean verbose, Console console) {
    Counts counts = report.counts();
    console.say(
        "%s: %d cycles, FPU utilisation %.1f%%",
        report.entry(), report.cycles(), 100 * counts.utilisation());
    console.say(
        "  %s call, from call to return and until the FPU has issued all; %d instructions around it",
        report.cold() ? "first" : "second", report.overhead());
    console.say("%-14s %10s", "unit", "issued");
    console.say(
        "  %-12s %10d  and %d given to the FPU",
        "integer core", counts.integerIssues(), counts.offloads());
    console.say(
        "  %-12s %10d  with loads and stores %d; multiply-adds %d",
        "FPU", counts.fpuIssues(), counts.floatIssues(), counts.multiplyAddIssues());
    stalls(counts, console);
    console.say(
        "returned: a0 %d; fa0 %s as f32, %s as f64",
        report.integer(), report.single(), report.number());
    if (!report.lines().isEmpty()) {
      lines(report, verbose, console);
    }
  }

  private static void stalls(Counts counts, Console console) {
    Map<String, Long> all = stalls(counts);
    all.values().removeIf(cycles -> cycles == 0);
    if (!all.isEmpty()) {
      console.say("%-14s %10s  %6s", "waited for", "cycles", "of all");
    }
    all.forEach(
        (cause, cycles) ->
            console.say("  %-12s %10d  %5.1f%%", cause, cycles, percent(cycles, counts)));
  }

  private static double percent(long cycles, Counts counts) {
    return 100.0 * cycles / Math.max(1, counts.cycles());
  }

  private static void lines(SnitchReport report, boolean verbose, Console console) {
    List<SnitchReport.Line> lines = new ArrayList<>(report.lines());
    if (!verbose && lines.size() > SHOWN) {
      lines.sort(Comparator.comparingLong(SnitchReportText::weight).reversed());
      lines = new ArrayList<>(lines.subList(0, SHOWN));
      lines.sort(Comparator.comparingInt(SnitchReport.Line::number));
    }
    console.say("%6s %10s %10s", "line", "core", "FPU");
    for (SnitchReport.Line line : lines) {
      console.say("%6d %10d %10d  %s", line.number(), line.integer(), line.floating(), line.text());
    }
    int left = report.lines().size() - lines.size();
    if (left > 0) {
      console.say("and %d lines that took less (-v shows them)", left);
    }
  }

  private static long weight(SnitchReport.Line line) {
    return Math.max(line.integer(), line.floating());
  }

  // As JSON.

  /// Cycles without an issue by their cause: those of the integer core under `core_…`, those of the
  /// FPU under `fpu_…`.
  private static Map<String, Long> stalls(Counts counts) {
    Map<String, Long> all = new LinkedHashMap<>();
    counts.stalls().forEach((cause, cycles) -> all.put("core_" + name(cause), cycles));
    counts.floatStalls().forEach((cause, cycles) -> all.put("fpu_" + name(cause), cycles));
    return all;
  }

  private static String name(Enum<?> cause) {
    return cause.name().toLowerCase(Locale.ROOT);
  }

  static Map<String, Object> object(SnitchReport report) {
    Counts counts = report.counts();
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("schema", "tosc.exec/1");
    object.put("machine", Machines.SNITCH);
    object.put("entry", report.entry());
    object.put("call", report.cold() ? "cold" : "warm");
    object.put("cycles", report.cycles());
    object.put("instructions", report.instructions());
    object.put("fpu_utilization", counts.utilisation());
    object.put("fpu_issues", counts.fpuIssues());
    object.put("fmadd_issues", counts.multiplyAddIssues());
    object.put("fpss_issues", counts.floatIssues());
    object.put("int_issues", counts.integerIssues());
    object.put("offloads", counts.offloads());
    object.put("region_int_overhead", report.overhead());
    object.put("stalls", stalls(counts));
    object.put("tcdm_accesses", counts.accesses());
    object.put("tcdm_conflicts", counts.accessConflicts());
    object.put("a0", report.integer());
    // JSON has no infinities.
    object.put("fa0_f32", Float.toString(report.single()));
    object.put("fa0_f64", Double.toString(report.number()));
    object.put("lines", report.lines().stream().map(SnitchReportText::object).toList());
    return object;
  }

  private static Map<String, Object> object(SnitchReport.Line line) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("line", line.number());
    object.put("core_cycles", line.integer());
    object.put("fpu_cycles", line.floating());
    return object;
  }
}
