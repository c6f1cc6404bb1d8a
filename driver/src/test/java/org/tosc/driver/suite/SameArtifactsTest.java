package org.tosc.driver.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tosc.backends.api.Artifact;
import org.tosc.driver.Compiler;
import org.tosc.driver.Programs;
import org.tosc.tir.ir.Module;
import org.tosc.tir.text.Printer;

/// Compiling the same source again gives the same module and the same class files, byte by byte.
/// Identity hash codes differ between the two, so an order that hangs on them shows.
final class SameArtifactsTest {
  @Test
  void everySampleGivesTheSameTwice() throws IOException {
    List<Path> samples;
    try (Stream<Path> files = Files.list(Pages.root().resolve("samples"))) {
      samples = files.filter(f -> f.toString().endsWith(".pseudo")).sorted().toList();
    }
    assertTrue(samples.size() >= 8, samples.toString());
    for (Path sample : samples) {
      assertEquals(artifacts(sample), artifacts(sample), sample.toString());
    }
  }

  private static Map<String, String> artifacts(Path sample) throws IOException {
    String name = sample.getFileName().toString();
    Compiler.Compilation compiled = Trial.compile(name, Files.readString(sample), Map.of());
    Module module = Objects.requireNonNull(compiled.module(), name);
    Map<String, String> all = new LinkedHashMap<>();
    all.put("tir", Printer.print(module));
    for (Artifact file : Objects.requireNonNull(Programs.emit(module, "class", "jvm"))) {
      all.put(file.name(), HexFormat.of().formatHex(file.bytes()));
    }
    return all;
  }
}
