package org.tosc.cli;

import org.tosc.backends.api.Schedules;
import org.tosc.driver.tune.ScheduleFile;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// The schedules that `tosc tune` found, for commands that compile kernels.
final class TuneOptions {
  private static final String NO_TUNE = "--no-tune";

  private TuneOptions() {}

  static OptionSpec noTune() {
    return OptionSpec.builder(NO_TUNE)
        .type(boolean.class)
        .description("Cut kernels as if `tosc tune` had never run")
        .build();
  }

  static Schedules schedules(ParseResult arguments, Console console) {
    return arguments.hasMatchedOption(NO_TUNE) ? Schedules.NONE : file(console);
  }

  /// The file of schedules of this user; faults of it are told of, once each time it is read.
  static ScheduleFile file(Console console) {
    return ScheduleFile.usual(System.getenv(), VersionCommand.VERSION, text -> warn(text, console));
  }

  private static void warn(String text, Console console) {
    if (!console.quiet()) {
      console.err().println("tosc: " + text);
    }
  }
}
