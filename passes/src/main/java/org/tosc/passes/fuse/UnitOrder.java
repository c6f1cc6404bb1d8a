package org.tosc.passes.fuse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
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
/// Either what is behind the earlier unit, or what is in front of the later one, is searched, as
/// far as it lies between the two, whichever is less; it moves out of the way. So a merge costs
/// what lies between (after Pearce and Kelly, *A dynamic topological sort algorithm for directed
/// acyclic graphs*, 2006).
final class UnitOrder {
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
    Between all = Between.of(earlier(a, b), later(a, b), true);
    if (all.isOpen()) {
      return Reason.TOO_FAR.because();
    }
    Unit any = all.onTheWay();
    if (any == null) {
      return null;
    }
    Unit value = Between.of(earlier(a, b), later(a, b), false).onTheWay();
    return value == null
        ? Reason.ORDER.because(any.members.getLast().name())
        : Reason.CYCLE.because(value.members.getLast().name());
  }

  /// Makes one unit of two, between which nothing lies; it is the one that was earlier.
  Unit merge(Unit a, Unit b) {
    Unit first = earlier(a, b);
    Unit second = later(a, b);
    Between between = Between.unbounded(first, second);
    Unit way = between.onTheWay();
    if (way != null) {
      throw new IllegalStateException(way.members.getFirst().name() + " lies between");
    }
    move(first, second, between);
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

  /// Puts the first unit where both may stand: at the place of the second, with what is behind the
  /// first moved behind it, or at its own, with what is in front of the second moved before it.
  private void move(Unit first, Unit second, Between between) {
    int start = first.place;
    int end = second.place;
    Set<Unit> found = between.found();
    places[second.place] = null;
    if (found.isEmpty()) {
      places[start] = null;
      put(first, between.isBehind() ? end : start);
      return;
    }
    List<Unit> moved = new ArrayList<>();
    List<Unit> others = new ArrayList<>();
    for (int i = start + 1; i < end; i++) {
      Unit unit = places[i];
      if (unit != null) {
        (found.contains(unit) ? moved : others).add(unit);
      }
    }
    List<Unit> order = new ArrayList<>(between.isBehind() ? others : moved);
    order.add(first);
    order.addAll(between.isBehind() ? moved : others);
    Arrays.fill(places, start, end + 1, null);
    for (int i = 0; i < order.size(); i++) {
      put(order.get(i), start + i);
    }
  }

  private void put(Unit unit, int place) {
    places[place] = unit;
    unit.place = place;
  }
}
