package org.tosc.passes.fuse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The units of a block in an order in which they can run, kept while units are merged.
///
/// Two units may become one where nothing goes from one through others to the other: otherwise the
/// merged unit would have to run before and after those. Besides the values, effects and errors go
/// from one operation to the next.
///
/// What is behind the earlier unit and in front of the later one is searched, and moves behind the
/// merged unit; so a merge costs what lies between the two (Pearce and Kelly, *A dynamic
/// topological sort algorithm for directed acyclic graphs*, 2006).
final class UnitOrder {
  /// The most uses that one search follows.
  private static final int MOST = 4096;

  private final @Nullable Unit[] places;

  UnitOrder(List<Node> nodes) {
    places = new @Nullable Unit[nodes.size()];
    nodes.forEach(n -> places[n.index] = n.unit);
  }

  /// The units in their order.
  List<Unit> units() {
    return Arrays.stream(places).filter(Objects::nonNull).toList();
  }

  /// Why two units cannot be one, or null.
  Reason.@Nullable Refused refused(Unit a, Unit b) {
    if (a.members.size() + b.members.size() > Unit.MOST) {
      return Reason.TOO_LARGE.because(Unit.MOST);
    }
    if (a.errors + b.errors > 1) {
      return Reason.TWO_ERRORS.because();
    }
    Search search = new Search(earlier(a, b), later(a, b), MOST, true);
    if (search.between == null) {
      return null;
    }
    if (search.steps > MOST) {
      return Reason.TOO_FAR.because();
    }
    Unit by = new Search(earlier(a, b), later(a, b), MOST, false).between;
    return by == null
        ? Reason.ORDER.because(search.between.members.getLast().name())
        : Reason.CYCLE.because(by.members.getLast().name());
  }

  /// Makes one unit of two, between which nothing lies; it is the one that was earlier.
  Unit merge(Unit a, Unit b) {
    Unit first = earlier(a, b);
    Unit second = later(a, b);
    Search search = new Search(first, second, Integer.MAX_VALUE, true);
    if (search.between != null) {
      throw new IllegalStateException(search.between.members.getFirst().name() + " lies between");
    }
    move(first, second, search.behind);
    second.members.forEach(m -> m.unit = first);
    first.members.addAll(second.members);
    first.members.sort(Comparator.comparingInt(n -> n.index));
    first.errors += second.errors;
    return first;
  }

  private static Unit earlier(Unit a, Unit b) {
    return a.place < b.place ? a : b;
  }

  private static Unit later(Unit a, Unit b) {
    return a.place < b.place ? b : a;
  }

  /// Gives the first unit the place of the second, and what is behind the first a place behind.
  private void move(Unit first, Unit second, Set<Unit> behind) {
    int start = first.place;
    int end = second.place;
    places[start] = null;
    if (behind.isEmpty()) {
      put(first, end);
      return;
    }
    List<Unit> order = new ArrayList<>();
    List<Unit> moved = new ArrayList<>();
    for (int i = start; i < end; i++) {
      Unit unit = places[i];
      if (unit != null) {
        (behind.contains(unit) ? moved : order).add(unit);
      }
    }
    order.add(first);
    order.addAll(moved);
    Arrays.fill(places, start, end + 1, null);
    int free = end + 1 - order.size();
    for (int i = 0; i < order.size(); i++) {
      put(order.get(i), free + i);
    }
  }

  private void put(Unit unit, int place) {
    places[place] = unit;
    unit.place = place;
  }

  /// What is behind one unit and in front of another.
  private static final class Search {
    final Set<Unit> behind = new LinkedHashSet<>();

    /// A unit on a way from one to the other; the one where the search gave up, if it did.
    @Nullable Unit between;

    int steps;

    private final Unit from;
    private final Unit to;
    private final boolean withErrors;
    private final Deque<Unit> open = new ArrayDeque<>();

    Search(Unit from, Unit to, int most, boolean withErrors) {
      this.from = from;
      this.to = to;
      this.withErrors = withErrors;
      open.add(from);
      while (between == null && !open.isEmpty()) {
        Unit unit = open.remove();
        follow(unit);
        if (steps > most) {
          between = unit;
        }
      }
    }

    private void follow(Unit unit) {
      for (Node member : unit.members) {
        member.users.forEach(user -> step(unit, user.unit));
        if (withErrors) {
          member.after.forEach(next -> step(unit, next.unit));
        }
      }
    }

    private void step(Unit unit, Unit next) {
      steps++;
      if (next == to && unit != from) {
        between = unit;
      } else if (next != to && next != from && next.place < to.place && behind.add(next)) {
        open.add(next);
      }
    }
  }
}
