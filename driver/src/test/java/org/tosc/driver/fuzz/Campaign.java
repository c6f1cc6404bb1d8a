package org.tosc.driver.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Runs many generated programs on the interpreter and the JVM engine and compares what they do. A
/// program on which they differ is made as small as can be.
final class Campaign {
  private static final int MOST_MISMATCHES = 25;

  /// A kind of program.
  interface Kind {
    String name();

    /// How many programs are compiled together.
    int batch();

    /// Makes and runs programs; one entry each, filled where the engines differ.
    List<Optional<Mismatch>> run(List<Choices> programs);

    /// What the programs made had in them, and how often.
    Map<String, Long> used();
  }

  /// What a run found.
  record Report(String kind, int programs, List<Mismatch> mismatches, Map<String, Long> used) {}

  private Campaign() {}

  /// Hears of every batch.
  interface Progress {
    Progress NONE = (_, _) -> {};

    /// `done` programs ran, and these are the mismatches among them that are new.
    void reached(int done, List<Mismatch> found);
  }

  static Report run(Kind kind, int programs, long seed) {
    return run(kind, 0, programs, seed, Progress.NONE);
  }

  /// Runs the programs of numbers `from` to `to` - 1; program n is that of the seed `seed + n`.
  static Report run(Kind kind, int from, int to, long seed, Progress progress) {
    List<Mismatch> found = new ArrayList<>();
    int done = from;
    while (done < to && found.size() < MOST_MISMATCHES) {
      List<Choices> batch = new ArrayList<>();
      for (int i = 0; i < kind.batch() && done + i < to; i++) {
        batch.add(Choices.random(seed + done + i));
      }
      int before = found.size();
      found.addAll(cleared(kind, kind.run(batch)));
      done += batch.size();
      progress.reached(done, List.copyOf(found.subList(before, found.size())));
    }
    return new Report(kind.name(), done - from, List.copyOf(found), kind.used());
  }

  /// The mismatches of a batch that show when their programs run alone, shrunk. A program that does
  /// not load fails its whole batch; but if none fails alone, then the batch is what fails.
  private static List<Mismatch> cleared(Kind kind, List<Optional<Mismatch>> batch) {
    List<Mismatch> together = batch.stream().flatMap(Optional::stream).toList();
    List<Mismatch> alone =
        together.stream().flatMap(m -> alone(kind, m.choices()).stream()).toList();
    return alone.isEmpty()
        ? together.stream().limit(1).toList()
        : alone.stream().map(m -> shrunk(kind, m)).toList();
  }

  /// What the program of these choices shows when it runs alone.
  static Optional<Mismatch> alone(Kind kind, List<Integer> choices) {
    return kind.run(List.of(Choices.of(choices))).getFirst();
  }

  private static Mismatch shrunk(Kind kind, Mismatch mismatch) {
    List<Integer> small =
        Shrinker.shrink(
            mismatch.choices(),
            candidate -> alone(kind, candidate).filter(m -> like(m, mismatch)).isPresent());
    return alone(kind, small).orElse(mismatch);
  }

  /// Whether two mismatches may be one: both engines fault inside, or neither does.
  private static boolean like(Mismatch a, Mismatch b) {
    return isInternal(a) == isInternal(b);
  }

  private static boolean isInternal(Mismatch m) {
    return m.other().contains("does not load") || m.other().contains("internal: ");
  }
}
