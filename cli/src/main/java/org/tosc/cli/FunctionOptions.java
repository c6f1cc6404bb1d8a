package org.tosc.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.tosc.driver.Compiler.Language;
import org.tosc.driver.functions.ArgumentTypes;
import org.tosc.driver.functions.Entries;
import org.tosc.driver.functions.Entry;
import org.tosc.tir.ir.Type;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// The options of commands that call functions with tensors: `FILE`, `--function`, `--shapes`,
/// `--target` (several), `--json`, `--lang`.
final class FunctionOptions {
  private FunctionOptions() {}

  static CommandSpec addTo(CommandSpec spec) {
    return spec.addOption(option("--function", "F", "A function of the file").build())
        .addOption(
            option("--shapes", "x=2x3xf32,…", "What functions are called with: tensors, int, float")
                .build())
        .addOption(Console.json())
        .addOption(Inputs.language())
        .addPositional(Inputs.program("The program, or - for standard input"));
  }

  static OptionSpec.Builder option(String name, String label, String description) {
    return OptionSpec.builder(name).type(String.class).paramLabel(label).description(description);
  }

  static OptionSpec targets(String names, String description) {
    return OptionSpec.builder("--target")
        .type(List.class)
        .auxiliaryTypes(String.class)
        .paramLabel(names)
        .description(description)
        .build();
  }

  /// The engines that the command line names, or these.
  ///
  /// @param require throws where one cannot be used
  static List<String> targets(
      ParseResult arguments, List<String> otherwise, BiConsumer<ParseResult, String> require) {
    List<String> named = arguments.matchedOptionValue("--target", otherwise);
    named.forEach(target -> require.accept(arguments, target));
    return named.stream().distinct().toList();
  }

  static @Nullable String function(ParseResult arguments) {
    return arguments.matchedOptionValue("--function", (@Nullable String) null);
  }

  /// The functions that the command line means.
  static Entries entries(Source source, Language language, ParseResult arguments) {
    return Entries.of(source, language, Inputs.store(), function(arguments), shapes(arguments));
  }

  /// A file and the functions of it that the command line means; there is at least one.
  record Asked(Source source, List<Entry> entries) {}

  /// Reads the file and reports what is wrong with it; null where it has errors or no function to
  /// call.
  static @Nullable Asked asked(ParseResult arguments, Console console) {
    boolean json = arguments.hasMatchedOption("--json");
    String file = arguments.matchedPositionalValue(0, "");
    return switch (Inputs.read(file, arguments, console.in())) {
      case Inputs.Input.Refused(var diagnostic) -> {
        console.report(List.of(diagnostic), json);
        yield null;
      }
      case Inputs.Input.Read(var source, var language) -> {
        Entries entries = entries(source, language, arguments);
        boolean hasNone = entries.all().isEmpty();
        List<Diagnostic> all = new ArrayList<>(entries.diagnostics());
        if (!entries.hasErrors() && hasNone) {
          all.add(nothing(source));
        }
        console.report(all, json);
        yield entries.hasErrors() || hasNone ? null : new Asked(source, entries.all());
      }
    };
  }

  /// The complaint about a file without functions that can be called.
  private static Diagnostic nothing(Source source) {
    return Diagnostic.of(
            Code.E0909,
            new Source(source.name(), "").span(0, 0),
            "no function of this file has tensor parameters of which everything is known")
        .note("say it on the command line, for example `--shapes \"x=2x3xf32\"`");
  }

  private static Map<String, Type> shapes(ParseResult arguments) {
    String text = arguments.matchedOptionValue("--shapes", "");
    try {
      return text.isEmpty() ? Map.of() : ArgumentTypes.parse(text);
    } catch (IllegalArgumentException wrong) {
      throw wrong(arguments, "--shapes: " + Objects.requireNonNull(wrong.getMessage()));
    }
  }

  /// A positive whole number.
  static int number(String option, int otherwise, ParseResult arguments) {
    String text = arguments.matchedOptionValue(option, Integer.toString(otherwise));
    if (!text.matches("[1-9]\\d{0,5}")) {
      throw wrong(arguments, option + " takes a positive number, found `" + text + "`");
    }
    return Integer.parseInt(text);
  }

  static ParameterException wrong(ParseResult arguments, String message) {
    return new ParameterException(arguments.commandSpec().commandLine(), message);
  }
}
