package org.tosc.frontend.pseudocode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// A file of cases: `=== name`, a source text, `---` and what must come of it. With
/// `-Dupdate-golden=true` the answers are written anew; then review `git diff`.
public final class Golden {
  private static final Path RESOURCES = Path.of("src", "test", "resources");

  public record Case(String name, String source, String expected) {}

  private Golden() {}

  public static List<Case> read(String file) {
    try {
      List<Case> cases = new ArrayList<>();
      String text = Files.readString(RESOURCES.resolve(file), StandardCharsets.UTF_8);
      for (String part : text.split("(?m)^=== ", -1)) {
        if (!part.isBlank()) {
          cases.add(oneCase(part));
        }
      }
      return cases;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Case oneCase(String part) {
    int nameEnd = part.indexOf('\n');
    String[] halves = part.substring(nameEnd + 1).split("(?m)^---\n", 2);
    String expected = halves.length < 2 ? "" : halves[1];
    return new Case(part.substring(0, nameEnd).strip(), halves[0], expected);
  }

  public static void check(String file, Function<Case, String> answer) {
    List<Case> cases = read(file);
    StringBuilder all = new StringBuilder();
    for (Case each : cases) {
      String actual = answer.apply(each);
      all.append("=== ").append(each.name()).append('\n').append(each.source());
      all.append("---\n").append(actual);
      if (!Boolean.getBoolean("update-golden")) {
        assertEquals(each.expected(), actual, () -> each.name() + "\n" + each.source());
      }
    }
    if (Boolean.getBoolean("update-golden")) {
      write(file, all.toString());
    }
  }

  private static void write(String file, String text) {
    try {
      Files.writeString(RESOURCES.resolve(file), text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
