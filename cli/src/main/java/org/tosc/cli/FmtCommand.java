package org.tosc.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tosc.driver.Compiler.Language;
import org.tosc.frontend.neuro.format.NeuroFormatter;
import org.tosc.frontend.pseudocode.format.Formatted;
import org.tosc.frontend.pseudocode.format.PseudocodeFormatter;
import org.tosc.tir.source.Source;
import org.tosc.tir.text.TirFormatter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// `tosc fmt FILE…`.
final class FmtCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description("Format programs");
    return spec.addOption(
            OptionSpec.builder("--check")
                .type(boolean.class)
                .description("Change nothing; exit 3 if a file is not formatted")
                .build())
        .addOption(Inputs.language())
        .addPositional(Inputs.programs("Programs; - formats standard input to the output"));
  }

  @Override
  public int run(ParseResult arguments, Console console) throws Exception {
    int exit = Exit.OK;
    for (String file : arguments.matchedPositionals().getFirst().stringValues()) {
      int each =
          switch (Inputs.read(file, arguments, console.in())) {
            case Inputs.Input.Refused(var diagnostic) -> {
              console.report(List.of(diagnostic), false);
              yield Exit.PROGRAM_ERRORS;
            }
            case Inputs.Input.Read(var source, var language) ->
                write(
                    file,
                    source,
                    format(source, language),
                    arguments.hasMatchedOption("--check"),
                    console);
          };
      exit = Math.max(exit, each);
    }
    return exit;
  }

  private static Formatted format(Source source, Language language) {
    return switch (language) {
      case NEURO -> NeuroFormatter.format(source);
      case PSEUDOCODE -> PseudocodeFormatter.format(source);
      case TIR ->
          switch (TirFormatter.format(source)) {
            case TirFormatter.Result.Text(var text) -> new Formatted.Text(text);
            case TirFormatter.Result.Refused(var why) -> new Formatted.Refused(List.of(why));
          };
    };
  }

  private static int write(
      String file, Source source, Formatted result, boolean check, Console console) {
    String text =
        switch (result) {
          case Formatted.Text(var formatted) -> formatted;
          case Formatted.Refused(var diagnostics) -> {
            console.report(diagnostics, false);
            yield null;
          }
        };
    if (text == null) {
      return Exit.PROGRAM_ERRORS;
    }
    if (file.equals("-")) {
      console.out().print(text);
      return Exit.OK;
    }
    if (text.equals(source.text())) {
      return Exit.OK;
    }
    if (check) {
      console.err().println(file + " is not formatted");
      return Exit.FAILED;
    }
    try {
      Files.writeString(Path.of(file), text);
    } catch (IOException fault) {
      console.report(List.of(Inputs.unwritable(file, fault)), false);
      return Exit.PROGRAM_ERRORS;
    }
    return Exit.OK;
  }
}
