package org.tosc.driver.neuro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tosc.driver.Compiler;
import org.tosc.driver.Programs;
import org.tosc.driver.SourceStore;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.session.Session;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Source;

/// A table of kernels that are launched, and how each of their accesses is kept inside.
///
/// In the table a comment says it beside the access; the golden file has the reasons too.
/// `-Dupdate-golden=true` writes that anew; look at the difference before you keep it.
class BoundsTableTest {
  private static final Path FOLDER = Path.of("src/test/resources/neuro");
  private static final Pattern ROW =
      Pattern.compile(" at (\\d+):\\d+ (proved|checked|clipped|padded)");
  private static final Pattern CLAIM =
      Pattern.compile("// ((?:(?:proved|checked|clipped|padded) ?)+)$");

  record Case(String name, String program) {
    Compiler.Compilation compiled() {
      Source source = new Source(name + ".neuro", program);
      return Compiler.compile(source, Compiler.Language.NEURO, SourceStore.NONE);
    }

    Module module() {
      Compiler.Compilation compiled = compiled();
      return Objects.requireNonNull(compiled.module(), compiled.diagnostics()::toString);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() throws IOException {
    String[] parts = Files.readString(FOLDER.resolve("bounds.txt")).split("(?m)^== ", -1);
    return Stream.of(parts)
        .skip(1)
        .map(p -> new Case(p.substring(0, p.indexOf('\n')), p.substring(p.indexOf('\n') + 1)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void accessesAreKeptInsideAsTheCommentsSay(Case each) {
    TreeMap<Integer, List<String>> claimed = new TreeMap<>();
    String[] lines = each.program().split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      Matcher claim = CLAIM.matcher(lines[i]);
      if (claim.find()) {
        claimed.put(i + 1, List.of(claim.group(1).strip().split(" ", -1)));
      }
    }
    each.module();
    for (String kernel : each.compiled().kernels()) {
      TreeMap<Integer, List<String>> found = new TreeMap<>();
      Matcher row = ROW.matcher(kernel);
      while (row.find()) {
        found
            .computeIfAbsent(Integer.parseInt(row.group(1)), line -> new ArrayList<>())
            .add(row.group(2));
      }
      assertEquals(claimed.toString(), found.toString(), kernel);
    }
  }

  @Test
  void reasonsAreAsExpected() throws IOException {
    StringBuilder actual = new StringBuilder();
    for (Case each : cases().toList()) {
      actual.append("== ").append(each.name()).append('\n');
      actual.append(String.join("\n", each.compiled().kernels())).append('\n');
    }
    Path golden = FOLDER.resolve("bounds.golden");
    if (Boolean.getBoolean("update-golden")) {
      Files.writeString(golden, actual.toString(), StandardCharsets.UTF_8);
    }
    assertEquals(Files.readString(golden), actual.toString());
  }

  /// What is proved and lies outside is an internal fault of the interpreter, which is no guest
  /// error.
  @ParameterizedTest
  @MethodSource("cases")
  void proofsHold(Case each) throws Exception {
    Module module = each.module();
    String outcome = outcome(module, "interp");
    assertTrue(
        outcome.isEmpty() || outcome.matches("(IndexError|OverflowError|RaceError): .*"), outcome);
    if (!outcome.startsWith("RaceError")) {
      assertEquals(outcome, outcome(module, "jvm"));
    }
  }

  private static String outcome(Module module, String engine) throws Exception {
    Session session =
        Session.builder().out(new ByteArrayOutputStream()).engine(Programs.tensors()).build();
    try {
      session.run(() -> Programs.load(module, engine).call(Module.MAIN));
      return "";
    } catch (GuestError error) {
      return error.kind() + ": " + error.getMessage();
    }
  }
}
