package org.tosc.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.snitch.config.ConfigurationError;
import org.tosc.backends.machines.snitch.config.ConfigurationFile;
import org.tosc.backends.machines.snitch.core.Configuration;
import org.tosc.driver.machine.Execution;
import org.tosc.driver.machine.ExecutionReport;
import org.tosc.driver.machine.Machines;
import org.tosc.driver.machine.SnitchReport;
import org.tosc.driver.machine.SnitchTracing;
import org.tosc.driver.machine.X86Report;
import org.tosc.driver.report.Json;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `tosc exec ARTIFACT --machine M`: calls a function of an object file or of assembly on the model
/// of a machine and tells what it took. With `--json` one object of schema `tosc.exec/1`.
final class ExecCommand implements Command {
  private static final String MOST = "--max-cycles";
  private static final String CORE = "--core";

  private static final String COLD = "--cold";
  private static final String OVERHEAD = "--overhead";
  private static final String TRACE = "--trace";
  private static final String USUAL_OVERHEAD = Integer.toString(Machines.USUAL_OVERHEAD);

  private final ExecArguments arguments = new ExecArguments();

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description("Run an object file or assembly on the model of a machine");
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
                    "Whose cycles are counted; "
                        + Machines.cores().getFirst()
                        + " if not said; for snitch "
                        + String.join(", ", Machines.clusters())
                        + " or a file with parameters, FILE.toml")
                .build())
        .addOption(flag(COLD, "snitch: measure the first call instead of the second"))
        .addOption(
            FunctionOptions.option(
                    OVERHEAD,
                    "N",
                    "snitch: instructions in the measured region beside the function's; "
                        + USUAL_OVERHEAD
                        + " if not said")
                .build())
        .addOption(
            FunctionOptions.option(
                    TRACE,
                    "FILE",
                    "snitch: write what happens in each cycle: .json for Perfetto, .txt a line for"
                        + " each instruction, .svg a picture of the first cycles")
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
                .description("An ELF object or, for snitch, assembly; - for standard input")
                .build());
  }

  @Override
  public int run(ParseResult line, Console console) throws IOException {
    boolean json = line.hasMatchedOption("--json");
    Execution.Machine machine = machine(line, null);
    String trace = line.matchedOptionValue(TRACE, (@Nullable String) null);
    if (trace == null) {
      return run(line, machine, console);
    }
    SnitchTracing.Form form = form(trace, line);
    try (Writer out = Files.newBufferedWriter(Path.of(trace))) {
      return run(line, machine(line, new SnitchTracing(form, out)), console);
    } catch (UncheckedIOException | IOException | InvalidPathException broken) {
      return failed(List.of(Inputs.unwritable(trace, broken)), json, console);
    }
  }

  /// In which form a trace is written, by the ending of its file.
  private static SnitchTracing.Form form(String file, ParseResult line) {
    String ending = file.substring(file.lastIndexOf('.') + 1);
    return switch (ending) {
      case "json" -> SnitchTracing.Form.PERFETTO;
      case "svg" -> SnitchTracing.Form.PICTURE;
      case "txt" -> SnitchTracing.Form.TEXT;
      default ->
          throw FunctionOptions.wrong(
              line, TRACE + " takes a .json, .svg or .txt file, found `" + file + "`");
    };
  }

  private int run(ParseResult line, Execution.Machine machine, Console console) throws IOException {
    boolean json = line.hasMatchedOption("--json");
    ExecArguments.Outcome read;
    try {
      read = arguments.read();
    } catch (IllegalArgumentException wrong) {
      throw FunctionOptions.wrong(line, String.valueOf(wrong.getMessage()));
    }
    long most = most(line, machine);
    String file = line.matchedPositionalValue(0, "");
    byte[] artifact;
    try {
      artifact = file.equals("-") ? console.in().readAllBytes() : Files.readAllBytes(Path.of(file));
    } catch (IOException | InvalidPathException fault) {
      String message = "cannot read `" + file + "`: " + Inputs.reason(fault);
      Source nothing = new Source(file, "");
      Diagnostic unreadable = Diagnostic.of(Code.E0901, nothing.span(0, 0), message);
      return failed(List.of(unreadable), json, console);
    }
    String name = file.equals("-") ? "<stdin>" : file;
    String entry = line.matchedOptionValue("--entry", (@Nullable String) null);
    return switch (read) {
      case ExecArguments.Outcome.Failed(var why) -> failed(List.of(why), json, console);
      case ExecArguments.Outcome.Read(var values) ->
          execute(
              new Execution.Request(name, artifact, entry, machine, most, values), line, console);
    };
  }

  private int execute(Execution.Request request, ParseResult line, Console console) {
    return switch (Execution.of(request)) {
      case Execution.Outcome.Failed(var why) ->
          failed(why, line.hasMatchedOption("--json"), console);
      case Execution.Outcome.Returned(var report) -> returned(report, line, console);
    };
  }

  // Which machine, and how.

  private static OptionSpec flag(String name, String description) {
    return OptionSpec.builder(name).type(boolean.class).arity("0").description(description).build();
  }

  private static Execution.Machine machine(ParseResult line, @Nullable SnitchTracing tracing) {
    String name = known("--machine", "", "machine", Machines.names(), line);
    boolean isSnitch = name.equals(Machines.SNITCH);
    List<String> others = isSnitch ? List.of() : List.of(COLD, OVERHEAD, TRACE);
    for (String option : others) {
      if (line.hasMatchedOption(option)) {
        throw FunctionOptions.wrong(line, option + " is not for " + name);
      }
    }
    return isSnitch
        ? new Execution.Machine.Snitch(
            cluster(line), overhead(line), line.hasMatchedOption(COLD), tracing)
        : new Execution.Machine.X86(
            known(CORE, Machines.cores().getFirst(), "core", Machines.cores(), line));
  }

  /// A cluster by its name, or as a file describes it.
  private static Configuration cluster(ParseResult line) {
    List<String> names = Machines.clusters();
    String name = line.matchedOptionValue(CORE, names.getFirst());
    if (!name.endsWith(".toml")) {
      return Machines.cluster(known(CORE, names.getFirst(), "core", names, line));
    }
    try {
      return ConfigurationFile.read(Files.readString(Path.of(name)));
    } catch (ConfigurationError wrong) {
      throw FunctionOptions.wrong(line, name + ": " + wrong.getMessage());
    } catch (IOException | InvalidPathException fault) {
      throw FunctionOptions.wrong(line, "cannot read `" + name + "`: " + Inputs.reason(fault));
    }
  }

  private static int overhead(ParseResult line) {
    String text = line.matchedOptionValue(OVERHEAD, USUAL_OVERHEAD);
    if (!text.matches("[4-9]|[1-9]\\d")) {
      throw FunctionOptions.wrong(
          line, OVERHEAD + " takes a number from 4 to 99, found `" + text + "`");
    }
    return Integer.parseInt(text);
  }

  // What becomes of it.

  private static int failed(List<Diagnostic> why, boolean json, Console console) {
    console.report(why, json);
    return Exit.PROGRAM_ERRORS;
  }

  private int returned(ExecutionReport report, ParseResult line, Console console) {
    boolean json = line.hasMatchedOption("--json");
    Diagnostic unwritable = arguments.write();
    if (unwritable != null) {
      return failed(List.of(unwritable), json, console);
    }
    if (json) {
      console.out().println(Json.write(object(report)));
    } else {
      text(report, line.hasMatchedOption("-v"), console);
    }
    return Exit.OK;
  }

  private static Map<String, Object> object(ExecutionReport report) {
    return switch (report) {
      case X86Report x86 -> X86ReportText.object(x86);
      case SnitchReport snitch -> SnitchReportText.object(snitch);
    };
  }

  private static void text(ExecutionReport report, boolean verbose, Console console) {
    switch (report) {
      case X86Report x86 -> X86ReportText.text(x86, verbose, console);
      case SnitchReport snitch -> SnitchReportText.text(snitch, verbose, console);
    }
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

  private static long most(ParseResult line, Execution.Machine machine) {
    String text = line.matchedOptionValue(MOST, Long.toString(machine.usualCycles()));
    if (!text.matches("[1-9]\\d{0,17}|" + Long.MAX_VALUE)) {
      throw FunctionOptions.wrong(line, MOST + " takes a positive number, found `" + text + "`");
    }
    return Long.parseLong(text);
  }
}
