package org.tosc.backends.snitch.code;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.tosc.backends.snitch.code.Computation.Dim;

/// What windows that overlap have in common is computed once.
///
/// A window over two dimensions is joined along one of them, into memory of the function's own, and
/// then along the other: 3 × 3 elements are 2 + 2 operations instead of 8. And two neighbours with
/// windows of three elements share two of them, so 3 operations give both results:
///
/// ```text
/// common = x[1] ∘ x[2];  r[0] = x[0] ∘ common;  r[1] = x[3] ∘ common
/// ```
final class Windows {
  private static final int PAIRED_WINDOW = 3;

  private Windows() {}

  /// A reduction along which elements are read at sums with a parallel dimension.
  private record Sliding(int reduction, int parallel) {}

  /// The ways to compute this: as it is first, and in several computations.
  static List<List<Computation>> ways(Computation computation) {
    List<List<Computation>> ways = new ArrayList<>();
    ways.add(List.of(computation));
    List<Sliding> slidings = slidings(computation);
    long reductions = computation.dims().stream().filter(Dim::isReduction).count();
    if (reductions == 2 && slidings.size() == 2) {
      ways.add(separated(computation, slidings.get(0), slidings.get(1)));
      ways.add(separated(computation, slidings.get(1), slidings.get(0)));
    }
    return ways;
  }

  private static List<Sliding> slidings(Computation computation) {
    List<Sliding> found = new ArrayList<>();
    Fold fold = computation.fold();
    if (fold == null
        || !fold.isFree()
        || fold.sharing() != Fold.Sharing.NONE
        || computation.packing() != Computation.Packing.NONE
        || !(computation.term() instanceof Term.Read(int number))) {
      return found;
    }
    Access read = computation.reads().get(number);
    for (int reduction = 0; reduction < computation.dims().size(); reduction++) {
      for (int parallel = 0; parallel < computation.dims().size(); parallel++) {
        if (computation.dims().get(reduction).isReduction()
            && !computation.dims().get(parallel).isReduction()
            && read.stride(reduction) == read.stride(parallel)) {
          found.add(new Sliding(reduction, parallel));
        }
      }
    }
    return found;
  }

  /// First along one sliding reduction, then along the other.
  private static List<Computation> separated(Computation whole, Sliding first, Sliding second) {
    Fold fold = java.util.Objects.requireNonNull(whole.fold());
    Dim window = whole.dims().get(second.reduction());
    List<Dim> extended = new ArrayList<>(whole.dims());
    Dim slid = extended.get(second.parallel());
    extended.set(second.parallel(), new Dim(slid.extent() + window.extent() - 1, false));
    Access between = rowMajor(extended, whole.element());
    List<Dim> firstDims = new ArrayList<>(extended);
    firstDims.remove(second.reduction());
    Computation along =
        new Computation(
            firstDims,
            whole.reads().stream().map(r -> r.without(second.reduction())).toList(),
            between.without(second.reduction()),
            whole.term(),
            fold.beginningNeutral(),
            whole.element(),
            whole.packing());
    List<Dim> lastDims = new ArrayList<>(whole.dims());
    lastDims.remove(first.reduction());
    Access again = between.with(second.reduction(), between.stride(second.parallel()));
    Computation across =
        new Computation(
            lastDims,
            List.of(again.without(first.reduction())),
            whole.write().without(first.reduction()),
            new Term.Read(0),
            fold,
            whole.element(),
            whole.packing());
    return List.of(along, across);
  }

  /// An array of the parallel dimensions.
  private static Access rowMajor(List<Dim> dims, Element element) {
    Long[] strides = new Long[dims.size()];
    long step = element.bytes();
    for (int dim = dims.size() - 1; dim >= 0; dim--) {
      strides[dim] = dims.get(dim).isReduction() ? 0 : step;
      step *= dims.get(dim).isReduction() ? 1 : dims.get(dim).extent();
    }
    return new Access(Access.STACK, 0, List.of(strides));
  }

  /// Bytes of scratch memory that computations use.
  static int scratch(List<Computation> computations) {
    return computations.stream()
        .filter(c -> c.write().isStack())
        .mapToInt(
            c ->
                Math.toIntExact(
                    c.write().offset()
                        + c.element().bytes()
                        + LongStream.range(0, c.dims().size()).map(d -> last(c, (int) d)).sum()))
        .max()
        .orElse(0);
  }

  private static long last(Computation c, int dim) {
    return c.write().stride(dim) * (c.dims().get(dim).extent() - 1L);
  }

  /// The computation two neighbours at a time: the pairs, and what is left over at the end, if
  /// anything. Empty where there are no such windows.
  static List<Computation> paired(Computation computation) {
    List<Sliding> slidings = slidings(computation);
    long reductions = computation.dims().stream().filter(Dim::isReduction).count();
    if (reductions != 1 || slidings.size() != 1) {
      return List.of();
    }
    Sliding sliding = slidings.getFirst();
    int extent = computation.dims().get(sliding.parallel()).extent();
    if (computation.dims().get(sliding.reduction()).extent() != PAIRED_WINDOW || extent < 2) {
      return List.of();
    }
    List<Computation> parts = new ArrayList<>();
    parts.add(pairs(computation.part(sliding.parallel(), 0, extent & -2), sliding));
    if (extent % 2 == 1) {
      parts.add(computation.part(sliding.parallel(), extent - 1, extent));
    }
    return parts;
  }

  private static Computation pairs(Computation computation, Sliding sliding) {
    Fold fold = java.util.Objects.requireNonNull(computation.fold());
    int along = sliding.parallel();
    int step = sliding.reduction();
    List<Dim> dims = new ArrayList<>(computation.dims());
    dims.set(along, new Dim(dims.get(along).extent() / 2, false));
    dims.set(step, new Dim(2, true));
    Access read = computation.reads().getFirst();
    Access write = computation.write();
    long distance = read.stride(along);
    Access doubled = read.with(along, 2 * distance);
    return new Computation(
        dims,
        List.of(
            doubled.plus(distance).with(step, -distance),
            doubled.plus(2 * distance).with(step, distance)),
        write.with(step, write.stride(along)).with(along, 2 * write.stride(along)),
        computation.term(),
        fold.inPairs(),
        computation.element(),
        computation.packing());
  }
}
