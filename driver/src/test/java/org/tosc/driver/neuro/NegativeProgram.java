package org.tosc.driver.neuro;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tosc.driver.Compiler;
import org.tosc.driver.report.TerminalReport;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;

/// A section of a page of wrong programs: `## what is wrong: E1401`, then the program, then the
/// files that it imports (` ```neuro lib.neuro `). `none` instead of a code is the right program
/// beside the wrong ones.
record NegativeProgram(String page, String title, List<String> codes, Map<String, String> files) {
  private static final Pattern SECTION =
      Pattern.compile("^## (.+): ((?:E\\d{4} ?)+|none)$", Pattern.MULTILINE);
  private static final Pattern FENCE =
      Pattern.compile("^```neuro ?(\\S*)\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  static final String MAIN = "main.neuro";

  /// The sections of a page in their order.
  static List<NegativeProgram> of(Path file) {
    String text = read(file);
    String page = file.getFileName().toString().replace(".md", "");
    List<NegativeProgram> all = new ArrayList<>();
    Matcher section = SECTION.matcher(text);
    int from = 0;
    while (section.find(from)) {
      from = section.end();
      int next = text.indexOf("\n## ", from);
      String body = text.substring(from, next < 0 ? text.length() : next);
      List<String> codes =
          section.group(2).equals("none") ? List.of() : List.of(section.group(2).split(" ", -1));
      all.add(new NegativeProgram(page, section.group(1), codes, files(body)));
    }
    return all;
  }

  private static Map<String, String> files(String body) {
    Map<String, String> files = new LinkedHashMap<>();
    Matcher fence = FENCE.matcher(body);
    while (fence.find()) {
      files.put(fence.group(1).isEmpty() ? MAIN : fence.group(1), fence.group(2));
    }
    return files;
  }

  /// The errors; warnings have tests of their own.
  List<Diagnostic> check() {
    Source main = new Source(MAIN, files.getOrDefault(MAIN, ""));
    return Compiler.check(main, Compiler.Language.NEURO, (path, quoted, importer) -> find(path))
        .stream()
        .filter(Diagnostic::isError)
        .toList();
  }

  private @Nullable Source find(String path) {
    String name = path.replace("./", "");
    for (String candidate : List.of(name, name.replace('.', '/') + ".neuro")) {
      if (files.containsKey(candidate)) {
        return new Source(candidate, files.get(candidate));
      }
    }
    return null;
  }

  /// What the terminal shows.
  String rendered(List<Diagnostic> found) {
    StringBuilder text = new StringBuilder("== ").append(title).append(" ==\n");
    found.forEach(d -> text.append(new TerminalReport(false).render(d)));
    return text.toString();
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
