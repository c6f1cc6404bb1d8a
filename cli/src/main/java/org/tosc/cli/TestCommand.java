package org.tosc.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tosc.backends.api.Loaded;
import org.tosc.driver.Compiler;
import org.tosc.driver.Programs;
import org.tosc.driver.UncaughtError;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.session.Session;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Source;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `tosc test [PATH]`: runs `test "name": …` blocks; each in a fresh program, after its file.
final class TestCommand implements Command {
  private static final String PREFIX = "test.";

  private int passed;
  private int failed;

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
                .paramLabel("interp|jvm")
                .description("Where they run")
                .build())
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
    Pattern filter = Pattern.compile(arguments.matchedOptionValue("--filter", ""));
    String target = Targets.named(arguments);
    for (Path file : files(path)) {
      switch (Inputs.read(file.toString(), arguments, console.in())) {
        case Inputs.Input.Refused(var diagnostic) -> {
          console.report(List.of(diagnostic), false);
          failed++;
        }
        case Inputs.Input.Read(var source, var language) ->
            file(source, language, filter, target, console);
      }
    }
    console.out().println(passed + " passed, " + failed + " failed");
    return failed == 0 ? Exit.OK : Exit.FAILED;
  }

  private static List<Path> files(Path path) throws IOException {
    if (Files.isRegularFile(path)) {
      return List.of(path);
    }
    try (Stream<Path> all = Files.walk(path)) {
      return all.filter(p -> p.toString().endsWith(".pseudo") && Files.isRegularFile(p))
          .sorted()
          .toList();
    }
  }

  private void file(
      Source source, Compiler.Language language, Pattern filter, String target, Console console)
      throws Exception {
    Compiler.Compilation compiled = Compiler.compile(source, language, Inputs.store());
    Module module = compiled.module();
    if (module == null) {
      console.report(compiled.diagnostics(), false);
      failed++;
      return;
    }
    List<Function> tests = new ArrayList<>();
    module.functions().stream().filter(f -> f.symbol().startsWith(PREFIX)).forEach(tests::add);
    for (Function test : tests) {
      if (filter.matcher(test.displayName()).find()) {
        test(source, module, test, target, console);
      }
    }
  }

  private void test(Source source, Module module, Function test, String target, Console console)
      throws Exception {
    Session session =
        Session.builder()
            .in(console.in())
            .out(console.err())
            .err(console.err())
            .directory(Path.of("").toAbsolutePath())
            .policy(org.tosc.rt.session.Policy.PERMISSIVE)
            .gradients(Programs.gradients())
            .build();
    try {
      session.run(
          () -> {
            Loaded program = Programs.load(module, target);
            program.call(Module.MAIN);
            return program.call(test.symbol());
          });
      passed++;
      console.out().println("ok      " + test.displayName());
    } catch (GuestError error) {
      failed++;
      console.out().println("FAILED  " + test.displayName());
      console.report(List.of(UncaughtError.diagnostic(error, source)), false);
    } finally {
      session.out().flush();
    }
  }
}
