package org.tosc.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.tosc.driver.report.Json;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `tosc version`.
final class VersionCommand implements Command {
  static final String VERSION = "0.1.0-SNAPSHOT";

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description("Tell the version");
    return spec.addOption(Console.json());
  }

  @Override
  public int run(ParseResult arguments, Console console) {
    if (!arguments.hasMatchedOption("--json")) {
      console.out().println("tosc " + VERSION);
      return Exit.OK;
    }
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("schema", "tosc.version/1");
    object.put("version", VERSION);
    object.put("java", System.getProperty("java.vm.version"));
    console.out().println(Json.write(object));
    return Exit.OK;
  }
}
