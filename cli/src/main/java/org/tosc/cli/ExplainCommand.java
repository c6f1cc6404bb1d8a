package org.tosc.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.tosc.driver.Names;
import org.tosc.driver.report.Pages;
import org.tosc.tir.source.Code;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `tosc explain CODE`.
final class ExplainCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description("Explain a diagnostic code");
    return spec.addOption(
            OptionSpec.builder("--list").type(boolean.class).description("List all codes").build())
        .addPositional(
            PositionalParamSpec.builder()
                .index("0")
                .arity("0..1")
                .type(String.class)
                .paramLabel("CODE")
                .description("Such as E0401")
                .build());
  }

  @Override
  public int run(ParseResult arguments, Console console) {
    if (arguments.hasMatchedOption("--list")) {
      for (Code code : Code.values()) {
        console.out().println(code + "  " + code.title());
      }
      return Exit.OK;
    }
    String wanted = arguments.matchedPositionalValue(0, "").toUpperCase(Locale.ROOT);
    Optional<Code> code =
        Arrays.stream(Code.values()).filter(c -> c.name().equals(wanted)).findFirst();
    if (code.isPresent()) {
      console.out().print(Pages.of(code.get()));
      return Exit.OK;
    }
    String near =
        Names.nearest(wanted, Arrays.stream(Code.values()).map(Code::name).toList())
            .map(n -> ", did you mean " + n + "?")
            .orElse("");
    console
        .err()
        .println(
            "tosc explain: there is no code `"
                + wanted
                + "`"
                + near
                + "; `tosc explain --list` lists them");
    return Exit.USAGE;
  }
}
