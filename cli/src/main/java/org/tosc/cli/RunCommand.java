package org.tosc.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.api.Loaded;
import org.tosc.backends.api.Loading;
import org.tosc.backends.api.Schedules;
import org.tosc.driver.Compiler;
import org.tosc.driver.PrecisionReport;
import org.tosc.driver.Programs;
import org.tosc.driver.UncaughtError;
import org.tosc.driver.machine.ModelledKernels;
import org.tosc.driver.model.EngineCompute;
import org.tosc.driver.model.ModelStatements;
import org.tosc.models.train.ProgressLine;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.session.Devices;
import org.tosc.rt.session.ExitRequest;
import org.tosc.rt.session.Policy;
import org.tosc.rt.session.Session;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Source;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// `tosc run FILE`.
final class RunCommand implements Command {
  private static final String REPORT = "--report-precision";
  private static final String DEVICE = "--device";
  private static final String AUDIT = "--audit";
  private static final String THREADS = "--threads";
  private static final int MOST_THREADS = 1024;

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description("Run a program");
    return PolicyOptions.addTo(PassOptions.addTo(spec))
        .addOption(
            option(
                "--target",
                "auto|interp|jvm|x86_64|snitch|mlir|triton",
                "Where it runs; auto is jvm"))
        .addOption(KernelPlace.option())
        .addOption(
            option(
                DEVICE,
                "D",
                "Where it computes tensors, as if all of it stood in `with device`; see --target"))
        .addOption(option(AUDIT, "FILE", "Writes each use of a permission, as a line of JSON"))
        .addOption(TuneOptions.noTune())
        .addOption(threadsOption())
        .addOption(option("--seed", "N", "The first seed of random numbers"))
        .addOption(
            OptionSpec.builder("--deterministic")
                .type(boolean.class)
                .description("Repeat runs bit for bit")
                .build())
        .addOption(
            OptionSpec.builder(REPORT)
                .type(boolean.class)
                .description("Tell the errors of fewer bits, and their bounds; 3 if one is above")
                .build())
        .addOption(Console.json())
        .addOption(Inputs.language())
        .addPositional(Inputs.program("The program, or - for standard input"))
        .addPositional(
            PositionalParamSpec.builder()
                .index("1..*")
                .arity("0..*")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .paramLabel("ARGS")
                .description("The program's arguments, after --")
                .build());
  }

  static OptionSpec threadsOption() {
    return option(THREADS, "N", "Threads of a large kernel; one for each processor");
  }

  private static OptionSpec option(String name, String label, String description) {
    return OptionSpec.builder(name)
        .type(String.class)
        .paramLabel(label)
        .description(description)
        .build();
  }

  @Override
  public int run(ParseResult arguments, Console console) throws Exception {
    KernelPlace place = KernelPlace.of(arguments, PolicyOptions.of(arguments));
    place.tell(PolicyOptions.of(arguments), arguments, console);
    requireDevice(arguments);
    String file = arguments.matchedPositionalValue(0, "");
    return switch (Inputs.read(file, arguments, console.in())) {
      case Inputs.Input.Refused(var diagnostic) -> {
        console.report(List.of(diagnostic), arguments.hasMatchedOption("--json"));
        yield Exit.PROGRAM_ERRORS;
      }
      case Inputs.Input.Read(var source, var language) ->
          run(source, language, place, arguments, console);
    };
  }

  /// A device that is absent is an error of the program; one that nothing is called is wrong usage.
  ///
  /// @throws ParameterException where no device has the name
  private static void requireDevice(ParseResult arguments) {
    String device = arguments.matchedOptionValue(DEVICE, (@Nullable String) null);
    if (device == null) {
      return;
    }
    try {
      Programs.devices(PolicyOptions.of(arguments))
          .open(device, new Devices.Fallback(true, Programs.tensors()));
    } catch (GuestError unknown) {
      throw new ParameterException(
          arguments.commandSpec().commandLine(), DEVICE + ": " + unknown.getMessage());
    }
  }

  private static int run(
      Source source,
      Compiler.Language language,
      KernelPlace place,
      ParseResult arguments,
      Console console)
      throws Exception {
    Compiler.Compilation compiled = Compiler.compile(source, language, Inputs.store());
    boolean json = arguments.hasMatchedOption("--json");
    console.report(compiled.diagnostics(), json);
    Module module = compiled.module();
    if (module == null) {
      return Exit.PROGRAM_ERRORS;
    }
    String target = place.target();
    Module optimised = PassOptions.optimised(source, module, target, arguments, console);
    if (optimised == null) {
      return Exit.PROGRAM_ERRORS;
    }
    try (AuditFile audit = audit(arguments)) {
      Session session = session(place.target(), arguments, console, audit);
      try (var _ = Ending.of(session)) {
        return run(source, module, optimised, session, place, arguments, console);
      }
    } catch (AuditFile.Unwritable fault) {
      console.report(List.of(fault.diagnostic()), json);
      return Exit.PROGRAM_ERRORS;
    }
  }

  private static int run(
      Source source,
      Module module,
      Module optimised,
      Session session,
      KernelPlace place,
      ParseResult arguments,
      Console console)
      throws Exception {
    String target = place.target();
    boolean json = arguments.hasMatchedOption("--json");
    Schedules schedules = TuneOptions.schedules(arguments, console);
    PrecisionReport report =
        arguments.hasMatchedOption(REPORT) ? new PrecisionReport(optimised) : null;
    Loading loading = new Loading(report, schedules, threads(arguments), place.kernels());
    String device = arguments.matchedOptionValue(DEVICE, (@Nullable String) null);
    Supplier<Loaded> program =
        () -> {
          Loaded loaded = Programs.loadAsItIs(optimised, target, loading);
          return device == null ? loaded : new OnDevice(loaded, device);
        };
    int code = execute(session, source, module, program, json, console);
    if (place.kernels() instanceof ModelledKernels model && !console.quiet()) {
      console.err().println("tosc: " + target + ": " + model.report());
    }
    if (report == null) {
      return code;
    }
    console.err().print(report.text());
    return code == Exit.OK && !report.holds() ? Exit.FAILED : code;
  }

  /// Runs a program; errors are shown in the sources that its module names.
  private static int execute(
      Session session,
      Source source,
      Module module,
      Supplier<Loaded> program,
      boolean json,
      Console console)
      throws Exception {
    try {
      session.run(
          () -> {
            program.get().call(Module.MAIN);
            session.out().flush();
            session.models().awaitServers();
            return "";
          });
      return Exit.OK;
    } catch (GuestError error) {
      session.out().flush();
      console.report(List.of(UncaughtError.diagnostic(error, source, module)), json);
      return Exit.PROGRAM_ERRORS;
    } catch (ExitRequest exit) {
      return exit.code();
    } finally {
      session.out().flush();
      session.err().flush();
    }
  }

  private static @Nullable AuditFile audit(ParseResult arguments) {
    String file = arguments.matchedOptionValue(AUDIT, (@Nullable String) null);
    return file == null ? null : new AuditFile(file, Clock.systemUTC());
  }

  private static Session session(
      String target, ParseResult arguments, Console console, @Nullable AuditFile audit) {
    List<String> rest =
        arguments.matchedPositionals().stream()
            .skip(1)
            .flatMap(p -> p.stringValues().stream())
            .toList();
    Policy policy = PolicyOptions.of(arguments);
    Session.Builder builder =
        Session.builder()
            .in(console.in())
            .out(console.out())
            .err(console.err())
            .interactive(System.console() != null && System.console().isTerminal())
            .policy(policy)
            .directory(Path.of("").toAbsolutePath())
            .environment(System.getenv())
            .args(rest)
            .engine(Programs.tensors())
            .gradients(Programs.gradients())
            .models(
                new ModelStatements(
                    () -> EngineCompute.of(target, threads(arguments), policy), progress(console)))
            .devices(Programs.devices(policy));
    if (audit != null) {
      builder.auditing(audit);
    }
    String seed = arguments.matchedOptionValue("--seed", (@Nullable String) null);
    if (seed != null) {
      builder.seed(number(seed, arguments));
    }
    return builder.build();
  }

  private static ProgressLine.Style progress(Console console) {
    if (console.quiet()) {
      return ProgressLine.Style.NONE;
    }
    return console.isErrTerminal() ? ProgressLine.Style.TERMINAL : ProgressLine.Style.LINES;
  }

  static int threads(ParseResult arguments) {
    int processors = Runtime.getRuntime().availableProcessors();
    return Math.min(MOST_THREADS, FunctionOptions.number(THREADS, processors, arguments));
  }

  private static long number(String text, ParseResult arguments) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException notANumber) {
      throw new ParameterException(
          arguments.commandSpec().commandLine(), "--seed takes an integer, found `" + text + "`");
    }
  }
}
