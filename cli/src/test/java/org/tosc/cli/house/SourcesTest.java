package org.tosc.cli.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Rules that can be read off the text of a source file.
class SourcesTest {
  private static final int MAX_LINES = 600;

  private static final Pattern VAGUE_NAME =
      Pattern.compile("(^|[a-z0-9])(Manager|Utils?|Helper|Impl)([A-Z]|$)|^Abstract[A-Z]");

  private static final Pattern CONSOLE =
      Pattern.compile("\\bSystem\\.(out|err)\\b|\\.printStackTrace\\(\\)");

  /// Absolute paths of somebody's machine.
  private static final Pattern MACHINE_PATH =
      Pattern.compile("(?<![\\w.$}\\])*~-])/(work|root|home|Users)/[\\w.-]+");

  @Test
  void filesAreShort() throws IOException {
    List<Path> found = offending(Tree.files(".java"), text -> lines(text) > MAX_LINES);
    assertEquals(List.of(), found);
    assertTrue(lines("x\n".repeat(MAX_LINES + 1)) > MAX_LINES);
  }

  @Test
  void namesSayWhatAThingIs() throws IOException {
    List<Path> vague = new ArrayList<>();
    for (Path file : Tree.files(".java")) {
      if (isVague(file.getFileName().toString().replace(".java", ""))) {
        vague.add(file);
      }
    }
    assertEquals(List.of(), vague);
  }

  @Test
  void vagueNamesAreRecognised() {
    for (String name :
        List.of("PassManager", "Utils", "StringUtil", "ParseHelper", "NodeImpl", "AbstractOp")) {
      assertTrue(isVague(name), name);
    }
    for (String name : List.of("Implicit", "Utility", "Abstraction", "Simple")) {
      assertFalse(isVague(name), name);
    }
  }

  @Test
  void onlyProgramsTalkToTheConsole() throws IOException {
    BiPredicate<Path, String> talks =
        (file, text) ->
            !file.startsWith("cli") && !file.startsWith("bench") && CONSOLE.matcher(text).find();
    assertEquals(List.of(), offending(Tree.mainSources(), talks));
    assertTrue(CONSOLE.matcher("System.out.println(1);").find());
  }

  @Test
  void noFileNamesSomebodysMachine() throws IOException {
    List<Path> files = Tree.files(".java", ".xml", ".md", ".g4", ".pseudo", ".tir", ".sh");
    assertEquals(List.of(), offending(files, SourcesTest::namesAMachine));
    assertTrue(namesAMachine("see /ro" + "ot/x.txt"));
    assertFalse(namesAMachine("samples/work/x, $HOME/work/y"));
  }

  private static boolean namesAMachine(String text) {
    return MACHINE_PATH.matcher(text).find();
  }

  private static boolean isVague(String name) {
    return VAGUE_NAME.matcher(name).find();
  }

  private static long lines(String text) {
    return text.lines().count();
  }

  private static List<Path> offending(List<Path> files, Predicate<String> rule) throws IOException {
    return offending(files, (file, text) -> rule.test(text));
  }

  private static List<Path> offending(List<Path> files, BiPredicate<Path, String> rule)
      throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path file : files) {
      if (rule.test(file, Tree.read(file))) {
        found.add(file);
      }
    }
    return found;
  }
}
