package org.tosc.passes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Runs all file tests (see [Filetest]): every pass must make of each module what the file says.
///
/// With `-Dupdate-golden=true` the expected modules are written anew; then read `git diff`.
class FiletestsTest {
  private static final Path FOLDER = Path.of("src", "test", "resources", "filetests");

  @TestFactory
  Stream<DynamicTest> passesMakeWhatTheFilesSay() throws IOException {
    return files().stream()
        .map(f -> DynamicTest.dynamicTest(FOLDER.relativize(f).toString(), () -> check(f)));
  }

  private static void check(Path file) throws IOException {
    Filetest test = Filetest.read(file);
    String whole = test.input() + Filetest.LINE + "\n" + test.run().text();
    if (Boolean.getBoolean("update-golden")) {
      Files.writeString(file, whole);
    }
    assertEquals(Files.readString(file), whole, file.toString());
  }

  @Test
  void everyFileIsATest() throws IOException {
    try (Stream<Path> all = Files.walk(FOLDER)) {
      List<Path> orphans =
          all.filter(Files::isRegularFile).filter(f -> !f.toString().endsWith(".tir")).toList();
      assertEquals(List.of(), orphans);
    }
  }

  @Test
  void everyPassHasAFile() throws IOException {
    Set<String> missing = new TreeSet<>(Passes.names());
    for (Path file : files()) {
      Filetest.read(file).passes().forEach(p -> missing.remove(p.name()));
    }
    assertEquals(Set.of(), missing);
  }

  @Test
  void everyRuleFiresInAFile() throws IOException {
    Map<String, Integer> hits = new TreeMap<>();
    for (Path file : files()) {
      Filetest.read(file).run().hits().forEach((rule, n) -> hits.merge(rule, n, Integer::sum));
    }
    Set<String> unhit = new TreeSet<>();
    Set<String> names = new TreeSet<>();
    Passes.all().stream()
        .flatMap(pass -> pass.rules().get().stream())
        .distinct()
        .flatMap(topic -> topic.rules().get().stream())
        .forEach(rule -> assertTrue(names.add(rule.name()), "two rules named " + rule.name()));
    names.stream().filter(name -> !hits.containsKey(name)).forEach(unhit::add);
    assertEquals(Set.of(), unhit);
  }

  @Test
  void everyTopicNamesWhereItsRulesStart() {
    Passes.all().stream()
        .flatMap(pass -> pass.rules().get().stream())
        .forEach(
            topic ->
                topic
                    .rules()
                    .get()
                    .forEach(
                        rule ->
                            assertTrue(
                                topic.from().get().containsAll(rule.from()),
                                topic.name() + ": " + rule.name())));
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(FOLDER)) {
      return all.filter(f -> f.toString().endsWith(".tir")).sorted().toList();
    }
  }
}
