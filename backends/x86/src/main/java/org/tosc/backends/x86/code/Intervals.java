package org.tosc.backends.x86.code;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// From where to where in a routine each virtual register is needed. Line `i` reads at `2·i` and
/// writes at `2·i + 1`, so that a result may have the register of an operand that ends there.
final class Intervals {
  private static final double ROUNDS = 10;

  private final int[] starts;
  private final int[] ends;
  private final double[] weights;
  private final List<Integer> calls = new ArrayList<>();

  private Intervals(int virtuals) {
    this.starts = new int[virtuals];
    this.ends = new int[virtuals];
    this.weights = new double[virtuals];
    Arrays.fill(starts, Integer.MAX_VALUE);
    Arrays.fill(ends, -1);
  }

  static Intervals of(Routine routine) {
    Intervals intervals = new Intervals(routine.virtuals());
    routine.params().forEach(p -> intervals.touch(p, -1, 0));
    List<int[]> loops = intervals.lines(routine.lines());
    for (int[] loop : loops) {
      intervals.extend(loop[0], loop[1]);
    }
    return intervals;
  }

  /// @return loops, inner ones before those around them
  private List<int[]> lines(List<Line> lines) {
    List<int[]> loops = new ArrayList<>();
    List<Integer> open = new ArrayList<>();
    double weight = 1;
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      int at = 2 * i;
      double each = weight;
      line.reads(v -> touch(v, at, each));
      Virtual written = line.writes();
      if (written != null) {
        touch(written, at + 1, each);
      }
      switch (line) {
        case Line.LoopStart _ -> {
          open.add(at);
          weight *= ROUNDS;
        }
        case Line.LoopEnd _ -> {
          loops.add(new int[] {open.removeLast(), at});
          weight /= ROUNDS;
        }
        case Line.Call _ -> calls.add(at);
        case Line.Insn _, Line.Move _, Line.Bind _, Line.Jump _, Line.Divide _ -> {}
      }
    }
    return loops;
  }

  private void touch(Virtual v, int at, double weight) {
    starts[v.id()] = Math.min(starts[v.id()], at);
    ends[v.id()] = Math.max(ends[v.id()], at);
    weights[v.id()] += weight;
  }

  private void extend(int from, int to) {
    for (int v = 0; v < starts.length; v++) {
      if (starts[v] < from && ends[v] > from && ends[v] < to) {
        ends[v] = to;
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
    for (int call : calls) {
      if (starts[v] < call && ends[v] > call) {
        return true;
      }
    }
    return false;
  }
}
