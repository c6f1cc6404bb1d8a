package org.tosc.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tosc.tir.source.Code;

/// The command lines `samples/errors/E09*.args` and what they print.
final class CommandErrorsTest {
  private static final Path FOLDER = Path.of("../samples/errors");

  static Stream<Code> codes() {
    return Stream.of(Code.values()).filter(c -> c.name().startsWith("E09"));
  }

  @ParameterizedTest
  @MethodSource("codes")
  void everyCommandLineGivesItsCodeAndNothingElse(Code code) throws IOException {
    String line = Files.readString(FOLDER.resolve(code + ".args")).strip();
    String[] args = line.replace("{here}", FOLDER.toString()).split(" ");
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        Tosc.run(
            args,
            InputStream.nullInputStream(),
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    String found = err.toString(StandardCharsets.UTF_8).replace(FOLDER.toString(), "{here}");
    Path golden = FOLDER.resolve(code + ".golden");
    if (Boolean.getBoolean("update-golden")) {
      assertFalse(System.getenv("CI") != null, "golden files are not written under CI");
      Files.writeString(golden, found);
    }
    assertEquals(Files.readString(golden), found);
    assertEquals(Exit.PROGRAM_ERRORS, exit);
    assertEquals("error[" + code + "]", found.substring(0, found.indexOf(':')));
    assertEquals(1, found.lines().filter(l -> l.startsWith("error[")).count(), found);
  }
}
