package org.tosc.driver;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.api.Loaded;
import org.tosc.frontend.link.LinkedProgram;
import org.tosc.frontend.neuro.NeuroFrontend;
import org.tosc.frontend.neuro.typed.TFunction;
import org.tosc.rt.error.GuestError;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;
import org.tosc.tir.source.Span;

/// The tests of one file: `test "name": …` blocks of Pseudocode, `@test` functions of Neuro-Lang.
/// There is no module where the file has errors.
///
/// @param afterMain whether the file's own statements run before each test
public record Tests(
    @Nullable Module module, List<Test> tests, boolean afterMain, List<Diagnostic> diagnostics) {
  private static final String PREFIX = "test.";

  public Tests {
    tests = List.copyOf(tests);
    diagnostics = List.copyOf(diagnostics);
  }

  /// A test: its name, the function that it is, and where it stands.
  public record Test(String name, String symbol, Span span) {}

  /// Compiles a file and finds its tests; files that it imports keep theirs to themselves.
  public static Tests of(Source source, Compiler.Language language, SourceStore store) {
    return switch (language) {
      case NEURO -> neuro(source, store);
      case PSEUDOCODE, TIR -> ofModule(Compiler.compile(source, language, store));
    };
  }

  private static Tests neuro(Source source, SourceStore store) {
    try {
      ProgramReader reader = ProgramReader.read(source, Compiler.Language.NEURO, store);
      return reader.pseudocode().isEmpty() ? neuro(reader) : linked(reader);
    } catch (StackOverflowError tooDeep) {
      return new Tests(null, List.of(), false, List.of(Compiler.tooDeep(source)));
    }
  }

  private static Tests neuro(ProgramReader reader) {
    NeuroFrontend.Checked checked = NeuroFrontend.check(reader.neuro());
    List<Diagnostic> all = Consequences.leaveOut(reader.diagnostics(), checked.diagnostics());
    return Compiler.hasErrors(all)
        ? new Tests(null, List.of(), false, all)
        : new Tests(
            Compiler.proved(checked.lowerTests().module()).module(),
            tests(checked.tests()),
            false,
            all);
  }

  /// Pseudocode that is imported is evaluated before each test.
  private static Tests linked(ProgramReader reader) {
    LinkedProgram.Checked checked = LinkedProgram.checkTests(reader.files(), Compiler.builtins());
    List<Diagnostic> all = Consequences.leaveOut(reader.diagnostics(), checked.diagnostics());
    LinkedProgram program = checked.program();
    return program == null || Compiler.hasErrors(all)
        ? new Tests(null, List.of(), true, all)
        : new Tests(
            Compiler.proved(program.lower().module()).module(), tests(program.tests()), true, all);
  }

  private static List<Test> tests(List<TFunction> functions) {
    return functions.stream()
        .map(f -> new Test(f.symbol().substring(f.symbol().indexOf('.') + 1), f.symbol(), f.span()))
        .toList();
  }

  private static Tests ofModule(Compiler.Compilation compiled) {
    Module module = compiled.module();
    List<Test> tests =
        module == null
            ? List.of()
            : module.functions().stream()
                .filter(f -> f.symbol().startsWith(PREFIX))
                .map(Tests::test)
                .toList();
    return new Tests(module, tests, true, compiled.diagnostics());
  }

  private static Test test(Function function) {
    return new Test(function.displayName(), function.symbol(), function.span());
  }

  /// An error that left a test, as a diagnostic in the file that raised it.
  public Diagnostic uncaught(GuestError error, Source source) {
    return UncaughtError.diagnostic(error, source, Objects.requireNonNull(module));
  }

  /// Runs a test in a program of its own, inside the current session; gives how many tensors it did
  /// not free, which is 0 unless the compiler has a fault.
  public long run(Test test, String engine) {
    Loaded program = Programs.load(Objects.requireNonNull(module), engine);
    if (afterMain) {
      program.call(Module.MAIN);
    }
    program.call(test.symbol());
    return program.liveBuffers();
  }
}
