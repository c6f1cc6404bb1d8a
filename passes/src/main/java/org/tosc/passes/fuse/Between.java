package org.tosc.passes.fuse;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What lies between two units, of which one stands earlier: all that is behind the earlier one, or
/// all that is in front of the later one.
///
/// Both are searched in turns with growing bounds; the one that ends first is the answer. An
/// operation with thousands of users is no matter where its consumer has few operands.
final class Between {
  /// The most uses that one search follows.
  private static final int MOST = 4096;

  private final Unit from;
  private final Unit to;
  private final boolean behind;
  private final boolean withErrors;
  private final int most;
  private final Set<Unit> found = new LinkedHashSet<>();
  private final Deque<Unit> next = new ArrayDeque<>();
  private @Nullable Unit onTheWay;
  private int steps;

  private Between(Unit earlier, Unit later, boolean behind, boolean withErrors, int most) {
    this.from = behind ? earlier : later;
    this.to = behind ? later : earlier;
    this.behind = behind;
    this.withErrors = withErrors;
    this.most = most;
    next.add(from);
    while (!isDone()) {
      follow(next.remove());
    }
  }

  /// The cheaper search; it may end before all is found.
  static Between of(Unit earlier, Unit later, boolean withErrors) {
    return search(earlier, later, withErrors, MOST);
  }

  /// The cheaper search of all.
  static Between unbounded(Unit earlier, Unit later) {
    return search(earlier, later, true, Integer.MAX_VALUE / 4);
  }

  private static Between search(Unit earlier, Unit later, boolean withErrors, int most) {
    for (int bound = 64; ; bound *= 4) {
      Between behind = new Between(earlier, later, true, withErrors, bound);
      Between result =
          behind.isOpen() ? new Between(earlier, later, false, withErrors, bound) : behind;
      if (!result.isOpen() || bound >= most) {
        return result;
      }
    }
  }

  /// Whether the search gave up.
  boolean isOpen() {
    return onTheWay == null && steps > most;
  }

  /// A unit on a way from one to the other, or null.
  @Nullable Unit onTheWay() {
    return onTheWay;
  }

  /// Whether what was found is behind the earlier unit, not in front of the later one.
  boolean isBehind() {
    return behind;
  }

  /// What was found, without the two.
  Set<Unit> found() {
    return found;
  }

  private boolean isDone() {
    return onTheWay != null || next.isEmpty() || steps > most;
  }

  private void follow(Unit unit) {
    for (Node member : unit.members) {
      step(unit, behind ? member.users : member.makers);
      if (withErrors) {
        step(unit, behind ? member.after : member.before);
      }
    }
  }

  private void step(Unit unit, List<Node> neighbours) {
    for (Node neighbour : neighbours) {
      if (steps++ > most) {
        return;
      }
      Unit other = neighbour.unit;
      if (other == to && unit != from) {
        onTheWay = unit;
      } else if (other != to && other != from && isInside(other) && found.add(other)) {
        next.add(other);
      }
    }
  }

  private boolean isInside(Unit other) {
    return behind ? other.place < to.place : other.place > to.place;
  }
}
