package org.tosc.backends.x86.elf;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/// Programs of the system that read what we write.
public final class Tools {
  private Tools() {}

  public static void assume(String... names) {
    for (String name : names) {
      Assumptions.assumeTrue(isInstalled(name), "not checked: " + name + " is not installed");
    }
  }

  public static boolean isInstalled(String name) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Arrays.stream(path.split(File.pathSeparator, -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
  }

  public record Result(int status, String text) {}

  /// What it prints, errors among it.
  public static Result attempt(Path folder, String... command)
      throws IOException, InterruptedException {
    Path output = folder.resolve("output.txt");
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("LC_ALL", "C");
    builder.environment().remove("DEBUGINFOD_URLS");
    Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    process.getOutputStream().close();
    boolean ended = process.waitFor(60, TimeUnit.SECONDS);
    process.destroyForcibly();
    Assertions.assertTrue(ended, () -> String.join(" ", command) + " does not end");
    return new Result(
        process.exitValue(), new String(Files.readAllBytes(output), StandardCharsets.ISO_8859_1));
  }

  /// What it prints; it must succeed.
  public static String run(Path folder, String... command)
      throws IOException, InterruptedException {
    Result result = attempt(folder, command);
    Assertions.assertEquals(
        0, result.status(), () -> String.join(" ", command) + "\n" + result.text());
    return result.text();
  }
}
