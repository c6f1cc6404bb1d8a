package org.tosc.backends.snitch.code;

import static org.tosc.backends.snitch.code.Term.apply;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.snitch.code.Computation.Dim;
import org.tosc.backends.snitch.code.Computation.Packing;

/// Whether all numbers of arrays are small: the sum of their squares is, and it is neither infinite
/// nor NaN if one of them is. One instruction a word finds that out.
///
/// The sum is taken in parts, which are not joined: each is checked.
final class Squares {
  /// Parts side by side: enough to hide the FPU's latency (snitch.md rule 15).
  private static final int PARTS = 8;

  private Squares() {}

  /// The steps that check a term of the words of some arrays.
  ///
  /// @param arrays where each begins, all of the same length
  /// @param words how long they are
  /// @param limit what each part of the sum is below
  static List<Step> check(
      List<Access> arrays, Term term, int words, Element element, double limit, Frame frame) {
    int parts = Math.min(words, PARTS);
    int left = words % parts;
    int even = words - left;
    Access sums = new Access(Access.SCRATCH, frame.array(parts + left), List.of());
    Term square = apply(FloatOp.MUL, term, term);
    List<Step> steps = new ArrayList<>();
    steps.add(new Step.Compute(parts(arrays, square, even / parts, parts, element, sums)));
    if (left > 0) {
      List<Access> rest = arrays.stream().map(a -> a.plus((long) even * Long.BYTES)).toList();
      Access behind = sums.plus((long) parts * Long.BYTES);
      steps.add(new Step.Compute(parts(rest, square, 1, left, element, behind)));
    }
    steps.add(new Step.Check(new Item.Check(sums, parts + left, element, limit)));
    return steps;
  }

  private static Computation parts(
      List<Access> arrays, Term square, int rounds, int parts, Element element, Access sums) {
    long word = Long.BYTES;
    List<Long> steps = rounds == 1 ? List.of(word) : List.of(parts * word, word);
    List<Long> results = rounds == 1 ? List.of(word) : List.of(0L, word);
    List<Dim> dims = new ArrayList<>();
    if (rounds > 1) {
      dims.add(new Dim(rounds, true));
    }
    dims.add(new Dim(parts, false));
    @Nullable Fold sum =
        rounds == 1
            ? null
            : new Fold(FloatOp.ADD, new Term.Literal(0), true, true, Fold.Sharing.NONE);
    return new Computation(
        dims,
        arrays.stream().map(a -> a.withStrides(steps)).toList(),
        sums.withStrides(results),
        square,
        sum,
        element,
        element == Element.F64 ? Packing.NONE : Packing.PARALLEL);
  }
}
