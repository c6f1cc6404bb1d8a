package org.tosc.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.tosc.driver.Compiler;
import org.tosc.driver.Programs;
import org.tosc.driver.Tests;
import org.tosc.driver.model.EngineCompute;
import org.tosc.driver.model.ModelStatements;
import org.tosc.driver.report.Json;
import org.tosc.models.train.ProgressLine;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.session.Policy;
import org.tosc.rt.session.Session;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Position;
import org.tosc.tir.source.Source;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// `tosc test [PATH]`: runs `test "name": …` blocks and `@test` functions, each in a program of its
/// own. With `--json` each test is an object of schema `tosc.test/1`, after the diagnostic that
/// says why it failed, and the last line is one of `tosc.tests/1`.
final class TestCommand implements Command {
  private static final List<String> ENDINGS = List.of(".pseudo", ".neuro");

  /// What one run of the command was asked, and how it went so far.
  private static final class Run {
    private final Console console;
    private final Pattern filter;
    private final String target;
    private final boolean json;
    private int passed;
    private int failed;

    Run(Console console, Pattern filter, String target, boolean json) {
      this.console = console;
      this.filter = filter;
      this.target = target;
      this.json = json;
    }

    void file(Source source, Compiler.Language language) throws Exception {
      Tests tests = Tests.of(source, language, Inputs.store());
      if (tests.module() == null) {
        refused(tests.diagnostics());
        return;
      }
      for (Tests.Test test : tests.tests()) {
        if (filter.matcher(test.name()).find()) {
          test(source, tests, test);
        }
      }
    }

    /// A file without tests that could run.
    void refused(List<Diagnostic> diagnostics) {
      console.report(diagnostics, json);
      failed++;
    }

    private void test(Source source, Tests tests, Tests.Test test) throws Exception {
      Session session =
          Session.builder()
              .in(console.in())
              .out(console.err())
              .err(console.err())
              .directory(Path.of("").toAbsolutePath())
              .policy(Policy.PERMISSIVE)
              .devices(Programs.devices(Policy.PERMISSIVE))
              .engine(Programs.tensors())
              .gradients(Programs.gradients())
              .models(
                  new ModelStatements(() -> EngineCompute.of(target, 1), ProgressLine.Style.NONE))
              .build();
      try {
        long left = session.run(() -> tests.run(test, target));
        if (left > 0) {
          console
              .err()
              .println("tosc: `" + test.name() + "` left " + left + " tensors: a fault of tosc");
        }
        result(test, left == 0);
      } catch (GuestError error) {
        session.out().flush();
        if (!json) {
          result(test, false);
        }
        console.report(List.of(tests.uncaught(error, source)), json);
        if (json) {
          result(test, false);
        }
      } finally {
        session.out().flush();
      }
    }

    private void result(Tests.Test test, boolean holds) {
      if (holds) {
        passed++;
      } else {
        failed++;
      }
      if (!json) {
        console.out().println((holds ? "ok      " : "FAILED  ") + test.name());
        return;
      }
      Map<String, Object> object = new LinkedHashMap<>();
      Position at = test.span().from();
      object.put("schema", "tosc.test/1");
      object.put("name", test.name());
      object.put("passed", holds);
      object.put("file", test.span().source().name());
      object.put("line", at.line());
      object.put("column", at.column());
      console.out().println(Json.write(object));
    }

    int end() {
      if (json) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("schema", "tosc.tests/1");
        object.put("passed", passed);
        object.put("failed", failed);
        console.out().println(Json.write(object));
      } else {
        console.out().println(passed + " passed, " + failed + " failed");
      }
      return failed == 0 ? Exit.OK : Exit.FAILED;
    }
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage().description("Run the tests of programs");
    return spec.addOption(
            OptionSpec.builder("--filter")
                .type(String.class)
                .paramLabel("REGEX")
                .description("Only tests whose name matches")
                .build())
        .addOption(
            OptionSpec.builder("--target")
                .type(String.class)
                .paramLabel("interp|jvm|x86_64")
                .description("Where they run")
                .build())
        .addOption(Console.json())
        .addPositional(
            PositionalParamSpec.builder()
                .index("0")
                .arity("0..1")
                .type(String.class)
                .defaultValue(".")
                .paramLabel("PATH")
                .description("A program or a folder")
                .build());
  }

  @Override
  public int run(ParseResult arguments, Console console) throws Exception {
    Path path = Path.of(arguments.matchedPositionalValue(0, "."));
    boolean json = arguments.hasMatchedOption("--json");
    Run run = new Run(console, filter(arguments), Targets.runnable(arguments), json);
    for (Path file : files(path)) {
      switch (Inputs.read(file.toString(), arguments, console.in())) {
        case Inputs.Input.Refused(var diagnostic) -> {
          if (!Files.isDirectory(path)) {
            console.report(List.of(diagnostic), json);
            return Exit.PROGRAM_ERRORS;
          }
          run.refused(List.of(diagnostic));
        }
        case Inputs.Input.Read(var source, var language) -> run.file(source, language);
      }
    }
    return run.end();
  }

  private static Pattern filter(ParseResult arguments) {
    String text = arguments.matchedOptionValue("--filter", "");
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException wrong) {
      throw new ParameterException(
          arguments.commandSpec().commandLine(),
          "--filter takes a regular expression, found `" + text + "`: " + wrong.getDescription());
    }
  }

  /// A file, or the programs of a folder in the order of their names.
  private static List<Path> files(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> all = Files.walk(path)) {
      return all.filter(p -> ENDINGS.stream().anyMatch(p.toString()::endsWith))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }
}
