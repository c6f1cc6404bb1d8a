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

  static Report run(Kind kind, int programs, long seed) {
    return run(kind, programs, seed, (_, _) -> {});
  }

  /// As above; `progress` hears of every batch: the programs and the mismatches so far.
  static Report run(
      Kind kind,
      int programs,
      long seed,
      java.util.function.BiConsumer<Integer, Integer> progress) {
    List<Mismatch> found = new ArrayList<>();
    int done = 0;
    while (done < programs && found.size() < MOST_MISMATCHES) {
      List<Choices> batch = new ArrayList<>();
      for (int i = 0; i < kind.batch() && done + i < programs; i++) {
        batch.add(Choices.random(seed + done + i));
      }
      for (Optional<Mismatch> one : kind.run(batch)) {
        one.flatMap(m -> alone(kind, m.choices())).ifPresent(m -> found.add(shrunk(kind, m)));
      }
      done += batch.size();
      progress.accept(done, found.size());
    }
    return new Report(kind.name(), done, List.copyOf(found), kind.used());
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
