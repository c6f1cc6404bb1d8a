package org.tosc.bench.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The process of one contender: `PeerWorker NAME THREADS`. It answers each line of input with one
/// line that begins with `> `; whatever else libraries print is passed over.
///
/// ```text
/// version            > OpenBLAS 0.3.31 …
/// prepare OP SHAPE   > ready ERROR, in tolerances, the first time; > ready; > none; > failed WHY
/// time MILLIS        > BEST MEDIAN SAMPLES PEAK, in microseconds and GFLOP/s
/// drop               > dropped
/// ```
public final class PeerWorker {
  /// The first time code runs, it is compiled.
  private static final double WARM_UP_MILLIS = 500;

  private final Contender contender;
  private final int threads;
  private final Set<Problem> known = new HashSet<>();
  private final @Nullable Pace pace;
  private Contender.@Nullable Case prepared;

  private PeerWorker(Contender contender, int threads) throws IOException {
    this.contender = contender;
    this.threads = threads;
    this.pace = threads == 1 ? Pace.find() : null;
  }

  public static void main(String[] args) throws IOException {
    PeerWorker worker = new PeerWorker(Contenders.named(args[0]), Integer.parseInt(args[1]));
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = orders.readLine(); line != null; line = orders.readLine()) {
      String answer;
      try {
        answer = worker.answer(line.split(" ", -1));
      } catch (Exception | LinkageError e) {
        answer = "failed " + e.toString().replaceAll("\\s+", " ");
      }
      System.out.println("> " + answer);
    }
  }

  private String answer(String[] order) throws Exception {
    return switch (order[0]) {
      case "version" -> contender.version();
      case "prepare" -> prepare(Problems.named(order[1], order[2]));
      case "time" -> time(Double.parseDouble(order[1]));
      case "drop" -> {
        drop();
        yield "dropped";
      }
      default -> throw new IllegalArgumentException("unknown order " + order[0]);
    };
  }

  private String prepare(Problem problem) throws Exception {
    drop();
    Problem.Data data = problem.data();
    Contender.Case made = contender.prepare(data, threads);
    prepared = made;
    if (made == null) {
      return "none";
    }
    if (!known.add(problem)) {
      return "ready";
    }
    made.run();
    double error = problem.error(data, made.result());
    Timing.of(made::run, WARM_UP_MILLIS, null);
    return "ready " + error;
  }

  private String time(double millis) {
    Contender.Case ready = prepared;
    if (ready == null) {
      throw new IllegalStateException("nothing is prepared");
    }
    Timing timing = Timing.of(ready::run, millis, pace);
    return String.format(
        Locale.ROOT,
        "%.5f %.5f %d %.1f",
        timing.bestMicros(),
        timing.medianMicros(),
        timing.samples(),
        timing.peak());
  }

  private void drop() {
    if (prepared != null) {
      prepared.close();
      prepared = null;
    }
  }
}
