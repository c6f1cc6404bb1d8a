package org.tosc.backends.machines.mlir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/// mlir-opt as a judge. It is limited in time and memory: some pipelines never end.
public final class MlirOpt {
  private static final String TOOL = "mlir-opt-19";

  private MlirOpt() {}

  /// What it said.
  public record Answer(boolean isAccepted, String output, String errors) {}

  /// Ends the test as "not checked" where it is not installed.
  public static void require() {
    boolean isThere = run("module {}", List.of()).isAccepted();
    Assumptions.assumeTrue(isThere, "not checked: no mlir-opt (mlir-19-tools)");
  }

  /// Runs it on a text.
  public static Answer run(String text, List<String> options) {
    try {
      Path input = Files.createTempFile("tosc", ".mlir");
      Path errors = Files.createTempFile("tosc", ".err");
      try {
        Files.writeString(input, text);
        List<String> command = new ArrayList<>(List.of("sh", "-c"));
        command.add("ulimit -v 8000000; exec timeout 60 " + TOOL + " \"$@\"");
        command.addAll(List.of("sh", input.toString()));
        command.addAll(options);
        Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
        byte[] output = process.getInputStream().readAllBytes();
        boolean isOver = process.waitFor(90, TimeUnit.SECONDS);
        String said = Files.readString(errors);
        return new Answer(
            isOver && process.exitValue() == 0, new String(output, StandardCharsets.UTF_8), said);
      } finally {
        Files.delete(input);
        Files.delete(errors);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
