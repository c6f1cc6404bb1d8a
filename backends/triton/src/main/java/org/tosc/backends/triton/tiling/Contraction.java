package org.tosc.backends.triton.tiling;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.triton.block.Fold;
import org.tosc.tir.ir.Scalar;

/// A stage as a product of matrices: sums of products of two factors, by which dimensions the
/// factors hang on.
///
/// @param batch dimensions of both factors that are not reduced
/// @param rows those of the first
/// @param columns those of the second
/// @param sums reduced ones
record Contraction(
    Term first,
    Term second,
    List<Integer> batch,
    List<Integer> rows,
    List<Integer> columns,
    List<Integer> sums) {

  /// Fewer terms than that are not worth a product of tiles.
  private static final long FEWEST_TERMS = 4;

  private static final Set<Scalar> TYPES = Set.of(Scalar.F32, Scalar.F16, Scalar.BF16);

  /// Null where a stage is no product of matrices.
  static @Nullable Contraction of(Stage stage) {
    Join join = Join.of(stage);
    if (join == null
        || join.fold() != Fold.SUM
        || join.product().isEmpty()
        || !TYPES.contains(stage.values().getFirst().type())) {
      return null;
    }
    Set<Integer> left = dims(join.product().get(0), stage);
    Set<Integer> right = dims(join.product().get(1), stage);
    List<Integer> batch = new ArrayList<>();
    List<Integer> rows = new ArrayList<>();
    List<Integer> columns = new ArrayList<>();
    for (int dim : stage.parallel()) {
      boolean isBoth = left.contains(dim) == right.contains(dim);
      (isBoth ? batch : left.contains(dim) ? rows : columns).add(dim);
    }
    List<Integer> sums = stage.reductions();
    boolean fits =
        left.containsAll(sums)
            && right.containsAll(sums)
            && points(stage, sums) >= FEWEST_TERMS
            && points(stage, rows) > 1
            && points(stage, columns) > 1;
    return fits
        ? new Contraction(join.product().get(0), join.product().get(1), batch, rows, columns, sums)
        : null;
  }

  static long points(Stage stage, List<Integer> dims) {
    return dims.stream().map(stage.extents()::get).reduce(1L, Math::multiplyExact);
  }

  /// The dimensions that a term hangs on.
  private static Set<Integer> dims(Term term, Stage stage) {
    Set<Integer> found = new HashSet<>();
    term.has(
        t -> {
          if (t instanceof Term.Index index) {
            found.add(index.dim());
          } else if (t instanceof Term.Read read) {
            for (int dim : stage.wide()) {
              if (stage.operands().get(read.operand()).map().uses(dim)) {
                found.add(dim);
              }
            }
          }
          return false;
        });
    return found;
  }
}
