package org.tosc.frontend.neuro;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tosc.frontend.pseudocode.Golden;
import org.tosc.tir.source.Source;

/// Every Neuro-Lang program of the repository (samples, fences of pages, the forms of `ast.txt`),
/// as it is and with a few seeded changes.
public final class NeuroPrograms {
  /// What breaks programs.
  private static final List<String> PIECES =
      List.of(
          "(",
          ")",
          "[",
          "]",
          "{",
          "}",
          "<",
          ">",
          ">>",
          ":",
          "::",
          ",",
          ";",
          "\n",
          " ",
          "\t",
          "fn ",
          "let ",
          "var ",
          "if ",
          "else ",
          "match ",
          "while ",
          "for ",
          "in ",
          "struct ",
          "enum ",
          "impl ",
          "import ",
          "use ",
          "where ",
          "return ",
          "as ",
          "=",
          "==",
          "=>",
          "->",
          "..",
          "..=",
          "\"",
          "'",
          "\\",
          "#",
          "#[a]",
          "//",
          "/*",
          "*/",
          "///",
          "1",
          "1e",
          "0x",
          ".5",
          "-",
          "!",
          "&",
          "&mut ",
          "*",
          "|",
          "||",
          "?",
          "@",
          "@a ",
          "\0",
          "\uD83D",
          "π",
          "mut ",
          "pub ",
          "trait T {}",
          "mod ",
          "not ",
          "and ",
          "print ",
          "new ",
          "elif ",
          "switch ",
          "case ",
          "999999999999999999999",
          "P { x: 1 }",
          "Tile[",
          "Tile<",
          "?",
          "$");

  /// What mostly changes the layout only.
  private static final List<String> LAYOUT =
      List.of(
          " ",
          "  ",
          "    ",
          "\n",
          "\n\n",
          "\n    ",
          "\t",
          " // c\n",
          "/* c */",
          " /* a\n b */ ",
          "\n// c\n",
          "\n\n  // c\n\n",
          "(",
          ")",
          " + 1",
          "[0]",
          ", ",
          ",",
          ";",
          "{}",
          " + aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");

  private static final Path ROOT = Path.of("..");
  private static final Pattern FENCE =
      Pattern.compile("^```neuro\\b[^\n]*\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  private NeuroPrograms() {}

  public static List<Source> all() {
    List<Source> programs = new ArrayList<>();
    for (Golden.Case each : Golden.read("org/tosc/frontend/neuro/parse/ast.txt")) {
      programs.add(new Source(each.name(), each.source()));
    }
    for (Path path : files("samples", ".neuro")) {
      programs.add(new Source(path.toString(), read(path)));
    }
    for (Path path : files("docs", ".md")) {
      Matcher fence = FENCE.matcher(read(path));
      while (fence.find()) {
        programs.add(new Source(path + "@" + fence.start(), fence.group(1)));
      }
    }
    return programs;
  }

  public static Stream<String> mutations(int count, long seed) {
    return mutations(PIECES, count, seed);
  }

  /// Programs with spaces, line ends and comments at any place.
  public static Stream<String> layouts(int count, long seed) {
    return mutations(LAYOUT, count, seed);
  }

  private static Stream<String> mutations(List<String> pieces, int count, long seed) {
    List<Source> programs = all();
    Random random = new Random(seed);
    return Stream.generate(() -> mutated(programs, pieces, random)).limit(count);
  }

  private static String mutated(List<Source> programs, List<String> pieces, Random random) {
    StringBuilder text = new StringBuilder(programs.get(random.nextInt(programs.size())).text());
    for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
      String piece = pieces.get(random.nextInt(pieces.size()));
      int at = random.nextInt(text.length() + 1);
      int length = Math.min(text.length() - at, random.nextInt(8));
      switch (random.nextInt(4)) {
        case 0, 1 -> text.insert(at, piece);
        case 2 -> text.delete(at, at + length);
        default -> text.replace(at, at + length, piece);
      }
    }
    return text.toString();
  }

  private static List<Path> files(String folder, String ending) {
    try (Stream<Path> paths = Files.walk(ROOT.resolve(folder))) {
      Path wrong = ROOT.resolve("samples/errors");
      return paths
          .filter(path -> path.toString().endsWith(ending) && !path.startsWith(wrong))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path path) {
    try {
      return Files.readString(path, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
