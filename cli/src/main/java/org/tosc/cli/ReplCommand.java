package org.tosc.cli;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.driver.Compiler.Language;
import org.tosc.driver.Programs;
import org.tosc.driver.Repl;
import org.tosc.driver.model.EngineCompute;
import org.tosc.driver.model.ModelStatements;
import org.tosc.models.train.ProgressLine;
import org.tosc.rt.session.ExitRequest;
import org.tosc.rt.session.Policy;
import org.tosc.rt.session.Session;
import org.tosc.tir.source.Diagnostic;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// `tosc repl`: reads entries, runs them, shows the values of expressions.
final class ReplCommand implements Command {
  static final String PROMPT = "TOS> ";
  static final String CONTINUED = "...> ";

  private static final String HELP =
      """
      Type statements; the value of an expression is shown. An empty line ends an indented block.
        .load FILE   run a file as if it were typed
        .lang NAME   talk in pseudocode or neuro, from the beginning
        .clear       forget everything
        .quit        leave (also end of input)
      """;

  /// Where lines come from; null ends the conversation.
  interface Lines {
    @Nullable String next(String prompt) throws java.io.IOException;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description("Talk to the language line by line");
    return PolicyOptions.addTo(spec).addOption(Inputs.language());
  }

  @Override
  public int run(ParseResult arguments, Console console) throws Exception {
    boolean terminal = console.isTerminal();
    Conversation conversation = new Conversation(arguments, console, terminal);
    if (!terminal) {
      return conversation.hold(plain(console));
    }
    console.out().println("tosc " + VersionCommand.VERSION + ", `.help` tells more");
    try (LineEditor editor = LineEditor.open(() -> conversation.repl.names())) {
      return conversation.hold(editor);
    }
  }

  /// Lines of a stream that is no terminal.
  private static Lines plain(Console console) {
    var in = new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8));
    return prompt -> {
      console.out().print(prompt);
      console.out().flush();
      return in.readLine();
    };
  }

  /// One conversation: what was said, and the commands that begin with a dot.
  private static final class Conversation {
    private final ParseResult arguments;
    private final Console console;
    private final boolean terminal;
    private Language language;
    private Repl repl;

    Conversation(ParseResult arguments, Console console, boolean terminal) {
      this.arguments = arguments;
      this.console = console;
      this.terminal = terminal;
      this.language = chosen(arguments);
      this.repl = fresh();
    }

    private Repl fresh() {
      Policy policy = PolicyOptions.of(arguments);
      Session session =
          Session.builder()
              .in(console.in())
              .out(console.out())
              .err(console.err())
              .interactive(terminal)
              .policy(policy)
              .devices(Programs.devices(policy))
              .directory(Path.of("").toAbsolutePath())
              .environment(System.getenv())
              .gradients(Programs.gradients())
              .models(
                  new ModelStatements(
                      () -> EngineCompute.of("jvm", 1, policy), ProgressLine.Style.NONE))
              .build();
      return Repl.of(language, session, Inputs.store());
    }

    private static Language chosen(ParseResult arguments) {
      String name = arguments.matchedOptionValue("--lang", "pseudocode");
      Language language = Inputs.language("", name);
      if (language == null || language == Language.TIR) {
        throw new ParameterException(
            arguments.commandSpec().commandLine(),
            "there are no conversations in `" + name + "`; expected pseudocode or neuro");
      }
      return language;
    }

    int hold(Lines lines) throws Exception {
      while (true) {
        String entry = entry(lines);
        if (entry == null) {
          console.out().println();
          return Exit.OK;
        }
        String command = entry.strip();
        if (command.equals(".quit") || command.equals(".exit")) {
          return Exit.OK;
        }
        try {
          answer(entry, command);
        } catch (ExitRequest exit) {
          return exit.code();
        }
      }
    }

    private void answer(String entry, String command) throws Exception {
      if (command.isEmpty()) {
        return;
      }
      if (!command.startsWith(".")) {
        report(repl.run(entry));
        return;
      }
      String[] words = command.split("\\s+", 2);
      switch (words[0]) {
        case ".help" -> console.out().print(HELP);
        case ".clear" -> repl = fresh();
        case ".lang" -> speak(words.length > 1 ? words[1] : "");
        case ".load" -> load(words.length > 1 ? words[1] : "");
        default -> console.err().println("there is no command `" + words[0] + "`, see `.help`");
      }
    }

    private void speak(String name) {
      Language wanted = Inputs.language("", name);
      if (wanted == null || wanted == Language.TIR) {
        console.err().println("expected `.lang pseudocode` or `.lang neuro`");
      } else {
        language = wanted;
        repl = fresh();
      }
    }

    private void load(String file) throws Exception {
      switch (Inputs.read(file, arguments, console.in())) {
        case Inputs.Input.Refused(var diagnostic) -> report(List.of(diagnostic));
        case Inputs.Input.Read(var source, var other) -> {
          if (other == language) {
            report(repl.load(source));
          } else {
            console.err().println("`" + file + "` is in another language, see `.lang`");
          }
        }
      }
    }

    private void report(List<Diagnostic> diagnostics) {
      console.out().flush();
      console.report(diagnostics, false);
    }

    /// Lines up to the one that completes an entry.
    private @Nullable String entry(Lines lines) throws java.io.IOException {
      StringBuilder entry = new StringBuilder();
      while (true) {
        String line = lines.next(entry.isEmpty() ? PROMPT : CONTINUED);
        if (line == null) {
          return entry.isEmpty() ? null : entry.toString();
        }
        entry.append(line.isBlank() ? "" : line).append('\n');
        boolean isCommand = line.startsWith(".") && entry.length() == line.length() + 1;
        if (isCommand || !repl.wantsMore(entry.toString())) {
          return entry.toString();
        }
      }
    }
  }
}
