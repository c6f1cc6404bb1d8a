package org.tosc.backends.snitch.code;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.snitch.code.Stage.Slot;

/// Several elements of one array that a point reads come by one stream, where they lie at equal
/// distances in the order in which they are used: of the five points of a stencil the column is one
/// stream, the row's other two another.
final class Taps {
  /// More reads would be more ways to share them out than is worth trying.
  private static final int MOST_READS = 10;

  private Taps() {}

  /// The computation with no more reads than there are streams; null where that cannot be.
  static @Nullable Computation merged(Computation computation) {
    int reads = computation.reads().size();
    if (reads <= StreamState.WRITTEN) {
      return computation;
    }
    if (computation.fold() != null || reads > MOST_READS) {
      return null;
    }
    List<List<Integer>> order = order(TileMaker.make(computation));
    for (int second = 0; second < 1 << reads; second++) {
      Computation merged = merged(computation, order, second);
      if (merged != null) {
        return merged;
      }
    }
    return null;
  }

  /// The reads of each stage that has any.
  private static List<List<Integer>> order(Tile tile) {
    List<List<Integer>> order = new ArrayList<>();
    for (Stage stage : tile.only()) {
      List<Integer> reads = new ArrayList<>();
      for (Slot source : stage.sources()) {
        if (source instanceof Slot.Incoming(int access) && !reads.contains(access)) {
          reads.add(access);
        }
      }
      order.add(reads);
    }
    return order;
  }

  /// @param second a bit for each read that comes by the second stream
  private static @Nullable Computation merged(
      Computation computation, List<List<Integer>> order, int second) {
    List<List<Integer>> streams = List.of(new ArrayList<>(), new ArrayList<>());
    for (List<Integer> stage : order) {
      int seen = 0;
      for (int read : stage) {
        int stream = second >> read & 1;
        if ((seen >> stream & 1) != 0) {
          return null;
        }
        seen |= 1 << stream;
        streams.get(stream).add(read);
      }
    }
    List<Access> accesses = new ArrayList<>();
    for (List<Integer> stream : streams) {
      Access access = progression(stream.stream().map(computation.reads()::get).toList());
      if (access == null) {
        return null;
      }
      accesses.add(access);
    }
    return new Computation(
        computation.dims(),
        accesses,
        computation.write(),
        computation.term().replaced(taps(streams)),
        null,
        computation.element(),
        computation.packing());
  }

  /// One access for several at equal distances; null where they are not.
  private static @Nullable Access progression(List<Access> accesses) {
    if (accesses.isEmpty()) {
      return null;
    }
    Access first = accesses.getFirst();
    long distance = accesses.size() > 1 ? accesses.get(1).offset() - first.offset() : 0;
    for (int i = 0; i < accesses.size(); i++) {
      if (!accesses.get(i).equals(first.plus(i * distance))) {
        return null;
      }
    }
    return first.withTaps(new Access.Taps(accesses.size(), distance));
  }

  private static Map<Term, Term> taps(List<List<Integer>> streams) {
    Map<Term, Term> taps = new HashMap<>();
    for (int stream = 0; stream < streams.size(); stream++) {
      List<Integer> reads = streams.get(stream);
      for (int i = 0; i < reads.size(); i++) {
        taps.put(new Term.Read(reads.get(i)), new Term.Tap(stream, i));
      }
    }
    return taps;
  }
}
