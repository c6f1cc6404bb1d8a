package org.tosc.driver.errors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tosc.driver.Compiler;
import org.tosc.driver.SourceStore;
import org.tosc.driver.suite.DocProgram;
import org.tosc.driver.suite.Pages;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;

/// The programs of the repository without errors: the samples and the language pages.
record Corpus(String name, String text, SourceStore store) {
  /// Samples and the programs of the pages that check without an error.
  static List<Corpus> valid() {
    List<Corpus> all = new ArrayList<>(samples());
    for (DocProgram program : Pages.inFolder(Pages.root().resolve("docs/language"))) {
      all.add(new Corpus(program.toString(), program.source(), store(program.files())));
    }
    return all.stream().filter(c -> errors(c.check(c.text)) == 0).toList();
  }

  static List<Corpus> samples() {
    Path folder = Pages.root().resolve("samples");
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(f -> f.toString().endsWith(".pseudo") && !f.startsWith(Example.FOLDER))
          .sorted()
          .map(f -> new Corpus(folder.relativize(f).toString(), Example.read(f), store(f)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Diagnostic> check(String changed) {
    return Compiler.check(new Source("main.pseudo", changed), Compiler.Language.PSEUDOCODE, store);
  }

  private static long errors(List<Diagnostic> found) {
    return found.stream().filter(Diagnostic::isError).count();
  }

  private static SourceStore store(Path sample) {
    return (path, quoted, importer) -> {
      Path file = sample.resolveSibling(quoted ? path : path + ".pseudo").normalize();
      return Files.isRegularFile(file)
          ? new Source(file.getFileName().toString(), Example.read(file))
          : null;
    };
  }

  private static SourceStore store(Map<String, String> files) {
    return (path, quoted, importer) -> {
      for (String candidate : List.of(path, "./" + path, "./" + path + ".pseudo")) {
        if (files.containsKey(candidate)) {
          return new Source(candidate, files.get(candidate));
        }
      }
      return null;
    };
  }
}
