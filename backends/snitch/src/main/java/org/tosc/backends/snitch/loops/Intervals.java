package org.tosc.backends.snitch.loops;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/// From where to where each virtual register is needed. Line `i` reads at `2·i` and writes at `2·i
/// + 1`, so that a result may have the register of an operand that ends there; arguments are there
///   before.
///
/// Lines jump forward, but for those at the end of loops: what is needed in a loop and made before
/// it is needed to its end.
final class Intervals {
  private static final int BEFORE = -1;

  /// More rounds count like this many.
  private static final long MOST_ROUNDS = 10;

  final int[] starts;
  final int[] ends;

  /// How often each is read and written.
  final double[] weights;

  private final int[] loops;
  private final List<Loop> all = new ArrayList<>();

  /// @param parent the loop around it, -1 for none
  private record Loop(int from, int to, int parent, long rounds) {
    Loop until(int end) {
      return new Loop(from, end, parent, rounds);
    }
  }

  Intervals(List<Line> lines, int virtuals) {
    starts = new int[virtuals];
    ends = new int[virtuals];
    weights = new double[virtuals];
    loops = new int[virtuals];
    Arrays.fill(starts, Integer.MAX_VALUE);
    Arrays.fill(ends, Integer.MIN_VALUE);
    Deque<Integer> open = new ArrayDeque<>();
    double weight = 1;
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      int at = 2 * i;
      int loop = open.isEmpty() ? -1 : open.getLast();
      double times = weight;
      line.reads(v -> touch(v, at, times, loop));
      Arg.Virtual to = line.writes();
      if (to != null) {
        touch(to, line instanceof Line.Arrival ? BEFORE : at + 1, times, loop);
      }
      if (line instanceof Line.LoopStart(long rounds)) {
        open.addLast(all.size());
        long counted = Math.clamp(rounds, 1, MOST_ROUNDS);
        all.add(new Loop(at, at, loop, counted));
        weight *= counted;
      } else if (line instanceof Line.LoopEnd) {
        int ended = open.removeLast();
        all.set(ended, all.get(ended).until(at));
        weight /= all.get(ended).rounds();
      }
    }
    for (int v = 0; v < virtuals; v++) {
      extend(v);
    }
  }

  private void touch(Arg.Virtual v, int at, double weight, int loop) {
    int id = v.id();
    starts[id] = Math.min(starts[id], at);
    ends[id] = Math.max(ends[id], at);
    loops[id] = loop;
    weights[id] += weight;
  }

  private void extend(int v) {
    if (!isUsed(v)) {
      return;
    }
    int loop = loops[v];
    while (loop >= 0 && starts[v] < all.get(loop).from()) {
      ends[v] = Math.max(ends[v], all.get(loop).to());
      loop = all.get(loop).parent();
    }
  }

  boolean isUsed(int v) {
    return ends[v] >= starts[v];
  }
}
