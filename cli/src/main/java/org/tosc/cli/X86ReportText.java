package org.tosc.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tosc.driver.machine.Machines;
import org.tosc.driver.machine.X86Report;

/// What a call on the model of x86-64 took, for people and as JSON.
final class X86ReportText {
  /// How many loops are shown.
  private static final int SHOWN = 8;

  private X86ReportText() {}

  static void text(X86Report report, boolean verbose, Console console) {
    console.say(
        "%s: %d instructions, %d cycles of %s",
        report.entry(), report.instructions(), report.cycles(), report.core());
    console.say("  with all data in the first-level cache and all branches foreseen");
    if (report.followed() < report.instructions()) {
      console.say(
          "  %d instructions were followed through the core; the rest counts as the same code there",
          report.followed());
    }
    if (!report.unknown().isEmpty()) {
      console.say(
          "  without a row in its table, counted as entering alone: %s",
          String.join(", ", report.unknown()));
    }
    console.say(
        "returned: rax %d; xmm0 %s as f32, %s as f64",
        report.integer(), report.single(), report.number());
    if (!report.loops().isEmpty()) {
      loops(report, console);
    }
    for (X86Report.Loop loop : verbose ? report.loops() : List.<X86Report.Loop>of()) {
      X86Report.Bound bound = loop.bound();
      if (bound != null) {
        console.say("%n%s to %s, if it never ended, on %s", loop.from(), loop.to(), bound.table());
      }
    }
  }

  private static void loops(X86Report report, Console console) {
    int width =
        report.loops().stream()
            .mapToInt(l -> (l.from() + " to " + l.to()).length())
            .max()
            .orElse(0);
    String form = "%-" + Math.max(width, 10) + "s %12s %10s %7s  %s";
    console.say(form, "inner loop", "rounds", "cycles", "of all", "limited by");
    for (X86Report.Loop loop : report.loops().stream().limit(SHOWN).toList()) {
      X86Report.Bound bound = loop.bound();
      console.say(
          form,
          loop.from() + " to " + loop.to(),
          loop.rounds(),
          String.format(Locale.ROOT, "%.2f", loop.cycles()),
          String.format(Locale.ROOT, "%.1f%%", 100 * loop.total() / Math.max(1, report.cycles())),
          bound == null ? "(it has branches)" : bound.limit());
    }
    if (report.loops().size() > SHOWN) {
      console.say("and %d more", report.loops().size() - SHOWN);
    }
  }

  // As JSON.

  static Map<String, Object> object(X86Report report) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("schema", "tosc.exec/1");
    object.put("machine", Machines.X86_64);
    object.put("core", report.core());
    object.put("entry", report.entry());
    object.put("cycles", report.cycles());
    object.put("instructions", report.instructions());
    object.put("followed", report.followed());
    object.put("rax", report.integer());
    // JSON has no infinities.
    object.put("xmm0_f32", Float.toString(report.single()));
    object.put("xmm0_f64", Double.toString(report.number()));
    object.put("unknown", report.unknown());
    object.put("loops", report.loops().stream().map(X86ReportText::object).toList());
    return object;
  }

  private static Map<String, Object> object(X86Report.Loop loop) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("from", loop.from());
    object.put("to", loop.to());
    object.put("rounds", loop.rounds());
    object.put("cycles_per_round", loop.cycles());
    X86Report.Bound bound = loop.bound();
    if (bound != null) {
      object.put("instructions", loop.instructions());
      object.put("limit", bound.limit());
      object.put("entering", bound.entering());
      object.put("ports", bound.ports());
      object.put("latency", bound.latency());
    }
    return object;
  }
}
