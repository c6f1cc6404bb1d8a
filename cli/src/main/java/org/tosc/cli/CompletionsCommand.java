package org.tosc.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `tosc completions SHELL`.
final class CompletionsCommand implements Command {
  private static final String BASH =
      """
      _tosc() {
        local word=${COMP_WORDS[COMP_CWORD]}
        if [ "$COMP_CWORD" -eq 1 ]; then
          COMPREPLY=($(compgen -W "%s" -- "$word") $(compgen -f -X '!*.@(pseudo|psc|pseudocode|tir)' -- "$word"))
        else
          COMPREPLY=($(compgen -f -- "$word"))
        fi
      }
      complete -o filenames -F _tosc tosc
      """;

  private static final String ZSH =
      """
      #compdef tosc
      _arguments '1: :(%s)' '*:file:_files'
      """;

  private static final String FISH =
      """
      complete -c tosc -n '__fish_use_subcommand' -a '%s'
      """;

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description("Print completions for a shell");
    return spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .required(true)
            .type(String.class)
            .paramLabel("bash|zsh|fish")
            .description("The shell")
            .build());
  }

  @Override
  public int run(ParseResult arguments, Console console) {
    String shell = arguments.matchedPositionalValue(0, "");
    String script =
        switch (shell) {
          case "bash" -> BASH;
          case "zsh" -> ZSH;
          case "fish" -> FISH;
          default -> null;
        };
    if (script == null) {
      console
          .err()
          .println(
              "tosc completions: there are none for `" + shell + "`; expected bash, zsh or fish");
      return Exit.USAGE;
    }
    console.out().print(script.replace("%s", String.join(" ", Tosc.commands())));
    return Exit.OK;
  }
}
