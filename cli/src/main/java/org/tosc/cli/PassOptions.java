package org.tosc.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tosc.driver.Names;
import org.tosc.driver.Optimizer;
import org.tosc.driver.report.Json;
import org.tosc.driver.report.PassPage;
import org.tosc.passes.Passes;
import org.tosc.passes.Pipeline;
import org.tosc.passes.precision.Precision;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.source.Source;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// The options of commands that run passes: `--stop-after`, `--disable`, `--dump html=PATH`,
/// `--time-passes`, `--verify-passes`.
final class PassOptions {
  private static final String HTML = "html=";
  private static final String PRECISION = "--precision";

  private PassOptions() {}

  static CommandSpec addTo(CommandSpec spec) {
    return spec.addOption(text("--stop-after", "PASS", "Run no pass behind this one").build())
        .addOption(
            OptionSpec.builder("--disable")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .paramLabel("PASS")
                .description("Leave out a pass; may be given several times")
                .build())
        .addOption(text("--dump", "html=PATH", "Write a page with what each pass made").build())
        .addOption(text(PRECISION, "f16|bf16", "Store what is multiplied in fewer bits").build())
        .addOption(flag("--time-passes", "Tell how long each pass took"))
        .addOption(flag("--verify-passes", "Verify what each pass makes"));
  }

  private static OptionSpec.Builder text(String name, String label, String description) {
    return OptionSpec.builder(name).type(String.class).paramLabel(label).description(description);
  }

  private static OptionSpec flag(String name, String description) {
    return OptionSpec.builder(name).type(boolean.class).description(description).build();
  }

  /// Whether a command line says anything about passes.
  static boolean isAsked(ParseResult arguments) {
    return arguments.hasMatchedOption("--stop-after")
        || arguments.hasMatchedOption("--disable")
        || arguments.hasMatchedOption("--dump")
        || arguments.hasMatchedOption(PRECISION)
        || arguments.hasMatchedOption("--time-passes")
        || arguments.hasMatchedOption("--verify-passes");
  }

  /// What an engine runs: the module after the passes that the command line leaves, or null where
  /// the page about them cannot be written. The interpreter runs the module as it was lowered,
  /// unless passes are asked for.
  static @Nullable Module optimised(
      Source source, Module module, String target, ParseResult arguments, Console console) {
    boolean asItIs = target.equals("interp") && !isAsked(arguments);
    return asItIs ? module : optimised(source, module, arguments, console);
  }

  /// The module after the passes that the command line leaves, or null; writes what it asks to be
  /// told.
  static @Nullable Module optimised(
      Source source, Module module, ParseResult arguments, Console console) {
    return through(null, source, module, arguments, console);
  }

  /// The same through a pass, unless the command line names the last one; null for what is usual.
  static @Nullable Module through(
      @Nullable String last, Source source, Module module, ParseResult arguments, Console console) {
    Pipeline.Options given = options(arguments);
    Pipeline.Options options =
        given.stopAfter() != null
            ? given
            : new Pipeline.Options(given.disabled(), last, given.verify(), given.kept());
    Path page = page(arguments);
    Scalar format = precision(arguments);
    Module asking = format == null ? module : Precision.ask(module, format);
    Optimizer.Outcome outcome = Optimizer.run(asking, options);
    boolean json = arguments.hasMatchedOption("--json");
    if (arguments.hasMatchedOption("--time-passes")) {
      tellTimes(outcome, json, console);
    }
    if (page == null) {
      return outcome.module();
    }
    try {
      Files.writeString(page, PassPage.html(source, module, outcome.steps()));
      return outcome.module();
    } catch (IOException fault) {
      console.report(List.of(Inputs.unwritable(page.toString(), fault)), json);
      return null;
    }
  }

  /// The format that products are asked to be computed in; null where none is.
  static @Nullable Scalar precision(ParseResult arguments) {
    String given = arguments.matchedOptionValue(PRECISION, (@Nullable String) null);
    if (given == null) {
      return null;
    }
    Scalar format = Scalar.parse(given);
    if (format != null && Precision.FORMATS.contains(format)) {
      return format;
    }
    throw new ParameterException(
        arguments.commandSpec().commandLine(),
        "--precision takes f16 or bf16, found `" + given + "`");
  }

  /// The module after the passes that the command line leaves, or those that are usual for an
  /// engine; every function stays.
  static Module forBench(Module module, String target, ParseResult arguments) {
    Set<String> all = module.functions().stream().map(Function::symbol).collect(Collectors.toSet());
    Scalar format = precision(arguments);
    Module asking = format == null ? module : Precision.ask(module, format);
    return isAsked(arguments)
        ? Optimizer.run(asking, options(arguments).keeping(all)).module()
        : Optimizer.standard(module, target);
  }

  private static Pipeline.Options options(ParseResult arguments) {
    List<String> disabled = arguments.matchedOptionValue("--disable", List.<String>of());
    disabled.forEach(name -> known(name, arguments));
    String last = arguments.matchedOptionValue("--stop-after", (@Nullable String) null);
    if (last != null) {
      known(last, arguments);
    }
    boolean verify = arguments.hasMatchedOption("--verify-passes");
    return new Pipeline.Options(Set.copyOf(disabled), last, verify, Set.of(Module.MAIN));
  }

  private static void known(String name, ParseResult arguments) {
    if (Passes.named(name) == null) {
      String near =
          Names.nearest(name, Passes.names()).map(n -> ", did you mean `" + n + "`?").orElse("");
      throw new ParameterException(
          arguments.commandSpec().commandLine(),
          "there is no pass `" + name + "`" + near + "; `tosc passes` lists them");
    }
  }

  private static @Nullable Path page(ParseResult arguments) {
    String given = arguments.matchedOptionValue("--dump", (@Nullable String) null);
    if (given == null) {
      return null;
    }
    try {
      if (given.startsWith(HTML) && given.length() > HTML.length()) {
        return Path.of(given.substring(HTML.length()));
      }
    } catch (InvalidPathException noPath) {
      // told below
    }
    throw new ParameterException(
        arguments.commandSpec().commandLine(), "--dump takes html=PATH, found `" + given + "`");
  }

  private static void tellTimes(Optimizer.Outcome outcome, boolean json, Console console) {
    PrintStream to = json ? console.out() : console.err();
    long all = 0;
    for (Pipeline.Step step : outcome.steps()) {
      all += step.nanos();
      to.println(json ? timeObject(step) : timeLine(step));
    }
    if (!json) {
      to.println(line("all", all, ""));
    }
  }

  private static String timeLine(Pipeline.Step step) {
    return line(step.pass().name(), step.nanos(), step.changed() ? "changed" : "");
  }

  private static String line(String name, long nanos, String what) {
    return String.format(Locale.ROOT, "%-14s %9.3f ms  %s", name, nanos / 1e6, what)
        .stripTrailing();
  }

  private static String timeObject(Pipeline.Step step) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("schema", "tosc.pass-time/1");
    object.put("pass", step.pass().name());
    object.put("milliseconds", step.nanos() / 1e6);
    object.put("changed", step.changed());
    object.put("rules", step.work().hits());
    return Json.write(object);
  }
}
