package org.tosc.backends.mlir.schedule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.tosc.backends.mlir.text.BlockWriter;
import org.tosc.backends.mlir.text.IntegerFormat;
import org.tosc.backends.mlir.text.MlirAttribute;
import org.tosc.backends.mlir.text.MlirOperation;
import org.tosc.backends.mlir.text.MlirType;
import org.tosc.backends.mlir.text.MlirValue;

/// The transform dialect's `@__transform_main`. The order of the steps is essential, and so is it
/// that some groups of patterns stand alone: together, contractions are lost.
final class ScheduleWriter {
  private static final MlirType ANY = MlirType.dialect("transform.any_op");
  private static final String PATTERNS = "transform.apply_patterns.";

  private final BlockWriter out = new BlockWriter();
  private final MlirValue root = MlirValue.of(ANY, "root");

  /// Rows of a product that are cut alike.
  ///
  /// @param sums the operation
  /// @param rows of a register tile
  /// @param block rows of a block
  private record Part(MlirValue sums, long rows, long block) {}

  /// The steps of one product, down to vectors with the register tile outside of the innermost
  /// loop.
  void product(String function, PackedProducts.Scheduled product) {
    Tiles tiles = product.tiles();
    long depth = tiles.depth() == product.terms() ? 0 : tiles.depth();
    MlirValue sums = match(root, "linalg.generic", PackedProducts.MARK, product.name());
    List<MlirValue> panels = new ArrayList<>();
    List<Part> parts = parts(sums, product);
    for (Part part : parts) {
      panels.add(tile(part.sums(), List.of(part.block(), 1L, depth, 0L)).getLast());
    }
    MlirValue f = match(root, "func.func", "sym_name", function);
    // The panel's axis goes before k has one step only, or both would go.
    patterns(f, pattern("linalg.fold_unit_extent_dims_via_slices"));
    List<MlirValue> inner = new ArrayList<>();
    for (MlirValue panel : panels) {
      inner.add(match(panel, "linalg.generic"));
    }
    List<MlirValue> loops = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      loops.add(vectors(inner.get(i), parts.get(i).rows(), tiles.columns()));
    }
    patterns(f, pattern("vector.reduction_to_contract"));
    patterns(
        f,
        pattern("vector.transfer_permutation_patterns"),
        pattern("vector.reduction_to_contract"));
    patterns(f, pattern("canonicalization"));
    for (MlirValue loop : loops) {
      out.emit(MlirOperation.named("transform.loop.hoist_loop_invariant_subsets").operands(loop));
    }
    patterns(
        f,
        pattern("tensor.merge_consecutive_insert_extract_slice"),
        pattern("tensor.fold_tensor_subset_ops_into_vector_transfers"),
        pattern("canonicalization"));
  }

  /// The rows that tiles divide, and those that are left over.
  private List<Part> parts(MlirValue sums, PackedProducts.Scheduled product) {
    Tiles tiles = product.tiles();
    if (tiles.rest() == 0) {
      return List.of(new Part(sums, tiles.rows(), tiles.block()));
    }
    List<MlirValue> both =
        out.emit(
            MlirOperation.named("transform.structured.split")
                .operands(sums)
                .attribute("dimension", MlirAttribute.i64(0))
                .attribute("static_chunk_sizes", MlirAttribute.i64(product.rows() - tiles.rest())),
            List.of(ANY, ANY),
            "part");
    return List.of(
        new Part(both.get(0), tiles.rows(), tiles.block()),
        new Part(both.get(1), tiles.rest(), tiles.rest()));
  }

  /// Register tiles and single terms as vectors.
  ///
  /// @return the loop over terms
  private MlirValue vectors(MlirValue panel, long rows, long columns) {
    MlirValue tiled = tile(panel, List.of(rows, 0L, 0L)).getFirst();
    List<MlirValue> steps = tile(tiled, List.of(0L, 1L, 0L));
    out.emit(
        MlirOperation.named("transform.structured.vectorize")
            .operands(steps.getFirst())
            .attribute("scalable_sizes", none(3))
            .attribute("static_vector_sizes", MlirAttribute.i64s(List.of(rows, 1L, columns))));
    return steps.get(1);
  }

  /// The schedule, with the way of all functions from tensors to memory and from contractions to
  /// multiply-adds behind the steps of products.
  MlirOperation sequence() {
    out.emit(MlirOperation.named("transform.bufferization.eliminate_empty_tensors").operands(root));
    MlirValue module =
        out.emit(
            MlirOperation.named("transform.bufferization.one_shot_bufferize")
                .operands(root)
                .attribute("bufferize_function_boundaries", MlirAttribute.of(true))
                .attribute("function_boundary_type_conversion", MlirAttribute.i32(1)),
            ANY,
            "module");
    MlirValue f = match(module, "func.func");
    patterns(f, pattern("canonicalization"), pattern("memref.fold_memref_alias_ops"));
    patterns(
        f,
        pattern("vector.lower_contraction")
            .attribute("lowering_strategy", strategy("outerproduct")));
    patterns(f, pattern("vector.lower_outerproduct"));
    MlirAttribute one = MlirAttribute.i64(1);
    patterns(f, pattern("vector.lower_transfer").attribute("max_transfer_rank", one));
    patterns(
        f,
        pattern("vector.transfer_to_scf")
            .attribute("max_transfer_rank", one)
            .attribute("full_unroll", MlirAttribute.of(true)));
    patterns(
        f,
        pattern("vector.lower_broadcast"),
        pattern("vector.lower_shape_cast"),
        pattern("vector.lower_transpose").attribute("lowering_strategy", strategy("shuffle_1d")),
        pattern("canonicalization"));
    out.emit(MlirOperation.named("transform.yield"));
    MlirAttribute consumed =
        new MlirAttribute.Dictionary(Map.of("transform.consumed", MlirAttribute.Unit.UNIT));
    return MlirOperation.named("transform.named_sequence")
        .attribute("sym_name", MlirAttribute.of("__transform_main"))
        .attribute("function_type", MlirAttribute.of(new MlirType.Func(List.of(ANY), List.of())))
        .attribute("arg_attrs", new MlirAttribute.Array(List.of(consumed)))
        .region(out.region(root))
        .build();
  }

  /// Both strategies that are used here have the same number, each among its own.
  private static MlirAttribute strategy(String word) {
    return new MlirAttribute.Word(word, MlirAttribute.i32(2));
  }

  private static MlirOperation.Draft pattern(String name) {
    return MlirOperation.named(PATTERNS + name);
  }

  private void patterns(MlirValue function, MlirOperation.Draft... list) {
    BlockWriter inside = new BlockWriter();
    Arrays.stream(list).forEach(inside::emit);
    out.emit(
        MlirOperation.named("transform.apply_patterns").operands(function).region(inside.region()));
  }

  private MlirValue match(MlirValue in, String operation) {
    return out.emit(
        MlirOperation.named("transform.structured.match")
            .operands(in)
            .attribute("ops", new MlirAttribute.Array(List.of(MlirAttribute.of(operation)))),
        ANY,
        "found");
  }

  private MlirValue match(MlirValue in, String operation, String key, String value) {
    MlirAttribute with = new MlirAttribute.Dictionary(Map.of(key, MlirAttribute.of(value)));
    return out.emit(
        MlirOperation.named("transform.structured.match")
            .operands(in)
            .attribute("ops", new MlirAttribute.Array(List.of(MlirAttribute.of(operation))))
            .attribute("op_attrs", with),
        ANY,
        "found");
  }

  /// Loops around an operation: what is inside, then the loops from outside in. A size of 0 makes
  /// none.
  private List<MlirValue> tile(MlirValue operation, List<Long> sizes) {
    long loops = sizes.stream().filter(size -> size != 0).count();
    List<MlirType> types = java.util.Collections.nCopies(Math.toIntExact(loops + 1), ANY);
    return out.emit(
        MlirOperation.named("transform.structured.tile_using_for")
            .operands(operation)
            .attribute("scalable_sizes", none(sizes.size()))
            .attribute("static_sizes", MlirAttribute.i64s(sizes)),
        types,
        "tile");
  }

  private static MlirAttribute none(int count) {
    List<Long> zeros = java.util.Collections.nCopies(count, 0L);
    return new MlirAttribute.Dense(IntegerFormat.I1, zeros);
  }
}
