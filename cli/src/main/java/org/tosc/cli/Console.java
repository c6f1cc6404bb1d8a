package org.tosc.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.tosc.driver.report.JsonReport;
import org.tosc.driver.report.TerminalReport;
import org.tosc.tir.source.Diagnostic;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// Where a command reads and writes: data on `out`, talk on `err`.
record Console(InputStream in, PrintStream out, PrintStream err, boolean color, boolean quiet) {

  /// The options that every command has.
  static CommandSpec common(CommandSpec spec) {
    return spec.addOption(
            OptionSpec.builder("--color")
                .type(String.class)
                .paramLabel("auto|always|never")
                .defaultValue("auto")
                .description("Colour of messages")
                .build())
        .addOption(
            OptionSpec.builder("-q", "--quiet")
                .type(boolean.class)
                .description("Fewer messages")
                .build())
        .addOption(
            OptionSpec.builder("-v", "--verbose")
                .type(boolean.class)
                .description("More messages")
                .build())
        .addOption(
            // picocli's own mixin finds this one by reflection, which takes 50 ms.
            OptionSpec.builder("-h", "--help")
                .type(boolean.class)
                .usageHelp(true)
                .description("Tell what the command does")
                .build());
  }

  static OptionSpec json() {
    return OptionSpec.builder("--json")
        .type(boolean.class)
        .description("One JSON object per line instead of text")
        .build();
  }

  static Console of(ParseResult arguments, InputStream in, PrintStream out, PrintStream err) {
    String color = arguments.matchedOptionValue("--color", "auto");
    boolean wanted =
        switch (color) {
          case "always" -> true;
          case "never" -> false;
          default ->
              System.console() != null
                  && System.console().isTerminal()
                  && System.getenv("NO_COLOR") == null;
        };
    return new Console(in, out, err, wanted, arguments.hasMatchedOption("-q"));
  }

  /// Whether a person types: the input is the process's own, and a terminal.
  boolean isTerminal() {
    return in == System.in && System.console() != null && System.console().isTerminal();
  }

  /// Whether a person sees the talk: the error stream is the process's own, and a terminal.
  boolean isErrTerminal() {
    return err == System.err && System.console() != null && System.console().isTerminal();
  }

  /// A line of data for people, with points in numbers whatever the system's language is.
  void say(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values).stripTrailing());
  }

  /// Tells diagnostics: as text on the error stream, or as JSON lines on the output.
  void report(List<Diagnostic> diagnostics, boolean json) {
    TerminalReport terminal = new TerminalReport(color);
    for (Diagnostic diagnostic : diagnostics) {
      if (json) {
        out.println(JsonReport.render(diagnostic));
      } else if (diagnostic.isError() || !quiet) {
        err.print(terminal.render(diagnostic));
      }
    }
    if (!json && !quiet) {
      summary(diagnostics);
    }
  }

  private void summary(List<Diagnostic> diagnostics) {
    long errors = diagnostics.stream().filter(Diagnostic::isError).count();
    if (errors > 1) {
      err.println(errors + " errors");
    }
  }
}
