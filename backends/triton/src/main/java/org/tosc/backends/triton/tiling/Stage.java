package org.tosc.backends.triton.tiling;

import java.util.List;
import java.util.stream.IntStream;

/// One body of a nest: what it computes at each point, and where it puts that.
///
/// @param operands what is read; then, from `outs` on, what is written, as it was before
/// @param outs where the written operands begin; one for each of `values`
/// @param reduced which dimensions accumulate
/// @param isFree whether sums may be taken in any order
record Stage(
    List<Long> extents,
    List<Boolean> reduced,
    List<Access> operands,
    int outs,
    List<Term> values,
    boolean isFree) {
  Stage {
    extents = List.copyOf(extents);
    reduced = List.copyOf(reduced);
    operands = List.copyOf(operands);
    values = List.copyOf(values);
  }

  int dims() {
    return extents.size();
  }

  Access write(int value) {
    return operands.get(outs + value);
  }

  List<Access> writes() {
    return operands.subList(outs, operands.size());
  }

  boolean reduces() {
    return reduced.contains(true);
  }

  /// Dimensions with more than one point.
  List<Integer> wide() {
    return IntStream.range(0, dims()).filter(d -> extents.get(d) != 1).boxed().toList();
  }

  List<Integer> parallel() {
    return wide().stream().filter(d -> !reduced.get(d)).toList();
  }

  List<Integer> reductions() {
    return wide().stream().filter(reduced::get).toList();
  }

  /// Whether what was there before is used.
  boolean readsBefore(int value) {
    return values.get(value).reads(outs + value);
  }

  /// What is read: operands that some value uses.
  List<Integer> used() {
    return IntStream.range(0, operands.size())
        .filter(o -> values.stream().anyMatch(v -> v.reads(o)))
        .boxed()
        .toList();
  }

  /// A stage that puts one number everywhere.
  boolean isFill() {
    return values.size() == 1 && values.getFirst().isConstant();
  }
}
