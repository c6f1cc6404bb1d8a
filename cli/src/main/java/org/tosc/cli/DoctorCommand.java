package org.tosc.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tosc.driver.ExternalTool;
import org.tosc.driver.Programs;
import org.tosc.driver.report.Json;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `tosc doctor`: what this machine has of what tosc can use.
final class DoctorCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description("Tell what this machine offers");
    return spec.addOption(Console.json());
  }

  @Override
  public int run(ParseResult arguments, Console console) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("schema", "tosc.doctor/1");
    facts.put("version", VersionCommand.VERSION);
    facts.put(
        "java", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
    facts.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    facts.put("processors", Runtime.getRuntime().availableProcessors());
    facts.put("cpu", cpuFeatures());
    facts.put("engines", Programs.engines());
    facts.put("vectors", vectors());
    List<String> missing = new ArrayList<>();
    List<String> found = new ArrayList<>();
    for (ExternalTool tool : ExternalTool.values()) {
      String place = tool.place();
      String named = place == null ? tool.text() : tool.text() + " (" + place + ")";
      (place == null ? missing : found).add(named + ": " + tool.use());
    }
    facts.put("tools", found);
    facts.put("missing", missing);
    if (arguments.hasMatchedOption("--json")) {
      console.out().println(Json.write(facts));
    } else {
      facts.forEach((name, value) -> print(console, name, value));
    }
    return Exit.OK;
  }

  private static void print(Console console, String name, Object value) {
    if (!name.equals("schema")) {
      console.out().printf("%-12s%s%n", name, value instanceof List<?> list ? join(list) : value);
    }
  }

  private static String join(List<?> list) {
    return String.join("\n            ", list.stream().map(String::valueOf).toList());
  }

  /// Whether compiled programs may use the JDK's vectors.
  private static String vectors() {
    return Programs.hasVectors()
        ? "jdk.incubator.vector, loaded by programs that compute with tensors"
        : "none";
  }

  /// The vector extensions that Linux reports; unknown elsewhere.
  private static List<String> cpuFeatures() {
    try {
      return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
          .filter(line -> line.startsWith("flags"))
          .limit(1)
          .flatMap(
              line ->
                  java.util.Arrays.stream(
                      line.substring(line.indexOf(':') + 1).trim().split(" ", -1)))
          .filter(f -> f.matches("sse4_[12]|avx.*|fma|f16c|amx.*"))
          .toList();
    } catch (java.io.IOException unknown) {
      return List.of();
    }
  }
}
