package org.tosc.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tosc.driver.report.Json;
import org.tosc.passes.Order;
import org.tosc.passes.Pass;
import org.tosc.passes.Passes;
import org.tosc.passes.rewrite.Rule;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `tosc passes`: the table of passes in their order, and the reasons for it. With `--json` each
/// pass is an object of schema `tosc.pass/1`, with its rules.
final class PassesCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description("List the passes of the optimiser");
    return spec.addOption(Console.json());
  }

  @Override
  public int run(ParseResult arguments, Console console) {
    if (arguments.hasMatchedOption("--json")) {
      Passes.all().forEach(pass -> console.out().println(Json.write(object(pass))));
      return Exit.OK;
    }
    for (Pass pass : Passes.all()) {
      console.out().printf("%-14s %s%n", pass.name(), pass.doc());
      String rules = count(rules(pass).size());
      console
          .out()
          .printf(
              "%-14s needs %s; runs %s%s%n", "", pass.needs().words(), pass.use().words(), rules);
    }
    console.out().println();
    console.out().println("why in this order:");
    for (Order order : Passes.orders()) {
      console.out().printf("  %s before %s: %s%n", order.first(), order.second(), order.reason());
    }
    return Exit.OK;
  }

  private static String count(int rules) {
    return rules == 0 ? "" : rules == 1 ? "; 1 rule" : "; " + rules + " rules";
  }

  private static List<String> rules(Pass pass) {
    return pass.rules().get().stream()
        .flatMap(topic -> topic.rules().get().stream())
        .map(Rule::name)
        .toList();
  }

  private static Map<String, Object> object(Pass pass) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("schema", "tosc.pass/1");
    object.put("name", pass.name());
    object.put("doc", pass.doc());
    object.put("needs", pass.needs().words());
    object.put("runs", pass.use().words());
    object.put("rules", rules(pass));
    object.put(
        "before",
        Passes.orders().stream()
            .filter(o -> o.first().equals(pass.name()))
            .map(o -> Map.of("pass", o.second(), "reason", o.reason()))
            .toList());
    return object;
  }
}
