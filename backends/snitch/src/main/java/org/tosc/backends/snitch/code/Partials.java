package org.tosc.backends.snitch.code;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.tosc.backends.snitch.code.Computation.Dim;

/// Reductions to so few results that the FPU would wait for each step: neighbours are reduced side
/// by side into memory of the function's own, and what they give is then joined.
///
/// ```text
/// part[l] = Σ x[4·i + l];  part[4] = what is left over;  r = Σ part
/// ```
final class Partials {
  /// Points side by side that hide the FPU's latency (snitch.md rule 15).
  private static final int ENOUGH = 4;

  private static final int MOST = 8;

  private Partials() {}

  /// The ways to compute this in parts; none where results are enough.
  static List<List<Computation>> ways(Computation computation) {
    List<List<Computation>> ways = new ArrayList<>();
    Fold fold = computation.fold();
    List<Integer> reductions = new ArrayList<>();
    long results = 1;
    for (int dim = 0; dim < computation.dims().size(); dim++) {
      Dim of = computation.dims().get(dim);
      if (of.isReduction()) {
        reductions.add(dim);
      } else {
        results *= of.extent();
      }
    }
    boolean fits =
        fold != null
            && fold.isFree()
            && fold.sharing() == Fold.Sharing.NONE
            && computation.packing() == Computation.Packing.NONE
            && reductions.size() == 1
            && results < ENOUGH;
    if (!fits) {
      return ways;
    }
    int dim = reductions.getFirst();
    for (int parts = ENOUGH; parts <= MOST; parts++) {
      if (computation.dims().get(dim).extent() >= 2 * parts) {
        ways.add(split(computation, dim, parts));
      }
    }
    return ways;
  }

  private static List<Computation> split(Computation computation, int dim, int parts) {
    int extent = computation.dims().get(dim).extent();
    int even = extent - extent % parts;
    int all = parts + extent % parts;
    Access between = between(computation, dim, all);
    List<Computation> steps = new ArrayList<>();
    steps.add(side(computation.part(dim, 0, even), dim, parts, between));
    if (even < extent) {
      steps.add(rest(computation.part(dim, even, extent), dim, between, parts));
    }
    List<Dim> dims = new ArrayList<>(computation.dims());
    dims.set(dim, new Dim(all, true));
    steps.add(
        new Computation(
            dims,
            List.of(between),
            computation.write(),
            new Term.Read(0),
            computation.fold(),
            computation.element(),
            computation.packing()));
    return steps;
  }

  /// The array of parts: those of a result side by side.
  private static Access between(Computation computation, int dim, int parts) {
    Long[] strides = new Long[computation.dims().size()];
    long bytes = computation.element().bytes();
    long step = parts * bytes;
    for (int i = strides.length - 1; i >= 0; i--) {
      strides[i] = i == dim ? bytes : step;
      step *= i == dim ? 1 : computation.dims().get(i).extent();
    }
    return new Access(Access.STACK, 0, List.of(strides));
  }

  /// Each part by steps of `parts`; the last dimension of the result counts them.
  private static Computation side(Computation even, int dim, int parts, Access between) {
    Fold fold = Objects.requireNonNull(even.fold());
    List<Dim> dims = new ArrayList<>(even.dims());
    dims.set(dim, new Dim(even.dims().get(dim).extent() / parts, true));
    dims.add(new Dim(parts, false));
    return new Computation(
        dims,
        even.reads().stream()
            .map(r -> r.with(dim, parts * r.stride(dim)).and(r.stride(dim)))
            .toList(),
        between.with(dim, 0).and(between.stride(dim)),
        even.term(),
        fold.beginningNeutral(),
        even.element(),
        even.packing());
  }

  /// What is left over, as parts of one point each.
  private static Computation rest(Computation rest, int dim, Access between, int from) {
    List<Dim> dims = new ArrayList<>(rest.dims());
    dims.set(dim, new Dim(dims.get(dim).extent(), false));
    return new Computation(
        dims,
        rest.reads(),
        between.from(dim, from),
        rest.term(),
        null,
        rest.element(),
        rest.packing());
  }
}
