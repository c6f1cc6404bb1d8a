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
    if (target.equals("auto")) {
      return "jvm";
    }
    requireKnown(arguments, target);
    return target;
  }

  /// The same, of an engine that can run on this machine.
  static String runnable(ParseResult arguments) {
    String target = named(arguments);
    requireRunnable(arguments, target);
    return target;
  }

  /// @throws ParameterException where there is no such engine, or it can run neither on this
  ///   machine nor on a model
  static void requireModelled(ParseResult arguments, String target) {
    requireKnown(arguments, target);
    if (Programs.model(target) == null) {
      requireRunnable(arguments, target);
    }
  }

  private static void requireKnown(ParseResult arguments, String target) {
    List<String> engines = Programs.engines();
    if (!engines.contains(target)) {
      throw wrong(
          arguments,
          "there is no target `"
              + target
              + "` in this build; it has "
              + String.join(", ", engines));
    }
  }

  /// @throws ParameterException where there is no such engine, or it cannot run on this machine
  static void requireRunnable(ParseResult arguments, String target) {
    requireKnown(arguments, target);
    String obstacle = Programs.obstacle(target);
    if (obstacle != null) {
      throw wrong(arguments, obstacle);
    }
  }

  private static ParameterException wrong(ParseResult arguments, String message) {
    return new ParameterException(arguments.commandSpec().commandLine(), message);
  }
}
