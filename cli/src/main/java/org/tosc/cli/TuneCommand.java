package org.tosc.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tosc.driver.functions.Entry;
import org.tosc.driver.measure.Clock;
import org.tosc.driver.measure.Sampler;
import org.tosc.driver.report.Json;
import org.tosc.driver.tune.ScheduleFile;
import org.tosc.driver.tune.Tuned;
import org.tosc.driver.tune.Tuner;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// `tosc tune FILE`: searches the schedules of the products of functions, and keeps the best in a
/// file that `run` and `bench` read. With `--json` an object of schema `tosc.tune/1` for each
/// kernel.
final class TuneCommand implements Command {
  private static final int SECONDS = 15;

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description("Search the fastest way to cut matrix products, and keep it");
    return FunctionOptions.addTo(spec)
        .addOption(
            FunctionOptions.option(
                    "--seconds", "S", "For the search of each kernel; 15 if not said")
                .build())
        .addOption(
            OptionSpec.builder("--again")
                .type(boolean.class)
                .description("Search also what is known already")
                .build());
  }

  @Override
  public int run(ParseResult arguments, Console console) throws Exception {
    int seconds = FunctionOptions.number("--seconds", SECONDS, arguments);
    FunctionOptions.Asked asked = FunctionOptions.asked(arguments, console);
    return asked == null
        ? Exit.PROGRAM_ERRORS
        : tune(asked.source(), asked.entries(), seconds, arguments, console);
  }

  private static Diagnostic complaint(Source source, String message) {
    return Diagnostic.of(Code.E0910, new Source(source.name(), "").span(0, 0), message);
  }

  /// A kernel and the function that it is of.
  private record Work(Entry entry, Tuner.Kernel kernel) {}

  private static int tune(
      Source source, List<Entry> entries, int seconds, ParseResult arguments, Console console)
      throws Exception {
    boolean json = arguments.hasMatchedOption("--json");
    Progress progress = Progress.of(console);
    List<Work> all = new ArrayList<>();
    String why = "";
    for (Entry entry : entries) {
      progress.show(0, "kernels of " + entry.name());
      try {
        Tuner.kernels(entry).forEach(kernel -> all.add(new Work(entry, kernel)));
      } catch (IllegalArgumentException none) {
        why = ": " + none.getMessage();
      }
    }
    if (all.isEmpty()) {
      progress.end();
      String none =
          "no function here has a matrix product that is cut into tiles, in a kernel of its own"
              + why;
      console.report(List.of(complaint(source, none)), json);
      return Exit.PROGRAM_ERRORS;
    }
    ScheduleFile file = TuneOptions.file(console);
    try {
      search(all, file, seconds, progress, arguments, console);
      return Exit.OK;
    } catch (IOException fault) {
      progress.end();
      console.report(List.of(Inputs.unwritable(file.file().toString(), fault)), json);
      return Exit.PROGRAM_ERRORS;
    }
  }

  private static void search(
      List<Work> all,
      ScheduleFile file,
      int seconds,
      Progress progress,
      ParseResult arguments,
      Console console)
      throws IOException {
    Tuner tuner = new Tuner(file, new Sampler(Clock.SYSTEM, Sampler.Limits.BRIEF, 0.03));
    boolean again = arguments.hasMatchedOption("--again");
    List<Tuned> found = new ArrayList<>();
    for (Work work : all) {
      found.add(
          tuner.tune(
              work.kernel(),
              seconds,
              again,
              (done, what) ->
                  progress.show(
                      (found.size() + done) / all.size(), work.entry().name() + " " + what)));
    }
    progress.end();
    for (int i = 0; i < found.size(); i++) {
      String function = all.get(i).entry().name();
      boolean json = arguments.hasMatchedOption("--json");
      console
          .out()
          .println(
              json ? Json.write(object(function, found.get(i))) : line(function, found.get(i)));
    }
    if (!console.quiet()) {
      console.err().println("kept in " + file.file());
    }
  }

  private static String line(String function, Tuned tuned) {
    String was = tuned.isKnown() ? "known" : tuned.tried() + " tried";
    String times =
        String.format(
            Locale.ROOT,
            "%-12s %-16s %11s -> %11s  %.2fx",
            function,
            tuned.what(),
            BenchCommand.time(tuned.modelNanos()),
            BenchCommand.time(tuned.nanos()),
            tuned.modelNanos() / tuned.nanos());
    String schedule = tuned.isBetter() ? tuned.schedule() : "the model's choice stays";
    return times + "  " + schedule + " (" + was + ")";
  }

  private static Map<String, Object> object(String function, Tuned tuned) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("schema", "tosc.tune/1");
    object.put("function", function);
    object.put("kernel", tuned.what());
    object.put("model", tuned.model());
    object.put("schedule", tuned.schedule());
    object.put("model_ns", tuned.modelNanos());
    object.put("ns", tuned.nanos());
    object.put("tried", tuned.tried());
    object.put("known", tuned.isKnown());
    return object;
  }
}
