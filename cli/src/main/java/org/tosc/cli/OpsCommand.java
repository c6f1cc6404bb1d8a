package org.tosc.cli;

import org.tosc.tir.text.OperationReference;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `tosc ops`.
final class OpsCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description("List the operations of TIR");
    return spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .arity("0..1")
            .type(String.class)
            .paramLabel("FAMILY")
            .description("core, host, tensor or kernel")
            .build());
  }

  @Override
  public int run(ParseResult arguments, Console console) {
    String wanted = arguments.matchedPositionalValue(0, "");
    for (String family : OperationReference.families()) {
      if (wanted.isEmpty() || wanted.equals(family)) {
        console.out().println(OperationReference.page(family));
      }
    }
    boolean known = wanted.isEmpty() || OperationReference.families().contains(wanted);
    if (!known) {
      console
          .err()
          .println(
              "tosc ops: there is no family `"
                  + wanted
                  + "`; expected "
                  + String.join(", ", OperationReference.families()));
    }
    return known ? Exit.OK : Exit.USAGE;
  }
}
