package org.tosc.driver.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The decisions that make one program: random ones, or a sequence given. A sequence makes the same
/// program for ever; past its end every decision is 0, which is the simplest, so that shorter
/// sequences with smaller numbers make simpler programs.
final class Choices {
  private final List<Integer> given;
  private final @Nullable SplittableRandom random;
  private final List<Integer> taken = new ArrayList<>();

  private Choices(List<Integer> given, @Nullable SplittableRandom random) {
    this.given = given;
    this.random = random;
  }

  static Choices random(long seed) {
    return new Choices(List.of(), new SplittableRandom(seed));
  }

  static Choices of(List<Integer> sequence) {
    return new Choices(List.copyOf(sequence), null);
  }

  /// Reads what [#text] wrote.
  static Choices parse(String text) {
    List<Integer> all = new ArrayList<>();
    for (String word : text.strip().split("\\s+", -1)) {
      if (!word.isEmpty()) {
        all.add(Integer.parseInt(word));
      }
    }
    return of(all);
  }

  static String text(List<Integer> sequence) {
    return sequence.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  /// A number from 0 to n - 1.
  int below(int n) {
    int at = taken.size();
    int choice =
        at < given.size()
            ? Math.floorMod(given.get(at), n)
            : random == null ? 0 : random.nextInt(n);
    taken.add(choice);
    return choice;
  }

  /// True once in n times.
  boolean rarely(int n) {
    return below(n) == n - 1;
  }

  boolean coin() {
    return below(2) == 1;
  }

  <T> T pick(List<T> all) {
    return all.get(below(all.size()));
  }

  /// The sequence given.
  List<Integer> given() {
    return given;
  }

  /// What was decided so far.
  List<Integer> taken() {
    return List.copyOf(taken);
  }
}
