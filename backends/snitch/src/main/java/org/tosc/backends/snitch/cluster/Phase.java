package org.tosc.backends.snitch.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.AffineExpr;
import org.tosc.tir.ir.AffineMap;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Nest;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Value;

/// A nest of a function, or a box of its space. Its points that differ in parallel dimensions are
/// independent of each other, so it can be cut along these.
///
/// @param fill what each result is before the nest joins its terms to it; null where there are no
///   reductions
/// @param extents of the box
/// @param maps of the nest's operands, from where the box begins
/// @param operands the buffers, the one that is written last
/// @param places which of these each operand of the nest is; -1 for scalars
record Phase(
    Nest nest,
    @Nullable Nest fill,
    List<Long> extents,
    List<AffineMap> maps,
    List<Operand> operands,
    List<Integer> places) {
  Phase {
    extents = List.copyOf(extents);
    maps = List.copyOf(maps);
    operands = List.copyOf(operands);
    places = List.copyOf(places);
  }

  int dims() {
    return extents.size();
  }

  boolean isParallel(int dim) {
    return nest.kind(0, dim) == Nest.Kind.PARALLEL;
  }

  boolean reduces() {
    return IntStream.range(0, dims()).anyMatch(dim -> !isParallel(dim));
  }

  /// The operation that joins a result with one more term, where terms may be joined apart from
  /// each other first; null where they may not.
  @Nullable CoreOp join() {
    if (fill == null) {
      return null;
    }
    Value carried = body().params().getLast();
    Value result = body().terminator().operand(0);
    long uses =
        body().ops().stream().flatMap(o -> o.operands().stream()).filter(carried::equals).count();
    for (Operation operation : body().ops()) {
      if (uses == 1 && operation.results().contains(result)) {
        return join(operation, carried);
      }
    }
    return null;
  }

  private @Nullable CoreOp join(Operation last, Value carried) {
    boolean mayReassociate = nest.operation().attributes().flag("reassociate", false);
    boolean isJoined = last.operands().contains(carried);
    if (last.op() == CoreOp.MIN || last.op() == CoreOp.MAX) {
      return isJoined ? (CoreOp) last.op() : null;
    }
    boolean isSum =
        last.op() == CoreOp.ADD || (last.op() == CoreOp.FMA && last.operand(2).equals(carried));
    return isJoined && isSum && mayReassociate ? CoreOp.ADD : null;
  }

  /// The reduction with the most terms; -1 for none.
  int longestReduction() {
    int longest = -1;
    for (int dim = 0; dim < dims(); dim++) {
      boolean isMore = longest < 0 || extents.get(dim) > extents.get(longest);
      longest = !isParallel(dim) && isMore ? dim : longest;
    }
    return longest;
  }

  List<Integer> parallelDims() {
    return IntStream.range(0, dims()).filter(this::isParallel).boxed().toList();
  }

  /// Whether the results replace what they are computed from, so that no point may be computed
  /// twice.
  boolean isInPlace() {
    return operands.getLast().isRead();
  }

  Region body() {
    return nest.body(0);
  }

  /// The points of a dimension from `start` to before `end`.
  Phase part(int dim, long start, long end) {
    List<Long> sides = new ArrayList<>(extents);
    sides.set(dim, end - start);
    List<Operand> moved = new ArrayList<>();
    for (Operand o : operands) {
      List<AffineMap> all = o.maps().stream().map(m -> from(m, dim, start)).toList();
      moved.add(new Operand(o.argument(), o.type(), all, o.isRead(), o.isWritten()));
    }
    List<AffineMap> begun = maps.stream().map(m -> from(m, dim, start)).toList();
    return new Phase(nest, fill, sides, begun, moved, places);
  }

  /// A map of the points from `start` on.
  static AffineMap from(AffineMap map, int dim, long start) {
    List<AffineExpr> results =
        map.results().stream().map(r -> r.plus(r.coefficients().get(dim) * start)).toList();
    return new AffineMap(map.dims(), results);
  }
}
