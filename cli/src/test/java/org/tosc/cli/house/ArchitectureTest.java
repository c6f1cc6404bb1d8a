package org.tosc.cli.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What `docs/ARCHITECTURE.md` names exists: classes and their members, packages, files, and the
/// arrows of its table of walls.
class ArchitectureTest {
  private static final Path PAGE = Path.of("docs/ARCHITECTURE.md");

  private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");

  /// `Compiler`, `Compiler.check(source)`, `Variable.Home`.
  private static final Pattern CLASS =
      Pattern.compile("([A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*)(?:\\.(\\w+))?(?:\\(.*\\))?");

  /// `…Builder`: all whose names end so.
  private static final Pattern ENDING = Pattern.compile("…([A-Z]\\w+)");

  private static final Pattern FILE = Pattern.compile("[\\w.-]+(?:/[\\w.-]+)*/?");

  private static final Set<String> OF_THE_JDK = Set.of("ServiceLoader", "MemorySegment");

  /// Begins with a dot, and is no package.
  private static final Set<String> FORMATS = Set.of(".npy", ".npz", ".csv");

  @Test
  void whatItNamesExists() throws IOException {
    assertEquals(List.of(), missing(Tree.read(PAGE), sources()));
  }

  @Test
  void whatDoesNotExistIsFound() throws IOException {
    String page =
        """
        `Compiler.check` and `Compiler.fly()`, `Phantom`, `…Builder`s and `…Phantom`s, [x](nowhere.md)

        | module | begin with | then |
        |---|---|---|
        | `driver` `.report` `.phantom` | `Compiler` | `samples/` and `samples/phantom/` |
        """;
    assertEquals(
        List.of(
            "nowhere.md",
            "Compiler.fly()",
            "Phantom",
            "…Phantom",
            "samples/phantom/",
            "driver .phantom"),
        missing(page, sources()));
  }

  @Test
  void itsWallsAreTheTable() throws IOException {
    List<List<String>> rows = rows(Tree.read(PAGE), "## Walls");
    assertEquals(
        Stream.of(Wall.values()).map(ArchitectureTest::row).toList(),
        rows.stream()
            .map(row -> CODE.matcher(row.get(0) + row.get(1)))
            .map(ArchitectureTest::words)
            .toList());
    for (List<String> row : rows) {
      String cell = row.get(2).toLowerCase(Locale.ROOT);
      List<String> libraries = named(row.getFirst()).libraries();
      assertEquals(libraries.isEmpty(), cell.contains("–"), cell);
      assertFalse(
          libraries.stream().anyMatch(l -> !cell.contains(l.substring(l.lastIndexOf('.') + 1))),
          cell);
    }
  }

  private static Wall named(String cell) {
    return Stream.of(Wall.values())
        .filter(wall -> cell.contains("`" + wall.folder + "`"))
        .findFirst()
        .orElseThrow();
  }

  /// A module and what it may use, as the page writes it.
  private static String row(Wall wall) {
    String used =
        wall.arrows().stream().map(ArchitectureTest::shortName).collect(Collectors.joining(" "));
    return wall.folder + (used.isEmpty() ? "" : " " + used);
  }

  private static String shortName(Wall wall) {
    return wall == Wall.RT ? "rt" : wall.folder;
  }

  private static String words(Matcher code) {
    return code.results().map(match -> match.group(1)).collect(Collectors.joining(" "));
  }

  /// The cells of a table's rows, without its head, in the section that begins so.
  private static List<List<String>> rows(String page, String heading) {
    String section = page.substring(page.indexOf(heading));
    return section
        .lines()
        .dropWhile(line -> !line.startsWith("|--"))
        .skip(1)
        .takeWhile(line -> line.startsWith("|"))
        .map(line -> Arrays.asList(line.substring(1).split("\\|", -1)))
        .toList();
  }

  /// The paths of all sources by the name of their class.
  private static Map<String, List<Path>> sources() throws IOException {
    return Tree.files(".java").stream()
        .collect(Collectors.groupingBy(file -> file.getFileName().toString().replace(".java", "")));
  }

  private static List<String> missing(String page, Map<String, List<Path>> sources)
      throws IOException {
    List<String> missing = new ArrayList<>();
    String prose = page.replaceAll("(?s)```.*?```", "");
    for (Matcher link = LINK.matcher(prose); link.find(); ) {
      if (!Files.exists(Tree.ROOT.resolve("docs").resolve(link.group(1)))) {
        missing.add(link.group(1));
      }
    }
    for (Matcher code = CODE.matcher(prose); code.find(); ) {
      if (!exists(code.group(1), sources)) {
        missing.add(code.group(1));
      }
    }
    for (String line : prose.lines().filter(l -> l.startsWith("| `")).toList()) {
      packages(line, missing);
    }
    return missing;
  }

  private static boolean exists(String name, Map<String, List<Path>> sources) throws IOException {
    if (name.endsWith(".g4")) {
      return Tree.files(".g4").stream().anyMatch(file -> file.endsWith(name));
    }
    Matcher type = CLASS.matcher(name);
    if (type.matches()) {
      return OF_THE_JDK.contains(type.group(1))
          || isIn(sources.getOrDefault(type.group(1), List.of()), type.group(2));
    }
    Matcher ending = ENDING.matcher(name);
    if (ending.matches()) {
      return sources.keySet().stream().anyMatch(n -> n.endsWith(ending.group(1)));
    }
    boolean isFile = name.indexOf('/') > 0 && FILE.matcher(name).matches();
    return !isFile || Files.exists(Tree.ROOT.resolve(name)) || isEndOfAPath(name);
  }

  private static boolean isIn(List<Path> files, String member) throws IOException {
    for (Path file : files) {
      if (member == null
          || Pattern.compile("\\b" + member + "\\b").matcher(Tree.read(file)).find()) {
        return true;
      }
    }
    return false;
  }

  /// A file or folder that the page names from the folder of its module.
  private static boolean isEndOfAPath(String name) {
    return Stream.concat(Stream.of("samples"), Stream.of(Wall.values()).map(wall -> wall.folder))
        .anyMatch(folder -> Files.exists(Tree.ROOT.resolve(folder).resolve(name)));
  }

  /// Names that begin with a dot are packages of the module that the row begins with.
  private static void packages(String row, List<String> missing) throws IOException {
    List<String> names = CODE.matcher(row).results().map(match -> match.group(1)).toList();
    String module = names.getFirst().replace("…/", "runtime-stdlib/");
    Path main = Tree.ROOT.resolve(module).resolve("src/main/java");
    for (String name : names) {
      if (name.matches("\\.[a-z]+") && !FORMATS.contains(name) && !hasPackage(main, name)) {
        missing.add(module + " " + name);
      }
    }
  }

  private static boolean hasPackage(Path main, String name) throws IOException {
    if (!Files.isDirectory(main)) {
      return true;
    }
    try (Stream<Path> folders = Files.walk(main)) {
      return folders.anyMatch(
          folder -> Files.isDirectory(folder) && folder.endsWith(name.substring(1)));
    }
  }
}
