package org.tosc.driver.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads the programs of documentation pages by the conventions of `docs/language/README.md`.
public final class Pages {
  private static final Pattern FENCE = Pattern.compile("^```(?<kind>[a-z]+)(?<info>.*)$");
  private static final Pattern NAME = Pattern.compile("\\bname=(?<value>\\S+)");
  private static final Pattern FILE = Pattern.compile("\\bfile=(?<value>\\S+)");

  /// The languages of programs; other fences belong to the program before them.
  private static final Set<String> PROGRAMS = Set.of("pseudo", "neuro");

  private Pages() {}

  /// The programs of all pages in a folder but its README, in order.
  public static List<DocProgram> inFolder(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> f.toString().endsWith(".md") && !f.endsWith("README.md"))
          .sorted()
          .flatMap(f -> read(f).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The files of a folder that its README, the index, does not name: itself only where it is
  /// complete.
  static List<Path> notInIndex(Path folder) throws IOException {
    String index = Files.readString(folder.resolve("README.md"));
    try (Stream<Path> pages = Files.list(folder)) {
      return pages.filter(p -> !index.contains("(" + p.getFileName() + ")")).toList();
    }
  }

  /// The programs of which their page says nothing.
  static List<String> silent(List<DocProgram> programs) {
    return programs.stream()
        .filter(p -> p.claims().isEmpty() && !p.checkOnly() && p.prints().isEmpty())
        .filter(p -> p.output().isEmpty() && p.error().isEmpty())
        .map(DocProgram::toString)
        .toList();
  }

  /// The programs of one page.
  public static List<DocProgram> read(Path page) {
    try {
      return new Reader(page.getFileName().toString(), Files.readString(page)).programs();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The repository's root: the nearest folder above the tests' working folder that has `docs`.
  public static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("docs/language"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  private static final class Reader {
    private final String page;
    private final List<String> lines;
    private final List<DocProgram> programs = new ArrayList<>();
    private final Map<String, String> files = new LinkedHashMap<>();
    private String section = "";
    private int countInSection;
    private int at;

    Reader(String page, String text) {
      this.page = page;
      this.lines = text.lines().toList();
    }

    List<DocProgram> programs() {
      while (at < lines.size()) {
        Matcher fence = FENCE.matcher(lines.get(at));
        if (fence.matches() && PROGRAMS.contains(fence.group("kind"))) {
          program(fence.group("kind").equals("neuro"), fence.group("info"));
        } else if (fence.matches()) {
          body();
        } else {
          heading(lines.get(at++));
        }
      }
      return programs;
    }

    private void heading(String line) {
      if (line.startsWith("#")) {
        section = line.replaceFirst("^#+\\s*", "");
        countInSection = 0;
        files.clear();
      }
    }

    private void program(boolean isNeuro, String info) {
      int line = at + 2;
      String source = body();
      Matcher file = FILE.matcher(info);
      if (file.find()) {
        files.put(file.group("value"), source);
        return;
      }
      countInSection++;
      Map<String, String> results = results();
      programs.add(
          new DocProgram(
              name(info),
              isNeuro,
              page,
              section,
              line,
              source,
              files,
              info.matches(".*\\bcheck\\b.*"),
              results.getOrDefault("input", ""),
              Optional.ofNullable(results.get("output")),
              Optional.ofNullable(results.get("error")),
              claims(isNeuro ? Claim.NEURO_MAIN : Claim.MAIN, source)));
      files.clear();
    }

    private List<Claim> claims(String main, String source) {
      List<Claim> claims = new ArrayList<>(Claim.of(main, source));
      files.forEach(
          (file, text) -> claims.addAll(Claim.of(Path.of(file).normalize().toString(), text)));
      return claims;
    }

    private String name(String info) {
      Matcher name = NAME.matcher(info);
      return name.find() ? name.group("value") : section + " " + countInSection;
    }

    // The fences directly after a program.
    private Map<String, String> results() {
      Map<String, String> results = new LinkedHashMap<>();
      while (true) {
        int next = at;
        while (next < lines.size() && lines.get(next).isBlank()) {
          next++;
        }
        Matcher fence = FENCE.matcher(next < lines.size() ? lines.get(next) : "");
        if (!fence.matches() || PROGRAMS.contains(fence.group("kind"))) {
          return results;
        }
        at = next;
        results.put(fence.group("kind"), body());
      }
    }

    // The text of the fence at the current line; moves behind it.
    private String body() {
      StringBuilder text = new StringBuilder();
      at++;
      while (!lines.get(at).equals("```")) {
        text.append(lines.get(at++)).append('\n');
      }
      at++;
      return text.toString();
    }
  }
}
