package org.tosc.driver.suite;

import java.util.List;
import org.tosc.driver.Compiler;
import org.tosc.tir.ir.Module;

/// Runs a program of a page and compares what it does with what the page says.
final class PageRun {
  private PageRun() {}

  /// What differs; nothing where the page is right.
  static List<String> faults(DocProgram program, String engine) throws Exception {
    Compiler.Compilation compiled =
        Trial.compile(program.file(), program.source(), program.files());
    List<String> unclaimed = Trial.unclaimed(compiled.diagnostics(), program.claims());
    Module module = compiled.module();
    if (!unclaimed.isEmpty() || program.checkOnly() || program.isRefused() || module == null) {
      return unclaimed;
    }
    Trial trial = Trial.inEmptyFolder(module, engine, program.input());
    String error = expectedError(program);
    boolean ends = error.isEmpty() ? trial.error().isEmpty() : trial.error().startsWith(error);
    return trial.printed().equals(program.expectedOutput()) && ends
        ? List.of()
        : List.of(
            "expected:\n" + program.expectedOutput() + error,
            "found:\n" + trial.printed() + trial.error());
  }

  // The first line of the error fence, without a code.
  private static String expectedError(DocProgram program) {
    return program
        .error()
        .map(text -> text.lines().findFirst().orElse("").replaceFirst("^E[0-9]{4} ", ""))
        .orElse("");
  }
}
