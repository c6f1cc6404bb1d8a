package org.tosc.backends.triton.tiling;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tosc.backends.triton.block.Builder;
import org.tosc.backends.triton.block.Fn;
import org.tosc.backends.triton.block.Fold;
import org.tosc.backends.triton.block.Op;
import org.tosc.backends.triton.block.Size;
import org.tosc.backends.triton.block.Tile;

/// Writes how terms become one.
final class FoldWriter {
  private FoldWriter() {}

  /// What a reduction joins at a point.
  static Tile term(Builder b, Join join, TermWriter terms) {
    Term term = join.term();
    if (term != null) {
      return terms.write(term);
    }
    Tile first = terms.write(join.product().get(0));
    return b.apply(Fn.MUL, first, terms.write(join.product().get(1)));
  }

  /// One element in place of an axis.
  static Tile fold(Builder b, Fold fold, Tile x, int axis, Size size, int rank) {
    List<Size> shape =
        new ArrayList<>(x.isScalar() ? Collections.nCopies(rank, Size.ONE) : x.shape());
    shape.set(axis, size);
    return b.let("", new Op.Reduce(fold, b.broadcast(x, shape), axis));
  }

  /// What there was before with a fold of terms.
  static Tile join(Builder b, Fold fold, Tile before, Tile more) {
    boolean changesNothing = fold.neutral(before.element()).equals(b.made(before));
    return changesNothing ? more : b.apply(fold.step(), before, more);
  }
}
