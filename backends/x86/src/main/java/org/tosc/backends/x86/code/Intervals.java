package org.tosc.backends.x86.code;

import java.util.Arrays;
import java.util.List;

/// From where to where in a routine each virtual register is needed. Line `i` reads at `2·i` and
/// writes at `2·i + 1`, so that a result may have the register of an operand that ends there;
/// parameters are there before.
final class Intervals {
  /// Before the first line.
  static final int BEFORE = -1;

  private static final double ROUNDS = 10;
  private static final int NONE = -1;

  private final int[] starts;
  private final int[] ends;
  private final double[] weights;

  /// The innermost loop around the end of each register.
  private final int[] loops;

  /// Where loops are, by their order of beginning, and the loop around each.
  private int[] froms = new int[8];

  private int[] tos = new int[8];
  private int[] parents = new int[8];
  private int loopCount;

  private int[] calls = new int[0];

  private Intervals(int virtuals) {
    this.starts = new int[virtuals];
    this.ends = new int[virtuals];
    this.weights = new double[virtuals];
    this.loops = new int[virtuals];
    Arrays.fill(starts, Integer.MAX_VALUE);
    Arrays.fill(ends, Integer.MIN_VALUE);
  }

  static Intervals of(Routine routine) {
    Intervals intervals = new Intervals(routine.virtuals().size());
    routine.params().forEach(p -> intervals.touch(p.id(), BEFORE, 0, NONE));
    intervals.lines(routine.lines(), routine.uses());
    for (int v = 0; v < intervals.starts.length; v++) {
      intervals.extend(v);
    }
    return intervals;
  }

  private void lines(List<Line> lines, Uses uses) {
    int loop = NONE;
    double weight = 1;
    for (int i = 0; i < lines.size(); i++) {
      int at = 2 * i;
      for (int r = uses.begin(i); r < uses.end(i); r++) {
        touch(uses.read(r), at, weight, loop);
      }
      if (uses.written(i) != Uses.NONE) {
        touch(uses.written(i), at + 1, weight, loop);
      }
      switch (lines.get(i)) {
        case Line.LoopStart _ -> {
          loop = enter(at, loop);
          weight *= ROUNDS;
        }
        case Line.LoopEnd _ -> {
          tos[loop] = at;
          loop = parents[loop];
          weight /= ROUNDS;
        }
        case Line.Call _ -> {
          calls = Arrays.copyOf(calls, calls.length + 1);
          calls[calls.length - 1] = at;
        }
        case Line.Insn _, Line.Move _, Line.Bind _, Line.Jump _, Line.Divide _ -> {}
      }
    }
  }

  private int enter(int from, int parent) {
    if (loopCount == froms.length) {
      froms = Arrays.copyOf(froms, 2 * loopCount);
      tos = Arrays.copyOf(tos, 2 * loopCount);
      parents = Arrays.copyOf(parents, 2 * loopCount);
    }
    froms[loopCount] = from;
    parents[loopCount] = parent;
    return loopCount++;
  }

  private void touch(int v, int at, double weight, int loop) {
    starts[v] = Math.min(starts[v], at);
    ends[v] = at;
    loops[v] = loop;
    weights[v] += weight;
  }

  /// What is needed in a loop and made before it is needed to its end.
  private void extend(int v) {
    if (isUsed(v)) {
      for (int l = loops[v]; l != NONE && starts[v] < froms[l]; l = parents[l]) {
        ends[v] = tos[l];
      }
    }
  }

  boolean isUsed(int v) {
    return ends[v] >= starts[v];
  }

  int start(int v) {
    return starts[v];
  }

  int end(int v) {
    return ends[v];
  }

  /// How often it is read and written, where each loop has ten rounds.
  double weight(int v) {
    return weights[v];
  }

  /// Whether a call comes while it is needed.
  boolean isAcrossCall(int v) {
    int after = Arrays.binarySearch(calls, starts[v] + 1);
    int next = after < 0 ? -after - 1 : after;
    return next < calls.length && calls[next] < ends[v];
  }
}
