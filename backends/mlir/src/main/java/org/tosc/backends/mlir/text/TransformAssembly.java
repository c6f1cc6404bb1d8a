package org.tosc.backends.mlir.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Forms of `transform`.
public final class TransformAssembly {
  private static final String PATTERNS = "transform.apply_patterns.";

  /// Patterns without attributes.
  private static final List<String> PLAIN =
      List.of(
          "canonicalization",
          "linalg.fold_unit_extent_dims_via_slices",
          "memref.fold_memref_alias_ops",
          "tensor.fold_tensor_subset_ops_into_vector_transfers",
          "tensor.merge_consecutive_insert_extract_slice",
          "vector.lower_broadcast",
          "vector.lower_outerproduct",
          "vector.lower_shape_cast",
          "vector.reduction_to_contract",
          "vector.transfer_permutation_patterns");

  /// One row for each operation.
  public static final Map<String, AssemblyFormat> ROWS = rows();

  private TransformAssembly() {}

  private static Map<String, AssemblyFormat> rows() {
    Map<String, AssemblyFormat> rows = new HashMap<>();
    PLAIN.forEach(name -> rows.put(PATTERNS + name, Pattern.of("")));
    rows.put(
        PATTERNS + "vector.lower_contraction",
        Pattern.of("[lowering_strategy? lowering_strategy = @lowering_strategy]"));
    rows.put(
        PATTERNS + "vector.lower_transpose",
        Pattern.of("[lowering_strategy? lowering_strategy = @lowering_strategy]"));
    rows.put(
        PATTERNS + "vector.lower_transfer", Pattern.of("max_transfer_rank = @max_transfer_rank"));
    rows.put(
        PATTERNS + "vector.transfer_to_scf",
        Pattern.of("max_transfer_rank = @max_transfer_rank full_unroll = @full_unroll"));
    rows.put("transform.apply_patterns", Pattern.of("to $0 ^0 : ~0"));
    rows.put("transform.named_sequence", TransformAssembly::sequence);
    rows.put("transform.yield", Pattern.of("[$? $0.. : ~0..]"));
    rows.put("transform.structured.match", TransformAssembly::match);
    rows.put("transform.structured.tile_using_for", TransformAssembly::tile);
    rows.put(
        "transform.structured.split",
        Pattern.of("$0 after @static_chunk_sizes {dimension = @dimension} : ~0"));
    rows.put("transform.structured.vectorize", TransformAssembly::vectorize);
    rows.put("transform.loop.hoist_loop_invariant_subsets", Pattern.of("$0 : ~0"));
    rows.put("transform.bufferization.eliminate_empty_tensors", Pattern.of("$0 : ~0"));
    rows.put(
        "transform.bufferization.one_shot_bufferize",
        Pattern.of("layout{IdentityLayoutMap} $0[function_boundary_type_conversion?]{} : ~()"));
    return Map.copyOf(rows);
  }

  private static void sequence(MlirOperation operation, OperationText out) {
    out.text(" ");
    ControlAssembly.signature(operation, out);
    out.others(operation, List.of("sym_name", "function_type", "arg_attrs"));
    out.text(" ").region(operation.regions().getFirst());
  }

  private static void match(MlirOperation operation, OperationText out) {
    MlirAttribute ops = operation.attribute("ops");
    MlirAttribute with = operation.attribute("op_attrs");
    if (ops == null) {
      throw new IllegalArgumentException("transform.structured.match lacks `ops`");
    }
    out.text(" ops{").attribute(ops).text("}");
    if (with != null) {
      out.text(" attributes ").attribute(with);
    }
    out.text(" in ").value(operation.operand(0)).others(operation, List.of("ops", "op_attrs"));
    out.text(" : ").type(function(operation));
  }

  private static MlirType function(MlirOperation operation) {
    return new MlirType.Func(
        operation.operands().stream().map(MlirValue::type).toList(),
        operation.results().stream().map(MlirValue::type).toList());
  }

  private static void tile(MlirOperation operation, OperationText out) {
    out.text(" ").value(operation.operand(0)).text(" tile_sizes ");
    out.text(numbers(operation, "static_sizes"));
    if (operation.attribute("interchange") != null) {
      out.text(" interchange = ").text(numbers(operation, "interchange"));
    }
    out.others(operation, List.of("static_sizes", "scalable_sizes", "interchange"));
    out.text(" : ").type(function(operation));
  }

  private static void vectorize(MlirOperation operation, OperationText out) {
    out.text(" ").value(operation.operand(0)).text(" vector_sizes ");
    out.text(numbers(operation, "static_vector_sizes"));
    out.others(operation, List.of("static_vector_sizes", "scalable_sizes"));
    out.text(" : ").type(operation.operand(0).type());
  }

  private static String numbers(MlirOperation operation, String name) {
    if (operation.attribute(name) instanceof MlirAttribute.Dense(_, List<Long> values)) {
      return values.toString();
    }
    throw new IllegalArgumentException(operation.name() + " lacks `" + name + "`");
  }
}
