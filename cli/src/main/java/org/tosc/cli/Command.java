package org.tosc.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// One subcommand: its options and what it does.
interface Command {
  /// The options and parameters, without the name.
  CommandSpec spec();

  /// Runs with parsed arguments; gives the exit code.
  int run(ParseResult arguments, Console console) throws Exception;
}
