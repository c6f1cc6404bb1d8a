package org.tosc.cli;

import java.util.List;
import org.tosc.driver.Programs;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// The `--target` option.
final class Targets {
  private Targets() {}

  /// The engine that the command line asks for.
  static String named(ParseResult arguments) {
    String target = arguments.matchedOptionValue("--target", "auto");
    List<String> engines = Programs.engines();
    if (target.equals("auto")) {
      return "jvm";
    }
    if (!engines.contains(target)) {
      throw new ParameterException(
          arguments.commandSpec().commandLine(),
          "there is no target `"
              + target
              + "` in this build; it has "
              + String.join(", ", engines));
    }
    return target;
  }
}
