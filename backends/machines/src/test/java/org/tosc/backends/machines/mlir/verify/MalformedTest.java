package org.tosc.backends.machines.mlir.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tosc.backends.machines.mlir.MlirOpt;
import org.tosc.backends.machines.mlir.exec.MlirModel;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;

/// Texts that are wrong in one way each: what is said, where, and what else is shown.
///
/// `-Dupdate-golden=true` writes the expectations anew.
class MalformedTest {
  private static final Path FOLDER =
      Path.of("src/test/resources/org/tosc/backends/machines/mlir/malformed");

  /// What mlir-opt 19 accepts, though it has no meaning.
  private static final Set<String> LENIENT = Set.of("slice-outside");

  private static Stream<String> names() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(p -> p.getFileName().toString())
          .filter(n -> n.endsWith(".mlir"))
          .map(n -> n.substring(0, n.length() - 5))
          .sorted()
          .toList()
          .stream();
    }
  }

  private static List<Diagnostic> why(String name) throws IOException {
    String text = Files.readString(FOLDER.resolve(name + ".mlir"));
    return switch (MlirModel.read(new Source(name + ".mlir", text))) {
      case MlirModel.Outcome.Ready ready -> List.of();
      case MlirModel.Outcome.Refused(List<Diagnostic> why) -> why;
    };
  }

  private static String shown(List<Diagnostic> diagnostics) {
    StringBuilder text = new StringBuilder();
    for (Diagnostic d : diagnostics) {
      text.append(d.code()).append(' ').append(d.span().from()).append(": ");
      text.append(d.message()).append('\n');
      d.labels()
          .forEach(
              l ->
                  text.append("  ")
                      .append(l.span().from())
                      .append(": ")
                      .append(l.text())
                      .append('\n'));
      d.notes().forEach(n -> text.append("  note: ").append(n).append('\n'));
    }
    return text.toString();
  }

  @ParameterizedTest
  @MethodSource("names")
  void isRefusedWithThis(String name) throws IOException {
    String actual = shown(why(name));
    assertFalse(actual.isEmpty(), "it is accepted");
    Path golden = FOLDER.resolve(name + ".golden");
    if (Boolean.getBoolean("update-golden")) {
      Files.writeString(golden, actual);
      return;
    }
    assertEquals(Files.readString(golden), actual);
  }

  @ParameterizedTest
  @MethodSource("names")
  void isRefusedByUpstreamToo(String name) throws IOException {
    MlirOpt.require();
    assumeFalse(LENIENT.contains(name), "not checked: upstream leaves this to the run");
    String text = Files.readString(FOLDER.resolve(name + ".mlir"));
    assertFalse(MlirOpt.run(text, List.of()).isAccepted());
  }

  @Test
  void thereAreEnough() throws IOException {
    assertTrue(names().count() >= 60);
  }
}
