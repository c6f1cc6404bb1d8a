package org.tosc.driver.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tosc.driver.Compiler;
import org.tosc.driver.SourceStore;
import org.tosc.driver.report.TerminalReport;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Source;

/// A table of kernels and what lifting makes of them: the grid, the loops, what follows them, and
/// how accesses are kept inside, or why there is no reading.
///
/// `-Dupdate-golden=true` writes the expected readings anew; look at the difference before you keep
/// it.
class LiftingTableTest {
  private static final Path FOLDER = Path.of("src/test/resources/neuro");

  /// A kernel and the arguments with which it is called.
  record Case(String name, List<String> args, String kernel) {
    /// A whole program that calls the kernel and prints the result.
    String program() {
      StringBuilder text = new StringBuilder(kernel).append("\nfn main() {\n    let u = 40;\n");
      List<String> values = new ArrayList<>();
      for (String arg : args) {
        String variable = arg.substring(0, arg.indexOf(':'));
        String value = arg.substring(arg.indexOf(':') + 1).strip();
        int bracket = value.indexOf('[');
        if (bracket < 0) {
          values.add(value);
          continue;
        }
        String element = value.substring(0, bracket);
        String shape = value.substring(bracket).replace("?", "u");
        boolean isFloat = element.contains("f");
        text.append(
            "    let %s = Tensor::%s(%s, %s%s);\n"
                .formatted(
                    variable,
                    isFloat ? "rand" : "ones",
                    shape,
                    element,
                    isFloat ? ", seed = " + (values.size() + 1) : ""));
        values.add(variable + ".view()");
      }
      return text.append("    print(%s(%s));\n}\n".formatted(name, String.join(", ", values)))
          .toString();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() throws IOException {
    String[] parts = Files.readString(FOLDER.resolve("lifting.txt")).split("(?m)^== ", -1);
    return Stream.of(parts).skip(1).map(LiftingTableTest::parse);
  }

  private static Case parse(String text) {
    int line = text.indexOf('\n');
    String head = text.substring(0, line);
    int open = head.indexOf('(');
    String args = head.substring(open + 1, head.length() - 1);
    return new Case(
        head.substring(0, open),
        List.of(args.split(", (?=[a-z_]+:)", -1)),
        text.substring(line + 1).strip());
  }

  @Test
  void readingsAreAsExpected() throws IOException {
    StringBuilder actual = new StringBuilder();
    int count = 0;
    for (Case each : cases().toList()) {
      actual.append("== ").append(each.name()).append('\n').append(reading(each)).append('\n');
      count++;
    }
    assertTrue(count >= 60, "the table has " + count + " kernels");
    Path golden = FOLDER.resolve("lifting.golden");
    if (Boolean.getBoolean("update-golden")) {
      Files.writeString(golden, actual.toString(), StandardCharsets.UTF_8);
    }
    assertEquals(Files.readString(golden), actual.toString());
  }

  private static String reading(Case each) {
    Compiler.Compilation compiled = compiled(each);
    return compiled.module() != null
        ? String.join("\n", compiled.kernels())
        : String.join(
            "", compiled.diagnostics().stream().map(new TerminalReport(false)::render).toList());
  }

  private static Compiler.Compilation compiled(Case each) {
    Source source = new Source(each.name() + ".neuro", each.program());
    return Compiler.compile(source, Compiler.Language.NEURO, SourceStore.NONE);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void enginesAgree(Case each, @TempDir Path folder) throws Exception {
    Module module = compiled(each).module();
    assertEquals(each.name().startsWith("refused"), module == null);
    boolean isSmall = !each.name().equals("matmul") && !each.name().equals("matmul_ragged");
    if (module != null && isSmall) {
      assertEquals(Trial.run(module, "interp", "", folder), Trial.run(module, "jvm", "", folder));
    }
  }
}
