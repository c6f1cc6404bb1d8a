package org.tosc.bench.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A JVM with a main class of this folder that answers each line of input with one line that begins
/// with `> `; whatever else it prints is passed over.
public final class WorkerProcess implements AutoCloseable {
  private static final Path TASKSET = Path.of("/usr/bin/taskset");

  private final Process process;
  private final Writer orders;
  private final BufferedReader answers;

  /// @param isPinned whether it stays on the last processor
  public WorkerProcess(
      Class<?> main, List<String> arguments, Map<String, String> environment, boolean isPinned)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            "--enable-native-access=ALL-UNNAMED",
            "--add-modules=jdk.incubator.vector",
            "-XX:+UseSerialGC",
            "-Xmx3g",
            main.getName()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(isPinned ? pinned(command) : command);
    builder.environment().putAll(environment);
    process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    orders = process.outputWriter(StandardCharsets.UTF_8);
    answers = process.inputReader(StandardCharsets.UTF_8);
  }

  /// A command that stays on the last processor, where that can be asked for.
  public static List<String> pinned(List<String> command) {
    int processors = Runtime.getRuntime().availableProcessors();
    if (processors == 1 || !Files.isExecutable(TASKSET)) {
      return command;
    }
    List<String> pinned = new ArrayList<>();
    pinned.addAll(List.of(TASKSET.toString(), "-c", Integer.toString(processors - 1)));
    pinned.addAll(command);
    return pinned;
  }

  /// Sends an order; gives what was answered.
  public String ask(String order) {
    try {
      orders.write(order + "\n");
      orders.flush();
      for (String line = answers.readLine(); line != null; line = answers.readLine()) {
        if (line.startsWith("> ")) {
          return line.substring(2);
        }
      }
      return "failed the process ended";
    } catch (IOException e) {
      return "failed " + e.getMessage();
    }
  }

  @Override
  public void close() {
    try {
      orders.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      process.destroy();
    }
  }
}
