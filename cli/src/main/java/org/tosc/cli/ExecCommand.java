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
import org.tosc.driver.machine.Execution;
import org.tosc.driver.machine.ExecutionReport;
import org.tosc.driver.machine.GpuReport;
import org.tosc.driver.machine.MlirReport;
import org.tosc.driver.machine.SnitchReport;
import org.tosc.driver.machine.X86Report;
import org.tosc.driver.report.Json;
import org.tosc.rt.error.FileReason;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `tosc exec ARTIFACT --machine M`: calls a function of an artifact on the model of a machine and
/// tells what it took. With `--json` one object of schema `tosc.exec/1`.
final class ExecCommand implements Command {
  private static final String MOST = "--max-cycles";

  private final ExecArguments arguments = new ExecArguments();

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description("Run an artifact on the model of a machine");
    arguments.addTo(spec);
    ExecMachines.addTo(spec);
    return spec.addOption(
            FunctionOptions.option("--entry", "NAME", "The function; not needed for a single one")
                .build())
        .addOption(
            FunctionOptions.option(
                    MOST,
                    "N",
                    "Stop after so many cycles, with an error; of mlir and of a program on tile-gpu after so"
                        + " many operations")
                .build())
        .addOption(Console.json())
        .addPositional(
            PositionalParamSpec.builder()
                .index("0")
                .required(true)
                .type(String.class)
                .paramLabel("ARTIFACT")
                .description(
                    "An ELF object; assembly for snitch, MLIR for mlir, Triton's Python or TTIR for"
                        + " tile-gpu; - for standard input")
                .build());
  }

  @Override
  public int run(ParseResult line, Console console) throws IOException {
    boolean json = line.hasMatchedOption("--json");
    String trace = line.matchedOptionValue(ExecMachines.TRACE, (@Nullable String) null);
    if (trace == null) {
      return run(line, ExecMachines.machine(line, null), console);
    }
    ExecMachines.machine(
        line, Writer.nullWriter()); // wrong options are told before there is a file
    try (Writer out = Files.newBufferedWriter(Path.of(trace))) {
      return run(line, ExecMachines.machine(line, out), console);
    } catch (UncheckedIOException | IOException | InvalidPathException broken) {
      return failed(List.of(Inputs.unwritable(trace, broken)), json, console);
    }
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
      String message = "cannot read `" + file + "`: " + FileReason.of(fault);
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
      case MlirReport mlir -> MlirReportText.object(mlir);
      case GpuReport gpu -> GpuReportText.object(gpu);
    };
  }

  private static void text(ExecutionReport report, boolean verbose, Console console) {
    switch (report) {
      case X86Report x86 -> X86ReportText.text(x86, verbose, console);
      case SnitchReport snitch -> SnitchReportText.text(snitch, verbose, console);
      case MlirReport mlir -> MlirReportText.text(mlir, console);
      case GpuReport gpu -> GpuReportText.text(gpu, console);
    }
  }

  private static long most(ParseResult line, Execution.Machine machine) {
    String text = line.matchedOptionValue(MOST, Long.toString(machine.usualCycles()));
    if (!text.matches("[1-9]\\d{0,17}|" + Long.MAX_VALUE)) {
      throw FunctionOptions.wrong(line, MOST + " takes a positive number, found `" + text + "`");
    }
    return Long.parseLong(text);
  }
}
