package org.tosc.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `tosc new NAME`: a folder with a program, a test and a README.
final class NewCommand implements Command {
  private static final String PROGRAM =
      """
      # %s

      fn greet(name: string) -> string:
          return "Hello, ${name}"

      print(greet("%s"))

      test "greets by name":
          assert(greet("Ada") == "Hello, Ada")
      """;

  private static final String README =
      """
      # %s

          tosc run main.pseudo
          tosc test main.pseudo
      """;

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description("Start a project");
    return spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .required(true)
            .type(String.class)
            .paramLabel("NAME")
            .description("The folder to make")
            .build());
  }

  @Override
  public int run(ParseResult arguments, Console console) throws Exception {
    String name = arguments.matchedPositionalValue(0, "");
    Path folder = Path.of(name);
    if (Files.exists(folder)) {
      console.err().println("tosc new: `" + name + "` exists already");
      return Exit.PROGRAM_ERRORS;
    }
    String title = String.valueOf(folder.getFileName()).replaceAll("[^A-Za-z0-9 _.-]", "");
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("main.pseudo"), PROGRAM.formatted(title, title));
      Files.writeString(folder.resolve("README.md"), README.formatted(title));
    } catch (IOException fault) {
      console.report(List.of(Inputs.unwritable(name, fault)), false);
      return Exit.PROGRAM_ERRORS;
    }
    console
        .out()
        .println("made " + folder + "; run it with: tosc run " + folder.resolve("main.pseudo"));
    return Exit.OK;
  }
}
