package org.tosc.cli;

import java.util.ArrayList;
import java.util.List;
import org.tosc.driver.Compiler;
import org.tosc.driver.report.SarifReport;
import org.tosc.tir.source.Diagnostic;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// `tosc check FILE…`.
final class CheckCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description("Check programs without running them");
    return spec.addOption(Console.json())
        .addOption(
            OptionSpec.builder("--sarif")
                .type(boolean.class)
                .description("One SARIF 2.1.0 log")
                .build())
        .addOption(
            OptionSpec.builder("--watch")
                .type(boolean.class)
                .description("Check again whenever a file changes")
                .build())
        .addOption(Inputs.language())
        .addPositional(Inputs.programs("Programs, or - for standard input"));
  }

  @Override
  public int run(ParseResult arguments, Console console) throws Exception {
    List<String> files = arguments.matchedPositionals().getFirst().stringValues();
    int exit = check(files, arguments, console);
    return arguments.hasMatchedOption("--watch")
        ? Watch.forever(files, console, () -> check(files, arguments, console))
        : exit;
  }

  private static int check(List<String> files, ParseResult arguments, Console console) {
    List<Diagnostic> found = new ArrayList<>();
    for (String file : files) {
      switch (Inputs.read(file, arguments, console.in())) {
        case Inputs.Input.Refused(var diagnostic) -> found.add(diagnostic);
        case Inputs.Input.Read(var source, var language) ->
            found.addAll(Compiler.check(source, language, Inputs.store()));
      }
    }
    if (arguments.hasMatchedOption("--sarif")) {
      console.out().println(SarifReport.render(found, VersionCommand.VERSION));
    } else {
      console.report(found, arguments.hasMatchedOption("--json"));
    }
    return found.stream().anyMatch(Diagnostic::isError) ? Exit.PROGRAM_ERRORS : Exit.OK;
  }
}
