package org.tosc.backends.snitch.asm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;

/// What is said of wrong sources: `wrong.txt` has each as a line, in which `\n` begins a new one,
/// and below what is said, with its place.
class FaultsTest {
  @Test
  void wrongSourcesAreTold() throws IOException {
    List<String> lines;
    try (InputStream in = FaultsTest.class.getResourceAsStream("wrong.txt")) {
      lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
    List<String> found = new ArrayList<>();
    for (String line : lines) {
      if (!line.startsWith("! ")) {
        found.add(line);
        Source source = new Source("wrong.s", line.replace("\\n", "\n"));
        for (Diagnostic d : Assembler.assemble(source).diagnostics()) {
          found.add("! %s %s %s".formatted(d.span().from(), d.code(), d.message()));
        }
      }
    }
    assertEquals(String.join("\n", lines), String.join("\n", found));
  }

  @Test
  void theFirstDefinitionIsShown() {
    Assembly twice = Assembler.assemble(new Source("twice.s", "x: nop\nx: nop\n"));
    Diagnostic.Label label = twice.diagnostics().getFirst().labels().getFirst();
    assertEquals("first defined here", label.text());
    assertEquals(1, label.span().from().line());
  }
}
