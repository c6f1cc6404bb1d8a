package org.tosc.backends.mlir.toolchain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// One run of a tool: how it ended and what it said.
///
/// Pipelines of passes can go on for ever and take all memory meanwhile, so that each run has a
/// limit of both.
///
/// @param exit 0 where the tool is content; [#OUT_OF_TIME] where it was ended
/// @param said what it wrote, errors and all
public record ToolRun(int exit, String said) {
  public static final int OUT_OF_TIME = -1;

  /// In KiB, for `ulimit -v`.
  private static final long MEMORY = 8_000_000;

  /// Runs a tool in a folder.
  ///
  /// @throws ToolFault where the tool is not there
  public static ToolRun of(Tool tool, List<String> arguments, Path folder, Duration limit) {
    Path program = tool.path();
    if (program == null) {
      throw new ToolFault("no " + tool.text());
    }
    List<String> command = new ArrayList<>();
    command.addAll(List.of("/bin/sh", "-c", "ulimit -v " + MEMORY + " && exec \"$@\"", "sh"));
    command.add(program.toString());
    command.addAll(arguments);
    try {
      return run(command, folder, limit);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ToolRun run(List<String> command, Path folder, Duration limit) throws IOException {
    Path log = Files.createTempFile(folder, "tool", ".log");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    process.getOutputStream().close();
    boolean isOver = waited(process, limit);
    String said = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
    Files.delete(log);
    return isOver ? new ToolRun(process.exitValue(), said) : new ToolRun(OUT_OF_TIME, said);
  }

  /// Whether it ended by itself; if not, it is ended.
  private static boolean waited(Process process, Duration limit) throws IOException {
    try {
      if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return true;
      }
      process.destroyForcibly().waitFor();
      return false;
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a tool ran", e);
    }
  }

  public boolean isContent() {
    return exit == 0;
  }

  /// This run, if the tool is content.
  ///
  /// @param what is being done, for the message
  /// @throws ToolFault with what the tool said
  public ToolRun orFault(String what) {
    if (!isContent()) {
      String how = exit == OUT_OF_TIME ? "took too long" : "ended with " + exit;
      throw new ToolFault(what + " " + how + ":\n" + said.strip());
    }
    return this;
  }
}
