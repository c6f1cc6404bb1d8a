package org.tosc.tir.interp;

import java.util.HashSet;
import java.util.Set;
import org.tosc.tir.ir.AffineMap;
import org.tosc.tir.ir.Nest;

/// Holds a nest to its promise that no view shares elements with one that is an out, unless both
/// give the same element at every point. Engines change the order of loops by it. Whoever makes a
/// nest has to keep the promise, so a broken one is an internal fault.
final class Overlap {
  private final Nest nest;
  private final Object[] operands;
  private final long[] ends;

  /// @param ends where the dimensions end; none is 0
  Overlap(Nest nest, Object[] operands, long[] ends) {
    this.nest = nest;
    this.operands = operands;
    this.ends = ends;
  }

  void check() {
    for (int out = nest.ins().size(); out < operands.length; out++) {
      for (int other = 0; other < operands.length; other++) {
        if (other != out
            && operands[out] instanceof View written
            && operands[other] instanceof View touched
            && written.memory() == touched.memory()) {
          require(written, nest.map(out), touched, nest.map(other));
        }
      }
    }
  }

  private void require(View written, AffineMap to, View touched, AffineMap from) {
    Set<Integer> elements = new HashSet<>();
    boolean isSame = true;
    long[] point = new long[ends.length];
    do {
      int place = written.at(to.at(point));
      elements.add(place);
      isSame &= place == touched.at(from.at(point));
    } while (Space.advance(point, ends));
    if (isSame) {
      return;
    }
    do {
      if (elements.contains(touched.at(from.at(point)))) {
        throw new IllegalStateException(
            "a nest writes elements of a view that it also touches by another map: "
                + to
                + " and "
                + from);
      }
    } while (Space.advance(point, ends));
  }
}
