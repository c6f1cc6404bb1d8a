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

/// The side of [Contest] of a [PeerWorker].
final class PeerProcess implements AutoCloseable {
  /// Why a contender is left out that has no such operation.
  static final String UNKNOWN = "no such operation";

  private static final Path TASKSET = Path.of("/usr/bin/taskset");

  private final Contender contender;
  private final Process process;
  private final Writer orders;
  private final BufferedReader answers;

  /// With one thread the process stays on the last processor.
  PeerProcess(Contender contender, int threads) throws IOException {
    this.contender = contender;
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
            PeerWorker.class.getName(),
            contender.name(),
            Integer.toString(threads)));
    ProcessBuilder builder = new ProcessBuilder(threads == 1 ? pinned(command) : command);
    builder.environment().putAll(contender.environment(threads));
    process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    orders = process.outputWriter(StandardCharsets.UTF_8);
    answers = process.inputReader(StandardCharsets.UTF_8);
  }

  /// A command that stays on the last processor, where that can be asked for.
  static List<String> pinned(List<String> command) {
    int processors = Runtime.getRuntime().availableProcessors();
    if (processors == 1 || !Files.isExecutable(TASKSET)) {
      return command;
    }
    List<String> pinned = new ArrayList<>();
    pinned.addAll(List.of(TASKSET.toString(), "-c", Integer.toString(processors - 1)));
    pinned.addAll(command);
    return pinned;
  }

  Contender contender() {
    return contender;
  }

  /// Sends an order; gives what was answered.
  String ask(String order) {
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

  /// Prepares a problem; tells why not, or an empty string.
  String prepare(Problem problem) {
    String[] answer = ask("prepare " + problem.op() + " " + problem.shape()).split(" ", 2);
    if (!answer[0].equals("ready")) {
      return answer[0].equals("none") ? UNKNOWN : answer[1];
    }
    double error = answer.length == 1 ? 0 : Double.parseDouble(answer[1]);
    return error <= 1 ? "" : "wrong by " + error + " tolerances";
  }

  /// Times what is prepared.
  Timing time(double millis) {
    String[] answer = ask("time " + millis).split(" ", -1);
    return new Timing(
        Double.parseDouble(answer[0]),
        Double.parseDouble(answer[1]),
        Integer.parseInt(answer[2]),
        Double.parseDouble(answer[3]));
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
