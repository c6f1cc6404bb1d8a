package org.tosc.bench.peers;

import java.io.IOException;
import java.util.List;

/// The side of [Contest] of a [PeerWorker].
final class PeerProcess implements AutoCloseable {
  /// Why a contender is left out that has no such operation.
  static final String UNKNOWN = "no such operation";

  private final Contender contender;
  private final WorkerProcess worker;

  /// With one thread the process stays on the last processor.
  PeerProcess(Contender contender, int threads) throws IOException {
    this.contender = contender;
    this.worker =
        new WorkerProcess(
            PeerWorker.class,
            List.of(contender.name(), Integer.toString(threads)),
            contender.environment(threads),
            threads == 1);
  }

  Contender contender() {
    return contender;
  }

  /// Its version, or `failed` and why.
  String version() {
    return worker.ask("version");
  }

  /// Prepares a problem; tells why not, or an empty string.
  String prepare(Problem problem) {
    String[] answer = worker.ask("prepare " + problem.op() + " " + problem.shape()).split(" ", 2);
    if (!answer[0].equals("ready")) {
      return answer[0].equals("none") ? UNKNOWN : answer[1];
    }
    double error = answer.length == 1 ? 0 : Double.parseDouble(answer[1]);
    return error <= 1 ? "" : "wrong by " + error + " tolerances";
  }

  /// Times what is prepared, and drops it.
  Timing time(double millis) {
    String[] answer = worker.ask("time " + millis).split(" ", -1);
    worker.ask("drop");
    return new Timing(
        Double.parseDouble(answer[0]),
        Double.parseDouble(answer[1]),
        Integer.parseInt(answer[2]),
        Double.parseDouble(answer[3]));
  }

  @Override
  public void close() {
    worker.close();
  }
}
