package org.tosc.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.api.Artifact;
import org.tosc.backends.api.KernelTarget.Emission;
import org.tosc.backends.api.Platform;
import org.tosc.driver.Programs;
import org.tosc.driver.functions.Entry;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;
import picocli.CommandLine.ParseResult;

/// What `tosc build` writes of functions: `--emit asm`, `--emit mlir` and the other kinds of
/// targets that compile kernels alone.
final class FunctionArtifacts {
  static final String CPU = "--cpu";
  static final String CONVENTION = "--abi";

  private FunctionArtifacts() {}

  /// Artifacts of one kind of the functions that the command line means; null where there are none,
  /// which has been reported.
  static @Nullable List<Artifact> made(
      String kind, String target, ParseResult arguments, Console console) {
    Platform platform =
        new Platform(
            chosen(CPU, Programs.functionCpus(target), arguments),
            chosen(CONVENTION, Programs.functionConventions(target), arguments));
    FunctionOptions.Asked asked = FunctionOptions.asked(arguments, console);
    if (asked == null) {
      return null;
    }
    List<Artifact> artifacts = new ArrayList<>();
    List<Diagnostic> refused = new ArrayList<>();
    for (Entry entry : asked.entries()) {
      switch (emission(entry, kind, target, platform, arguments)) {
        case Emission.Made(List<Artifact> made) -> artifacts.addAll(made);
        case Emission.Refused(String why) -> refused.add(none(asked.source(), entry, kind, why));
      }
    }
    if (!refused.isEmpty()) {
      console.report(refused, arguments.hasMatchedOption("--json"));
      return null;
    }
    return artifacts;
  }

  /// Other artifacts are of whole programs.
  static void refuseOptions(ParseResult arguments) {
    for (String option : List.of("--function", "--shapes", CPU, CONVENTION)) {
      if (arguments.hasMatchedOption(option)) {
        throw FunctionOptions.wrong(
            arguments, option + " goes with artifacts of functions, such as asm of target x86_64");
      }
    }
  }

  private static Emission emission(
      Entry entry, String kind, String target, Platform platform, ParseResult arguments) {
    Module straight = entry.straightModule();
    return straight == null
        ? new Emission.Refused(entry.whyNot())
        : Programs.emit(
            entry, PassOptions.forBench(straight, target, arguments), kind, target, platform);
  }

  /// What an option says, or the first of what it may say; nothing where it may say nothing.
  private static String chosen(String option, List<String> all, ParseResult arguments) {
    if (all.isEmpty()) {
      if (arguments.hasMatchedOption(option)) {
        throw FunctionOptions.wrong(arguments, option + " is not for this target");
      }
      return "";
    }
    String named = arguments.matchedOptionValue(option, all.getFirst());
    if (!all.contains(named)) {
      throw FunctionOptions.wrong(
          arguments, option + " takes " + enumerated(all) + ", found `" + named + "`");
    }
    return named;
  }

  /// `a`, `a or b`, `a, b or c`.
  private static String enumerated(List<String> all) {
    int last = all.size() - 1;
    return last == 0
        ? all.getFirst()
        : String.join(", ", all.subList(0, last)) + " or " + all.get(last);
  }

  private static Diagnostic none(Source source, Entry entry, String kind, String why) {
    return Diagnostic.of(
        Code.E0907,
        new Source(source.name(), "").span(0, 0),
        "there is no artifact `" + kind + "` of `" + entry.name() + "`: " + why);
  }
}
