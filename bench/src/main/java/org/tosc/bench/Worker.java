package org.tosc.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A child process that runs its program once for each line it is sent.
final class Worker implements AutoCloseable {
  private final Process process;
  private final Writer orders;
  private final BufferedReader answers;

  /// One run: elapsed time, time on a processor of all threads of the process (0 where the system
  /// does not say), and what the program printed.
  record Sample(long nanos, long cpuNanos, String answer) {}

  Worker(List<String> command) {
    try {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    orders = process.outputWriter(StandardCharsets.UTF_8);
    answers = process.inputReader(StandardCharsets.UTF_8);
  }

  Sample run() {
    try {
      long before = cpuNanos();
      orders.write("run\n");
      orders.flush();
      String line = answers.readLine();
      if (line == null) {
        throw new IllegalStateException("the process ended: " + process.info());
      }
      String[] parts = line.split(" ", 2);
      return new Sample(Long.parseLong(parts[0]), cpuNanos() - before, parts[1]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Linux counts nanoseconds on a processor for each thread; elsewhere there is no such file.
  private long cpuNanos() throws IOException {
    Path tasks = Path.of("/proc", Long.toString(process.pid()), "task");
    if (!Files.isDirectory(tasks)) {
      return 0;
    }
    try (Stream<Path> threads = Files.list(tasks)) {
      return threads.mapToLong(Worker::threadNanos).sum();
    }
  }

  private static long threadNanos(Path task) {
    try {
      return Long.parseLong(Files.readString(task.resolve("schedstat")).split(" ", 2)[0]);
    } catch (IOException ended) {
      return 0;
    }
  }

  @Override
  public void close() {
    try {
      orders.close();
    } catch (IOException alreadyGone) {
      process.destroy();
    }
  }
}
