package org.tosc.frontend.neuro;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tosc.frontend.foreign.ForeignFile;
import org.tosc.frontend.neuro.check.NeuroChecker;
import org.tosc.frontend.neuro.lower.NeuroLowering;
import org.tosc.frontend.neuro.typed.TFunction;
import org.tosc.tir.source.Diagnostic;

/// Checks a parsed program of Neuro-Lang and lowers it. Pure: all files have been read and parsed
/// before.
public final class NeuroFrontend {
  /// What came out: the functions of the program and diagnostics in the order of the source.
  public record Checked(List<TFunction> functions, List<Diagnostic> diagnostics) {
    public Checked {
      functions = List.copyOf(functions);
      diagnostics = List.copyOf(diagnostics);
    }

    public boolean hasErrors() {
      return diagnostics.stream().anyMatch(Diagnostic::isError);
    }

    /// The module of a program without errors, and what became of its kernels.
    public NeuroLowering.Lowered lower() {
      return NeuroLowering.lower(functions);
    }

    /// The tests of the file called `main`, and all that they need; nothing else is an entry.
    public NeuroLowering.Lowered lowerTests() {
      return NeuroLowering.lowerTests(tests());
    }

    /// The tests of the file called `main`: their symbols are the names of their functions.
    public List<TFunction> tests() {
      return functions.stream().filter(f -> f.isTest() && f.symbol().startsWith("main.")).toList();
    }
  }

  private NeuroFrontend() {}

  /// Checks the files of a program, imported ones before their importers, the program itself last.
  public static Checked check(List<NeuroChecker.File> files) {
    return check(files, List.of());
  }

  /// The same where files of Pseudocode are imported.
  public static Checked check(List<NeuroChecker.File> files, List<ForeignFile> foreign) {
    List<Diagnostic> found = new ArrayList<>();
    List<TFunction> functions = NeuroChecker.check(files, foreign, found::add);
    found.sort(
        Comparator.comparing((Diagnostic d) -> d.span().source().name())
            .thenComparingInt(d -> d.span().start()));
    return new Checked(functions, found);
  }
}
