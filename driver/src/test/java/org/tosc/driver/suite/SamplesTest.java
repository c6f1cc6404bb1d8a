package org.tosc.driver.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.tosc.driver.Compiler;
import org.tosc.tir.ir.Module;

/// The samples, and the programs of the older dialects, print what `expected/` says on every
/// engine; those without a file there are only checked.
final class SamplesTest {
  private static final Path SAMPLES = Pages.root().resolve("samples");

  @TestFactory
  Stream<DynamicTest> samples() throws IOException {
    return in(SAMPLES, ".pseudo");
  }

  /// Each compares its kernel with sums in f64 that the program makes in ordinary loops.
  @TestFactory
  Stream<DynamicTest> neuro() throws IOException {
    return in(SAMPLES.resolve("neuro"), ".neuro");
  }

  /// Pseudocode that imports kernels of Neuro-Lang and trains with them.
  @TestFactory
  Stream<DynamicTest> both() throws IOException {
    return in(SAMPLES.resolve("both"), ".pseudo");
  }

  /// What takes minutes is only checked.
  @TestFactory
  Stream<DynamicTest> train() throws IOException {
    return in(SAMPLES.resolve("train"), ".pseudo");
  }

  @TestFactory
  Stream<DynamicTest> older() throws IOException {
    return in(SAMPLES.resolve("older"), ".pseudo");
  }

  private static Stream<DynamicTest> in(Path folder, String ending) throws IOException {
    Map<String, String> sources = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        sources.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return Map.copyOf(sources).keySet().stream()
        .filter(file -> file.endsWith(ending))
        .sorted()
        .flatMap(
            file ->
                Stream.of("interp", "jvm")
                    .map(
                        engine ->
                            DynamicTest.dynamicTest(
                                file + " " + engine, () -> check(folder, file, sources, engine))));
  }

  private static void check(Path folder, String file, Map<String, String> sources, String engine)
      throws Exception {
    String stem = file.substring(0, file.lastIndexOf('.'));
    Compiler.Compilation compiled = Trial.compile(file, sources.getOrDefault(file, ""), sources);
    assertEquals(List.of(), Trial.unclaimed(compiled.diagnostics(), List.of()));
    Path expected = folder.resolve("expected/" + stem + ".txt");
    Module module = compiled.module();
    if (module != null && Files.exists(expected)) {
      Path input = folder.resolve("input/" + stem + ".txt");
      String given = Files.exists(input) ? Files.readString(input) : "";
      Trial trial = Trial.run(module, engine, given, Pages.root());
      assertEquals(Files.readString(expected), trial.printed(), trial.error());
      assertEquals("", trial.error());
    }
  }
}
