package org.tosc.backends.machines.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.tosc.backends.machines.gpu.tile.DType;
import org.tosc.backends.machines.gpu.tile.Grid;
import org.tosc.backends.machines.gpu.triton.KernelFile;
import org.tosc.backends.machines.gpu.ttir.TtirFile;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;

/// Texts that are no kernels, with what is told of them: after each, lines `! line:column code
/// message`. Those that can be read are run.
///
/// `-Dupdate-golden=true` writes them.
class WrongKernelsTest {
  private static final String HEAD = "import triton\nimport triton.language as tl\n\n@triton.jit\n";

  private static void check(String file, Function<String, List<Diagnostic>> read)
      throws IOException {
    boolean updates = Boolean.getBoolean("update-golden");
    assertFalse(updates && System.getenv("CI") != null, "golden files are not written under CI");
    String all = Fixture.resource(file);
    StringBuilder now = new StringBuilder();
    int count = 0;
    for (String part : all.split("(?m)^=== ", -1)) {
      if (part.isBlank()) {
        continue;
      }
      count++;
      int line = part.indexOf('\n');
      StringBuilder text = new StringBuilder();
      part.substring(line + 1)
          .lines()
          .filter(l -> !l.startsWith("! "))
          .forEach(l -> text.append(l).append('\n'));
      now.append("=== ").append(part, 0, line + 1).append(text);
      List<String> words = Fixture.words(read.apply(text.toString()));
      assertFalse(words.isEmpty(), () -> "nothing is wrong with " + part);
      words.forEach(w -> now.append("! ").append(w).append('\n'));
    }
    if (updates) {
      Path path = Path.of("src/test/resources/org/tosc/backends/machines/gpu", file);
      Files.writeString(path, now);
    } else {
      assertEquals(all, now.toString());
    }
    assertTrue(count >= 15, file + " has " + count);
  }

  /// What is wrong with a kernel `k(x, y, n)`, or with one program of it.
  private static List<Diagnostic> python(String text) {
    Fixture f = new Fixture("k.py", text.startsWith("import") ? text : HEAD + text);
    if (!f.file.diagnostics().isEmpty()) {
      return f.file.diagnostics();
    }
    Data x = Data.zeros(f.machine, "x", DType.F32, 64);
    Data y = Data.zeros(f.machine, "y", DType.F16, 64);
    return f.outcome(
            "k",
            new Grid(1, 1, 1),
            LaunchOptions.DEFAULT.withFuel(10_000),
            List.of(x, y, 64),
            Map.of())
        .diagnostics();
  }

  @Test
  void python() throws IOException {
    check("wrong-python.txt", WrongKernelsTest::python);
  }

  @Test
  void ttir() throws IOException {
    check("wrong-ttir.txt", text -> TtirFile.read(new Source("k.ttir", text)).diagnostics());
  }

  /// Any text is read or told with places; nothing is thrown.
  private static void read(String text) {
    Source source = new Source("k.py", text);
    List<Diagnostic> all = new ArrayList<>(KernelFile.read(source).diagnostics());
    all.addAll(TtirFile.read(source).diagnostics());
    for (Diagnostic d : all) {
      assertTrue(0 <= d.span().start() && d.span().end() <= text.length(), () -> d + " of " + text);
      assertFalse(d.message().isBlank());
    }
  }

  @Test
  void changedCharacters() {
    String signs = "(),:+-*/%<>=!&|~^\"'\\#;.@\n\t 0189azxf_$é\0[]{}";
    Random random = new Random(1);
    for (String file : List.of("matmul.py", "layernorm.py", "softmax.ttir")) {
      String text = Fixture.resource(file);
      for (int i = 0; i < 60; i++) {
        StringBuilder changed = new StringBuilder(text);
        for (int n = random.nextInt(1, 30); n > 0; n--) {
          char sign = signs.charAt(random.nextInt(signs.length()));
          int at = random.nextInt(changed.length());
          switch (random.nextInt(3)) {
            case 0 -> changed.setCharAt(at, sign);
            case 1 -> changed.insert(at, sign);
            default -> changed.deleteCharAt(at);
          }
        }
        read(changed.toString());
      }
    }
  }

  @Test
  void whatIsDeepOrLong() {
    read(HEAD + "def k(x):\n    y = " + "(".repeat(20_000) + "1\n");
    read(HEAD + "def k(x):\n    y = " + "-".repeat(20_000) + "1\n");
    read(HEAD + "def k(x):\n    y = 1" + "+1".repeat(20_000) + "\n");
    read(HEAD + "def k(x):\n    y = x" + ".a".repeat(20_000) + "\n");
    read(HEAD + "def k(x):\n    y = " + "9".repeat(20_000) + "\n");
    read(HEAD + "def k(x):\n    y = " + "not ".repeat(20_000) + "1\n");
    read(HEAD + "def k(x):\n    y = " + "lambda: ".repeat(20_000) + "1\n");
    StringBuilder nested = new StringBuilder(HEAD + "def k(x):\n");
    for (int i = 1; i < 2000; i++) {
      nested.append(" ".repeat(i)).append("if x:\n");
    }
    read(nested.toString());
    read("module {\n" + "scf.if %x {\n".repeat(5000));
  }
}
