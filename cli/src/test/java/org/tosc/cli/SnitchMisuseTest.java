package org.tosc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tosc.rt.tensor.Raw;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.file.Npy;

/// The wrong programs `samples/snitch/misuse/*.s` and what `tosc exec` prints of each. A line `#
/// exec:` at the beginning has more arguments; the buffers are `eight` and `one` doubles, and a
/// `huge` one.
///
/// `-Dupdate-golden=true` writes the golden files; it is refused where `CI` is set.
final class SnitchMisuseTest {
  private static final Path FOLDER = Path.of("../samples/snitch/misuse");
  private static final String MORE = "# exec:";
  private static final Map<String, String> OUTPUTS =
      Map.of("one", "1xf64", "eight", "8xf64", "huge", "20000xf64");

  @TempDir private Path folder;

  static Stream<String> programs() throws IOException {
    return names(".s").stream();
  }

  private static List<String> names(String ending) throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(f -> f.endsWith(ending))
          .map(f -> f.substring(0, f.length() - ending.length()))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("programs")
  void aWrongProgramIsEndedWithItsLine(String name) throws IOException {
    Path file = FOLDER.resolve(name + ".s");
    List<String> line =
        new ArrayList<>(
            List.of("exec", file.toString(), "--machine", "snitch", "--max-cycles", "20000"));
    String first = Files.readString(file).lines().findFirst().orElse("");
    if (first.startsWith(MORE)) {
      more(first.substring(MORE.length()).strip().split(" ", -1), line);
    }
    Terminal terminal = Terminal.run(line.toArray(String[]::new));
    String found =
        terminal.err().replace(FOLDER.toString(), "{here}").replace(folder.toString(), "{out}");
    Path golden = FOLDER.resolve(name + ".golden");
    if (Boolean.getBoolean("update-golden")) {
      assertFalse(System.getenv("CI") != null, "golden files are not written under CI");
      Files.writeString(golden, found);
    }
    assertEquals(Files.readString(golden), found);
    assertEquals(Exit.PROGRAM_ERRORS, terminal.exit());
    assertEquals("", terminal.out());
    assertTrue(found.startsWith("error[E"), found);
  }

  private void more(String[] words, List<String> line) throws IOException {
    String option = "";
    for (String word : words) {
      line.add(
          switch (option) {
            case "--in" -> input(word);
            case "--out" -> folder.resolve(word + ".npy") + ":" + OUTPUTS.get(word);
            default -> word;
          });
      option = word;
    }
  }

  private String input(String name) throws IOException {
    Path file = folder.resolve(name + "-in.npy");
    Tensor tensor = Raw.adopt(new long[] {8}, new double[] {1, 2, 3, 4, 5, 6, 7, 8});
    Npy.write(file, tensor);
    return file.toString();
  }

  @Test
  void everyGoldenBelongsToAProgram() throws IOException {
    assertEquals(names(".s"), names(".golden"));
    assertTrue(names(".s").size() >= 25, () -> "only a few programs");
  }
}
