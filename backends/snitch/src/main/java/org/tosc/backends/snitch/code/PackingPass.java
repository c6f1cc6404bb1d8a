package org.tosc.backends.snitch.code;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.snitch.code.Computation.Dim;
import org.tosc.backends.snitch.code.Computation.Packing;

/// Makes words of neighbours, because streams move words.
final class PackingPass {
  private PackingPass() {}

  /// The computation on words; null where elements do not make whole ones.
  static @Nullable Computation pack(Computation computation) {
    int lanes = computation.element().lanes();
    if (lanes == 1) {
      return computation;
    }
    for (int dim = computation.dims().size() - 1; dim >= 0; dim--) {
      Dim of = computation.dims().get(dim);
      boolean isDivided = of.extent() % lanes == 0;
      boolean isSum =
          of.isReduction()
              && computation.fold() != null
              && computation.fold().op() == FloatOp.ADD
              && computation.fold().mayReassociate()
              && computation.fold().startsNeutral()
              && Forms.has(computation.element(), FloatOp.SUM);
      List<Access> along = of.isReduction() ? computation.reads() : computation.accesses();
      if (isDivided && (isSum || !of.isReduction()) && areWords(computation, along, dim)) {
        return words(computation, dim, lanes);
      }
    }
    return null;
  }

  /// Whether accesses have neighbours along a dimension, and whole words from one to the next.
  private static boolean areWords(Computation computation, List<Access> accesses, int dim) {
    return accesses.stream()
        .allMatch(
            access -> {
              boolean fits =
                  access.stride(dim) == computation.element().bytes()
                      && access.offset() % Long.BYTES == 0;
              for (int other = 0; other < access.strides().size(); other++) {
                fits &= other == dim || access.stride(other) % Long.BYTES == 0;
              }
              return fits;
            });
  }

  private static Computation words(Computation computation, int dim, int lanes) {
    List<Dim> dims = new ArrayList<>(computation.dims());
    Dim of = dims.get(dim);
    dims.set(dim, new Dim(of.extent() / lanes, of.isReduction()));
    return computation
        .withSpace(dims, a -> a.stride(dim) == 0 ? a : a.with(dim, Long.BYTES))
        .withPacking(of.isReduction() ? Packing.REDUCTION : Packing.PARALLEL);
  }
}
