package org.tosc.passes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;
import org.tosc.tir.text.Printer;
import org.tosc.tir.text.Reader;
import org.tosc.tir.verify.Verifier;

/// A file test: a header with the passes to run, a module, the line `// ----`, and the module that
/// must come of it.
///
/// ```text
/// // passes: canonicalise, cse
/// // why this file: in words
/// func @f(%0: i64) -> (i64) { … }
/// // ----
/// func @f(%0: i64) -> (i64) { … }
/// ```
///
/// With `// show: notes` in the header, what the passes remarked stands below the module, and with
/// `// show: hits` which rules fired. Values of the expected module are numbered anew.
record Filetest(Path file, List<Pass> passes, boolean showsNotes, boolean showsHits, String input) {
  static final String LINE = "// ----";
  private static final String PASSES = "// passes: ";

  /// What came of a test: the text below its line, and which rules fired.
  record Outcome(String text, Map<String, Integer> hits) {}

  static Filetest read(Path file) throws IOException {
    String text = Files.readString(file);
    int cut = text.indexOf("\n" + LINE + "\n");
    String input = cut < 0 ? text : text.substring(0, cut + 1);
    List<Pass> passes = new ArrayList<>();
    for (String name : header(file, input).split(",", -1)) {
      Pass pass = Passes.named(name.strip());
      if (pass == null) {
        throw new AssertionError(file + ": there is no pass `" + name.strip() + "`");
      }
      passes.add(pass);
    }
    return new Filetest(
        file, passes, input.contains("// show: notes\n"), input.contains("// show: hits\n"), input);
  }

  private static String header(Path file, String input) {
    return input
        .lines()
        .filter(line -> line.startsWith(PASSES))
        .map(line -> line.substring(PASSES.length()))
        .findFirst()
        .orElseThrow(() -> new AssertionError(file + " has no line `" + PASSES + "…`"));
  }

  Outcome run() {
    Map<String, Integer> hits = new TreeMap<>();
    StringBuilder notes = new StringBuilder();
    Module made =
        Pipeline.run(
            module(),
            passes,
            Pipeline.Options.DEFAULT.verifying(),
            step -> {
              step.work().hits().forEach((rule, n) -> hits.merge(rule, n, Integer::sum));
              step.work()
                  .notes()
                  .forEach(n -> notes.append("// note: ").append(n.text()).append('\n'));
            });
    StringBuilder text = new StringBuilder(Printer.print(Renumber.module(made)));
    if (showsNotes) {
      text.append(notes);
    }
    if (showsHits) {
      hits.forEach((rule, n) -> text.append("// hit: " + rule + " × " + n + "\n"));
    }
    return new Outcome(text.toString(), hits);
  }

  private Module module() {
    Source source = new Source(file.getFileName().toString(), input);
    Module module =
        switch (Reader.read(source)) {
          case Reader.Result.Refused(Diagnostic why) ->
              throw new AssertionError(file + ": " + why.message() + " at " + why.span());
          case Reader.Result.Read(Module read) -> read;
        };
    List<Diagnostic> complaints = Verifier.verify(module);
    if (!complaints.isEmpty()) {
      throw new AssertionError(file + ": " + complaints.getFirst());
    }
    return module;
  }
}
