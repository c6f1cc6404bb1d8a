package org.tosc.backends.snitch.code;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One loop nest: at each point of a space a term, which is written, or joined with the others of
/// its reductions and then written.
///
/// @param dims the dimensions, outermost first
/// @param reads what the term reads
/// @param write what is written; its strides along reductions are 0
/// @param term what is computed at a point
/// @param fold how reductions are joined; null where there are none
/// @param element the format of memory
/// @param packing what a word of a stream holds
public record Computation(
    List<Dim> dims,
    List<Access> reads,
    Access write,
    Term term,
    @Nullable Fold fold,
    Element element,
    Packing packing) {
  /// A dimension.
  public record Dim(int extent, boolean isReduction) {}

  /// What a word of a stream holds.
  public enum Packing {
    /// One number.
    NONE,
    /// Neighbours along a parallel dimension.
    PARALLEL,
    /// Neighbours along a reduction, which are added up at its end.
    REDUCTION
  }

  public Computation {
    dims = List.copyOf(dims);
    reads = List.copyOf(reads);
  }

  /// The reads, then the write.
  List<Access> accesses() {
    List<Access> all = new ArrayList<>(reads);
    all.add(write);
    return all;
  }

  Computation withSpace(List<Dim> newDims, Function<Access, Access> change) {
    return new Computation(
        newDims,
        reads.stream().map(change).toList(),
        change.apply(write),
        term,
        fold,
        element,
        packing);
  }

  Computation withPacking(Packing other) {
    return new Computation(dims, reads, write, term, fold, element, other);
  }

  /// Only the points of `dim` from `start` to before `end`.
  Computation part(int dim, int start, int end) {
    List<Dim> cut = new ArrayList<>(dims);
    cut.set(dim, new Dim(end - start, dims.get(dim).isReduction()));
    return withSpace(cut, access -> access.from(dim, start));
  }

  /// Without dimensions of one point, and with neighbours as one where all operands walk through
  /// them as through one.
  Computation collapsed() {
    for (int dim = 0; dim < dims.size(); dim++) {
      int d = dim;
      if (dims.get(dim).extent() == 1) {
        List<Dim> kept = new ArrayList<>(dims);
        kept.remove(dim);
        return withSpace(kept, access -> access.without(d)).collapsed();
      }
      if (dim > 0 && isOne(dim - 1, dim)) {
        List<Dim> kept = new ArrayList<>(dims);
        Dim inner = kept.remove(dim);
        int extent = Math.multiplyExact(kept.get(dim - 1).extent(), inner.extent());
        kept.set(dim - 1, new Dim(extent, inner.isReduction()));
        return withSpace(kept, access -> access.without(d - 1)).collapsed();
      }
    }
    return this;
  }

  private boolean isOne(int outer, int inner) {
    return dims.get(outer).isReduction() == dims.get(inner).isReduction()
        && accesses().stream()
            .allMatch(a -> a.stride(outer) == a.stride(inner) * dims.get(inner).extent());
  }
}
