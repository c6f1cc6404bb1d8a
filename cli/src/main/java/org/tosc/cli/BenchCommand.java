package org.tosc.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.api.Schedules;
import org.tosc.driver.Programs;
import org.tosc.driver.UncaughtError;
import org.tosc.driver.functions.Entry;
import org.tosc.driver.measure.Clock;
import org.tosc.driver.measure.FunctionBench;
import org.tosc.driver.measure.Measured;
import org.tosc.driver.measure.Roof;
import org.tosc.driver.measure.Sampler;
import org.tosc.driver.measure.Samples;
import org.tosc.driver.measure.Workload;
import org.tosc.driver.report.Json;
import org.tosc.rt.error.GuestError;
import org.tosc.tir.source.Source;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `tosc bench FILE`: how long functions take, and what part that is of what the machine could do,
/// measured in the same run on one thread. With `--json` an object of schema `tosc.bench/1` for
/// each function and engine.
final class BenchCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description("Measure functions beside what the machine can do");
    return PassOptions.addTo(FunctionOptions.addTo(spec))
        .addOption(TuneOptions.noTune())
        .addOption(
            FunctionOptions.targets(
                "interp|jvm|x86_64", "Where it is measured; may be given several times; jvm"));
  }

  @Override
  public int run(ParseResult arguments, Console console) throws Exception {
    List<String> targets =
        FunctionOptions.targets(arguments, List.of("jvm"), Targets::requireRunnable);
    FunctionOptions.Asked asked = FunctionOptions.asked(arguments, console);
    return asked == null
        ? Exit.PROGRAM_ERRORS
        : measure(asked.source(), asked.entries(), targets, arguments, console);
  }

  private static int measure(
      Source source,
      List<Entry> entries,
      List<String> targets,
      ParseResult arguments,
      Console console)
      throws Exception {
    boolean json = arguments.hasMatchedOption("--json");
    Progress progress = Progress.of(console);
    progress.show(0, "the machine");
    Roof roof = Programs.hasVectors() ? Roof.of(Clock.SYSTEM) : null;
    Schedules schedules = TuneOptions.schedules(arguments, console);
    List<Measured> all = new ArrayList<>();
    for (Entry entry : entries) {
      for (String target : targets) {
        double done = (all.size() + 0.5) / (entries.size() * targets.size() + 0.5);
        progress.show(done, entry.name() + " on " + target);
        FunctionBench bench =
            new FunctionBench(
                Sampler.usual(), roof, m -> PassOptions.forBench(m, target, arguments), schedules);
        try {
          all.add(bench.measure(entry, target));
        } catch (GuestError error) {
          progress.end();
          console.report(List.of(UncaughtError.diagnostic(error, source, entry.module())), json);
          return Exit.PROGRAM_ERRORS;
        }
      }
    }
    progress.end();
    if (json) {
      all.forEach(m -> console.out().println(Json.write(object(m))));
    } else {
      table(all, roof, console);
    }
    return Exit.OK;
  }

  // As text.

  private static void table(List<Measured> all, @Nullable Roof roof, Console console) {
    int width = all.stream().mapToInt(m -> m.entry().name().length()).max().orElse(0);
    String head = "%-" + Math.max(8, width) + "s  %-7s %-10s %11s %8s %9s %8s  %s";
    row(console, head, "function", "target", "way", "median", "spread", "GFLOP/s", "GB/s", "roof");
    for (Measured m : all) {
      row(
          console,
          head,
          m.entry().name(),
          m.target(),
          m.way(),
          time(m.samples().median()),
          String.format(Locale.ROOT, "%.1f%%", 100 * m.samples().spread()),
          number(m.gigaflops()),
          number(m.gigabytes()),
          roof(m));
    }
    if (roof != null) {
      console.out().println(limits(roof));
    }
  }

  private static void row(Console console, String form, Object... cells) {
    console.out().println(String.format(Locale.ROOT, form, cells).stripTrailing());
  }

  private static String limits(Roof roof) {
    StringBuilder text = new StringBuilder("one core in this run: ");
    text.append(String.format(Locale.ROOT, "%.1f GFLOP/s of multiply-adds", roof.peak()));
    for (Roof.Level level : Roof.Level.values()) {
      if (roof.bandwidth(level) > 0) {
        String name = level.name().toLowerCase(Locale.ROOT).replace("l", "L");
        text.append(
            String.format(Locale.ROOT, "; reads %.1f GB/s from %s", roof.bandwidth(level), name));
      }
    }
    return text.toString();
  }

  private static String roof(Measured m) {
    if (!m.hasRoof() || m.work() == null) {
      return "";
    }
    String bound = m.isArithmetic() ? "arithmetic" : "memory";
    return String.format(Locale.ROOT, "%.1f%% (%s)", 100 * m.ofRoof(), bound);
  }

  /// A time in a unit that fits.
  static String time(double nanos) {
    return nanos < 1e3
        ? String.format(Locale.ROOT, "%.1f ns", nanos)
        : nanos < 1e6
            ? String.format(Locale.ROOT, "%.2f us", nanos / 1e3)
            : nanos < 1e9
                ? String.format(Locale.ROOT, "%.2f ms", nanos / 1e6)
                : String.format(Locale.ROOT, "%.2f s", nanos / 1e9);
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.1f", value);
  }

  // As JSON.

  private static Map<String, Object> object(Measured m) {
    Map<String, Object> object = new LinkedHashMap<>();
    Samples samples = m.samples();
    object.put("schema", "tosc.bench/1");
    object.put("function", m.entry().name());
    object.put("shapes", m.entry().signature());
    object.put("target", m.target());
    object.put("way", m.way());
    object.put("median_ns", samples.median());
    object.put("best_ns", samples.best());
    object.put("p10_ns", samples.quantile(0.1));
    object.put("p90_ns", samples.quantile(0.9));
    object.put("spread", samples.spread());
    object.put("samples", samples.sorted().size());
    object.put("batch", samples.batch());
    Workload work = m.work();
    if (work != null) {
      object.put("flops", work.flops());
      object.put("bytes", work.bytes());
      object.put("gflops", m.gigaflops());
      object.put("gbs", m.gigabytes());
    }
    if (m.hasRoof()) {
      object.put("bound", m.isArithmetic() ? "arithmetic" : "memory");
      object.put("roof_percent", 100 * m.ofRoof());
      object.put("peak_gflops", m.peak());
      object.put("read_gbs", m.bandwidth());
    }
    return object;
  }
}
