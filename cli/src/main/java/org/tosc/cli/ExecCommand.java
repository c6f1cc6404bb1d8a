package org.tosc.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.driver.machine.Execution;
import org.tosc.driver.machine.ExecutionReport;
import org.tosc.driver.machine.Machines;
import org.tosc.driver.report.Json;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `tosc exec ARTIFACT --machine M`: calls a function of an object file on the model of a machine
/// and tells what it took. With `--json` one object of schema `tosc.exec/1`.
final class ExecCommand implements Command {
  private static final String MOST = "--max-cycles";
  private static final String CORE = "--core";

  /// How many loops are shown as text.
  private static final int SHOWN = 8;

  private final ExecArguments arguments = new ExecArguments();

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description("Run an object file on the model of a machine");
    arguments.addTo(spec);
    return spec.addOption(
            OptionSpec.builder("--machine")
                .type(String.class)
                .required(true)
                .paramLabel(String.join("|", Machines.names()))
                .description("Which machine")
                .build())
        .addOption(
            FunctionOptions.option("--entry", "NAME", "The function; not needed for a single one")
                .build())
        .addOption(
            FunctionOptions.option(
                    CORE,
                    String.join("|", Machines.cores()),
                    "Whose cycles are counted; " + Machines.cores().getFirst() + " if not said")
                .build())
        .addOption(
            FunctionOptions.option(MOST, "N", "Stop after so many cycles, with an error").build())
        .addOption(Console.json())
        .addPositional(
            PositionalParamSpec.builder()
                .index("0")
                .required(true)
                .type(String.class)
                .paramLabel("ARTIFACT")
                .description("An ELF object, or - for standard input")
                .build());
  }

  @Override
  public int run(ParseResult line, Console console) throws IOException {
    boolean json = line.hasMatchedOption("--json");
    known("--machine", "", "machine", Machines.names(), line);
    String core = known(CORE, Machines.cores().getFirst(), "core", Machines.cores(), line);
    ExecArguments.Outcome read;
    try {
      read = arguments.read();
    } catch (IllegalArgumentException wrong) {
      throw FunctionOptions.wrong(line, String.valueOf(wrong.getMessage()));
    }
    long most = most(line);
    String file = line.matchedPositionalValue(0, "");
    byte[] artifact;
    try {
      artifact = file.equals("-") ? console.in().readAllBytes() : Files.readAllBytes(Path.of(file));
    } catch (IOException | InvalidPathException fault) {
      String message = "cannot read `" + file + "`: " + Inputs.reason(fault);
      Source nothing = new Source(file, "");
      return failed(Diagnostic.of(Code.E0901, nothing.span(0, 0), message), json, console);
    }
    String name = file.equals("-") ? "<stdin>" : file;
    String entry = line.matchedOptionValue("--entry", (@Nullable String) null);
    return switch (read) {
      case ExecArguments.Outcome.Failed(var why) -> failed(why, json, console);
      case ExecArguments.Outcome.Read(var values) ->
          switch (Execution.of(new Execution.Request(name, artifact, entry, core, most, values))) {
            case Execution.Outcome.Failed(var why) -> failed(why, json, console);
            case Execution.Outcome.Returned(var report) ->
                returned(report, line.hasMatchedOption("-v"), json, console);
          };
    };
  }

  private static int failed(Diagnostic why, boolean json, Console console) {
    console.report(List.of(why), json);
    return Exit.PROGRAM_ERRORS;
  }

  private int returned(ExecutionReport report, boolean verbose, boolean json, Console console) {
    Diagnostic unwritable = arguments.write();
    if (unwritable != null) {
      return failed(unwritable, json, console);
    }
    if (json) {
      console.out().println(Json.write(object(report)));
    } else {
      text(report, verbose, console);
    }
    return Exit.OK;
  }

  private static String known(
      String option, String usual, String what, List<String> names, ParseResult line) {
    String name = line.matchedOptionValue(option, usual);
    if (!names.contains(name)) {
      throw FunctionOptions.wrong(
          line,
          "there is no "
              + what
              + " `"
              + name
              + "` in this build; it has "
              + String.join(", ", names));
    }
    return name;
  }

  private static long most(ParseResult line) {
    String text = line.matchedOptionValue(MOST, Long.toString(Long.MAX_VALUE));
    if (!text.matches("[1-9]\\d{0,17}|" + Long.MAX_VALUE)) {
      throw FunctionOptions.wrong(line, MOST + " takes a positive number, found `" + text + "`");
    }
    return Long.parseLong(text);
  }

  // As text.

  private static void text(ExecutionReport report, boolean verbose, Console console) {
    say(
        console,
        "%s: %d instructions, %d cycles of %s",
        report.entry(),
        report.instructions(),
        report.cycles(),
        report.core());
    say(console, "  with all data in the first-level cache and all branches foreseen");
    if (report.followed() < report.instructions()) {
      say(
          console,
          "  %d instructions were followed through the core; the rest counts as the same code there",
          report.followed());
    }
    if (!report.unknown().isEmpty()) {
      say(
          console,
          "  without a row in its table, counted as entering alone: %s",
          String.join(", ", report.unknown()));
    }
    say(
        console,
        "returned: rax %d; xmm0 %s as f32, %s as f64",
        report.integer(),
        report.single(),
        report.number());
    if (!report.loops().isEmpty()) {
      loops(report, console);
    }
    for (ExecutionReport.Loop loop : verbose ? report.loops() : List.<ExecutionReport.Loop>of()) {
      ExecutionReport.Bound bound = loop.bound();
      if (bound != null) {
        say(console, "%n%s to %s, if it never ended, on %s", loop.from(), loop.to(), bound.table());
      }
    }
  }

  private static void loops(ExecutionReport report, Console console) {
    int width =
        report.loops().stream()
            .mapToInt(l -> (l.from() + " to " + l.to()).length())
            .max()
            .orElse(0);
    String form = "%-" + Math.max(width, 10) + "s %12s %10s %7s  %s";
    say(console, form, "inner loop", "rounds", "cycles", "of all", "limited by");
    for (ExecutionReport.Loop loop : report.loops().stream().limit(SHOWN).toList()) {
      ExecutionReport.Bound bound = loop.bound();
      say(
          console,
          form,
          loop.from() + " to " + loop.to(),
          loop.rounds(),
          String.format(Locale.ROOT, "%.2f", loop.cycles()),
          String.format(Locale.ROOT, "%.1f%%", 100 * loop.total() / Math.max(1, report.cycles())),
          bound == null ? "(it has branches)" : bound.limit());
    }
    if (report.loops().size() > SHOWN) {
      say(console, "and %d more", report.loops().size() - SHOWN);
    }
  }

  private static void say(Console console, String format, Object... values) {
    console.out().println(String.format(Locale.ROOT, format, values).stripTrailing());
  }

  // As JSON.

  private static Map<String, Object> object(ExecutionReport report) {
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
    object.put("loops", report.loops().stream().map(ExecCommand::object).toList());
    return object;
  }

  private static Map<String, Object> object(ExecutionReport.Loop loop) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("from", loop.from());
    object.put("to", loop.to());
    object.put("rounds", loop.rounds());
    object.put("cycles_per_round", loop.cycles());
    ExecutionReport.Bound bound = loop.bound();
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
