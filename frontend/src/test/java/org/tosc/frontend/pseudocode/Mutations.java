package org.tosc.frontend.pseudocode;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.tosc.tir.source.Source;

/// Programs of the repository with a few seeded changes.
public final class Mutations {
  /// What breaks programs.
  public static final List<String> ANYTHING =
      List.of(
          "(",
          ")",
          "[",
          "]",
          "{",
          "}",
          ":",
          ",",
          "\n",
          "\n    ",
          "\t",
          "end",
          " then ",
          " do ",
          "if ",
          "else",
          "fn ",
          "case ",
          "=",
          "=>",
          "...",
          "\"",
          "'",
          "${",
          "\\",
          "#",
          "/*",
          "*/",
          "1",
          "1e",
          "0x",
          "..",
          "-",
          "not ",
          "in ",
          "@",
          "\0",
          "\uD83D",
          "π",
          "model ",
          "layer ",
          "train ",
          "with ",
          "step ",
          "match ",
          "try",
          "catch",
          "class ",
          "super",
          "export ",
          "import ",
          "until ",
          "999999999999999999999");

  /// What mostly changes the layout only.
  public static final List<String> LAYOUT =
      List.of(
          " ",
          "  ",
          "    ",
          "\n",
          "\n\n",
          "\n    ",
          "\t",
          " # c\n",
          " // c\n",
          "/* c */",
          " /* a\n b */ ",
          "\n# c\n",
          "\n  # c\n",
          "(",
          ")",
          " + 1",
          "[0]",
          ", ");

  private Mutations() {}

  public static Stream<String> of(List<String> pieces, int count, long seed) {
    List<Source> programs = Programs.all();
    Random random = new Random(seed);
    return Stream.generate(() -> mutated(programs, pieces, random)).limit(count);
  }

  private static String mutated(List<Source> programs, List<String> pieces, Random random) {
    StringBuilder text = new StringBuilder(programs.get(random.nextInt(programs.size())).text());
    for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
      mutate(text, pieces.get(random.nextInt(pieces.size())), random);
    }
    return text.toString();
  }

  private static void mutate(StringBuilder text, String piece, Random random) {
    int at = random.nextInt(text.length() + 1);
    int length = Math.min(text.length() - at, random.nextInt(8));
    switch (random.nextInt(4)) {
      case 0, 1 -> text.insert(at, piece);
      case 2 -> text.delete(at, at + length);
      default -> text.replace(at, at + length, piece);
    }
  }
}
