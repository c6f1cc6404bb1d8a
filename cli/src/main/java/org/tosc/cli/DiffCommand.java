package org.tosc.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tosc.driver.Compiler;
import org.tosc.driver.Compiler.Language;
import org.tosc.driver.compare.Agreed;
import org.tosc.driver.compare.Difference;
import org.tosc.driver.compare.FunctionComparison;
import org.tosc.driver.compare.ProgramComparison;
import org.tosc.driver.functions.Entries;
import org.tosc.driver.functions.Entry;
import org.tosc.driver.report.Json;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Source;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `tosc diff FILE`: whether engines agree with the interpreter.
///
/// Kernels of an engine whose machine is another than this one run on its model.
///
/// Without `--function`, in each function whose tensor parameters have known types; in what the
/// whole program prints where there is none, or with `--function main`. With `--json` an object of
/// schema `tosc.diff/1` for each engine and way, or one of `tosc.diff-output/1`.
final class DiffCommand implements Command {
  private static final int INPUTS = 4;
  private static final String ORACLE = "interp";

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description("Compare engines on the same arguments");
    return FunctionOptions.addTo(spec)
        .addOption(
            FunctionOptions.targets(
                "jvm|x86_64|snitch|mlir|triton",
                "What is compared with interp; may be given several times"))
        .addOption(
            FunctionOptions.option("--inputs", "N", "How many arguments are made up; 4 if not said")
                .build());
  }

  @Override
  public int run(ParseResult arguments, Console console) throws Exception {
    boolean json = arguments.hasMatchedOption("--json");
    String file = arguments.matchedPositionalValue(0, "");
    return switch (Inputs.read(file, arguments, console.in())) {
      case Inputs.Input.Refused(var diagnostic) -> {
        console.report(List.of(diagnostic), json);
        yield Exit.PROGRAM_ERRORS;
      }
      case Inputs.Input.Read(var source, var language) ->
          compare(source, language, arguments, console);
    };
  }

  private static int compare(
      Source source, Language language, ParseResult arguments, Console console) throws Exception {
    List<String> targets =
        FunctionOptions.targets(arguments, List.of("jvm"), Targets::requireModelled).stream()
            .filter(t -> !t.equals(ORACLE))
            .toList();
    int inputs = FunctionOptions.number("--inputs", INPUTS, arguments);
    boolean json = arguments.hasMatchedOption("--json");
    String function = FunctionOptions.function(arguments);
    if (Module.MAIN.equals(function) && language != Language.TIR) {
      return program(source, language, targets, json, console);
    }
    Entries entries = FunctionOptions.entries(source, language, arguments);
    console.report(entries.diagnostics(), json);
    if (entries.hasErrors()) {
      return Exit.PROGRAM_ERRORS;
    }
    if (entries.all().isEmpty()) {
      return program(source, language, targets, json, console);
    }
    boolean holds = true;
    for (Entry entry : entries.all()) {
      FunctionComparison comparison = FunctionComparison.of(entry, inputs);
      for (String target : targets) {
        for (Agreed agreed : comparison.with(target)) {
          holds &= agreed.holds();
          console.out().println(json ? Json.write(object(agreed, entry)) : agreed.toString());
        }
      }
    }
    return holds ? Exit.OK : Exit.FAILED;
  }

  private static Map<String, Object> object(Agreed agreed, Entry entry) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("schema", "tosc.diff/1");
    object.put("function", agreed.function());
    object.put("shapes", entry.signature());
    object.put("target", agreed.target());
    object.put("way", agreed.way());
    object.put("agrees", agreed.holds());
    object.put("inputs", agreed.inputs());
    object.put("elements", agreed.elements());
    object.put("open", agreed.open());
    object.put("different", agreed.different());
    object.put("worst", agreed.worst());
    Difference first = agreed.first();
    if (first != null) {
      object.put("input", first.example().number());
      object.put("result", first.result());
      object.put("index", first.index());
      // JSON has no infinities.
      object.put("expected", Double.toString(first.expected()));
      object.put("found", Double.toString(first.found()));
      object.put("allowed", first.allowed());
    }
    if (!agreed.other().isEmpty()) {
      object.put("other", agreed.other());
    }
    return object;
  }

  private static int program(
      Source source, Language language, List<String> targets, boolean json, Console console)
      throws Exception {
    Compiler.Compilation compiled = Compiler.compile(source, language, Inputs.store());
    console.report(compiled.diagnostics(), json);
    Module module = compiled.module();
    if (module == null) {
      return Exit.PROGRAM_ERRORS;
    }
    byte[] input = console.isTerminal() ? new byte[0] : console.in().readAllBytes();
    String expected = ProgramComparison.run(module, ORACLE, input);
    boolean holds = true;
    for (String target : targets) {
      String found = ProgramComparison.run(module, target, input);
      Integer line = ProgramComparison.difference(expected, found);
      holds &= line == null;
      tell(source, target, expected, found, line, json, console);
    }
    return holds ? Exit.OK : Exit.FAILED;
  }

  private static void tell(
      Source source,
      String target,
      String expected,
      String found,
      @org.jspecify.annotations.Nullable Integer line,
      boolean json,
      Console console) {
    String wanted = line == null ? "" : line(expected, line);
    String given = line == null ? "" : line(found, line);
    if (json) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("schema", "tosc.diff-output/1");
      object.put("file", source.name());
      object.put("target", target);
      object.put("agrees", line == null);
      object.put("lines", expected.lines().count());
      if (line != null) {
        object.put("line", line);
        object.put("expected", wanted);
        object.put("found", given);
      }
      console.out().println(Json.write(object));
    } else if (line == null) {
      console
          .out()
          .println(
              "the program: " + target + " prints the same " + expected.lines().count() + " lines");
    } else {
      console.out().println("the program: " + target + " differs from interp in line " + line);
      console.out().println("  interp: " + wanted);
      console.out().println("  " + target + ": " + given);
    }
  }

  private static String line(String text, int number) {
    return text.lines().skip(number - 1L).findFirst().orElse("(there is none)");
  }
}
