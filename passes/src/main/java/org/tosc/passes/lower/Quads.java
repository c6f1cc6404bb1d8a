package org.tosc.passes.lower;

import java.util.ArrayList;
import java.util.List;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Value;

/// Moves between lanes of vectors that are seen as *quads*, four lanes each.
final class Quads {
  /// Lanes of a quad.
  static final int SIZE = 4;

  private final Writer w;
  private final int count;

  Quads(Writer w) {
    this.w = w;
    this.count = w.lanes() / SIZE;
  }

  /// Turns four vectors over, quad by quad: lane `j` of a quad of the `i`-th becomes lane `i` of
  /// that of the `j`-th.
  List<Value> turned(List<Value> four) {
    Value low = ones(four.get(0), four.get(1), 0);
    Value high = ones(four.get(0), four.get(1), 1);
    Value nextLow = ones(four.get(2), four.get(3), 0);
    Value nextHigh = ones(four.get(2), four.get(3), 1);
    return List.of(
        twos(low, nextLow, 0),
        twos(low, nextLow, 1),
        twos(high, nextHigh, 0),
        twos(high, nextHigh, 1));
  }

  /// Of four vectors each of whose quads has one number in all lanes: lane `i` of each quad is that
  /// of the `i`-th.
  Value joined(List<Value> four) {
    return twos(ones(four.get(0), four.get(1), 0), ones(four.get(2), four.get(3), 0), 0);
  }

  /// Sums of the whole numbers of quads: lane `i` of each quad is that of the `i`-th vector.
  Value sums(List<Value> four) {
    Value first = added(ones(four.get(0), four.get(1), 0), ones(four.get(0), four.get(1), 1));
    Value second = added(ones(four.get(2), four.get(3), 0), ones(four.get(2), four.get(3), 1));
    return added(twos(first, second, 0), twos(first, second, 1));
  }

  private Value added(Value a, Value b) {
    return w.op(CoreOp.WRAPPING_ADD, a, b);
  }

  /// Adds quads to each other, each sum in all of its quads: those `step` apart, `step` a power of
  /// two.
  Value addedAcross(Value x, int step, CoreOp add) {
    return w.op(add, x, w.shuffled(x, x, i -> secondHalf(i, (i / SIZE ^ step) * SIZE + i % SIZE)));
  }

  /// The same lane of a vector that is both operands: of the second in the upper half.
  private int secondHalf(int place, int lane) {
    return place < w.lanes() / 2 || count == 1 ? lane : lane + w.lanes();
  }

  /// Turns as many vectors over as they have quads: quad `j` of the `i`-th becomes quad `i` of the
  /// `j`-th.
  List<Value> across(List<Value> all) {
    if (count == 1) {
      return all;
    }
    // The halves of each pair side by side, then their quads.
    List<Value> halves = new ArrayList<>();
    int half = count / 2;
    for (int upper = 0; upper < 2; upper++) {
      for (int i = 0; i < count; i += 2) {
        halves.add(quads(all.get(i), all.get(i + 1), upper * half, 1));
      }
    }
    if (count == 2) {
      return halves;
    }
    List<Value> turned = new ArrayList<>();
    for (int upper = 0; upper < 2; upper++) {
      for (int odd = 0; odd < 2; odd++) {
        turned.add(quads(halves.get(2 * upper), halves.get(2 * upper + 1), odd, 2));
      }
    }
    return turned;
  }

  /// Half of the quads of both vectors, from `first` on, each `step` behind the one before.
  private Value quads(Value a, Value b, int first, int step) {
    int half = w.lanes() / 2;
    return w.shuffled(
        a,
        b,
        i -> {
          int quad = first + i % half / SIZE * step;
          return i / half * w.lanes() + quad * SIZE + i % SIZE;
        });
  }

  /// The lower or upper lanes of two vectors' quads, one of each in turn.
  private Value ones(Value a, Value b, int upper) {
    return w.shuffled(a, b, i -> base(i) + 2 * upper + i % SIZE / 2 + i % 2 * w.lanes());
  }

  /// The lower or upper halves of two vectors' quads.
  private Value twos(Value a, Value b, int upper) {
    return w.shuffled(a, b, i -> base(i) + 2 * upper + i % 2 + i % SIZE / 2 * w.lanes());
  }

  private static int base(int lane) {
    return lane / SIZE * SIZE;
  }
}
