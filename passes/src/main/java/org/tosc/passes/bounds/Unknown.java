package org.tosc.passes.bounds;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A whole number that the program computes and that has one value from then on.
///
/// What is known of it holds wherever it has been computed, whatever way led there; what holds only
/// on some way is a fact of [Facts].
final class Unknown implements Comparable<Unknown> {
  /// Something that is at least 0, and where it comes from, if it is worth to be told.
  record Rule(Linear least, @Nullable String reason) {}

  /// The number is `value` where `when` is `holds`.
  record Choice(Linear value, Formula when, boolean holds) {}

  private final int number;
  private final List<Rule> rules = new ArrayList<>(2);
  private List<Choice> choices = List.of();

  Unknown(int number) {
    this.number = number;
  }

  /// Always true: `least ≥ 0`.
  void rule(Linear least, @Nullable String reason) {
    rules.add(new Rule(least, reason));
  }

  /// One of these is what the number is.
  void choose(List<Choice> several) {
    choices = List.copyOf(several);
  }

  List<Rule> rules() {
    return rules;
  }

  List<Choice> choices() {
    return choices;
  }

  @Override
  public int compareTo(Unknown other) {
    return Integer.compare(number, other.number);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return number;
  }

  @Override
  public String toString() {
    return "x" + number;
  }
}
