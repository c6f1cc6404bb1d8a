package org.tosc.passes.lower;

import java.util.ArrayList;
import java.util.List;
import org.tosc.passes.lower.Contraction.Axis;

/// Some terms of a product's sums, which are added before sums are put aside: `rounds` times
/// `terms`, the step between rounds being that of the outer axis of the sum.
///
/// @param left where the first term stands in the left operand, from where the sum begins
/// @param right the same of the right operand
/// @param before terms of earlier steps
record Step(long left, long right, long before, long rounds, long terms) {
  /// The axis of rounds; steps are along it and further ones outside.
  static Axis outer(Contraction product) {
    return product.window().isEmpty() ? Axis.NONE : product.window().getLast();
  }

  /// All terms, at most `most` in a step unless a round has more.
  static List<Step> of(Contraction product, long most) {
    List<Step> steps = new ArrayList<>();
    add(product, 0, new Step(0, 0, 0, 1, 1), most, steps);
    return steps;
  }

  private static void add(Contraction product, int axis, Step from, long most, List<Step> steps) {
    if (axis < product.window().size() - 1) {
      Axis outer = product.window().get(axis);
      for (long i = 0; i < outer.extent(); i++) {
        add(product, axis + 1, from.moved(outer, i), most, steps);
      }
      return;
    }
    long inner = product.depth().extent();
    Axis outer = outer(product);
    long rounds = even(outer.extent(), Math.max(1, most / inner));
    long piece = even(inner, most);
    int block = Held.of(product).right().blockSize();
    piece = Math.ceilDiv(piece, block) * block; // blocks stay whole
    for (long i = 0; i < outer.extent(); i += rounds) {
      Step round = from.moved(outer, i);
      for (long p = 0; p < inner; p += piece) {
        Step step = round.moved(product.depth(), p);
        long before = steps.isEmpty() ? 0 : steps.getLast().end();
        long count = Math.min(rounds, outer.extent() - i);
        steps.add(new Step(step.left, step.right, before, count, Math.min(piece, inner - p)));
      }
    }
  }

  private static long even(long all, long most) {
    return Math.ceilDiv(all, Math.ceilDiv(all, most));
  }

  private Step moved(Axis axis, long i) {
    return new Step(left + i * axis.a(), right + i * axis.b(), before, rounds, terms);
  }

  /// Terms of this step and those before.
  long end() {
    return before + rounds * terms;
  }
}
