module attributes { transform.with_named_sequence } {
  func.func @matmul(%a: tensor<64x64xf32>, %b: tensor<64x64xf32>, %out: memref<64x64xf32>) {
    %zero = arith.constant 0.0 : f32
    %e = tensor.empty() : tensor<64x64xf32>
    %i = linalg.fill ins(%zero : f32) outs(%e : tensor<64x64xf32>) -> tensor<64x64xf32>
    %c = linalg.matmul ins(%a, %b : tensor<64x64xf32>, tensor<64x64xf32>) outs(%i : tensor<64x64xf32>) -> tensor<64x64xf32>
    bufferization.materialize_in_destination %c in restrict writable %out : (tensor<64x64xf32>, memref<64x64xf32>) -> ()
    return
  }
  transform.named_sequence @__transform_main(%root: !transform.any_op {transform.consumed}) {
    %mm = transform.structured.match ops{["linalg.matmul"]} in %root : (!transform.any_op) -> !transform.any_op
    // cache blocks (j outermost, then k, then i), then a MRxNR register tile with one k step
    %t1, %l1:3 = transform.structured.tile_using_for %mm tile_sizes [16, 64, 32] interchange = [1, 2, 0] : (!transform.any_op) -> (!transform.any_op, !transform.any_op, !transform.any_op, !transform.any_op)
    %t2, %l2:2 = transform.structured.tile_using_for %t1 tile_sizes [8, 32, 0] interchange = [1, 0, 2] : (!transform.any_op) -> (!transform.any_op, !transform.any_op, !transform.any_op)
    %t3, %l3 = transform.structured.tile_using_for %t2 tile_sizes [0, 0, 1] : (!transform.any_op) -> (!transform.any_op, !transform.any_op)
    transform.structured.vectorize %t3 vector_sizes [8, 32, 1] : !transform.any_op
    %f1 = transform.structured.match ops{["func.func"]} in %root : (!transform.any_op) -> !transform.any_op
    // order matters: multi_reduction(mulf) -> contract first, then permutations and masks
    transform.apply_patterns to %f1 { transform.apply_patterns.vector.reduction_to_contract } : !transform.any_op
    transform.apply_patterns to %f1 {
      transform.apply_patterns.vector.transfer_permutation_patterns
      transform.apply_patterns.vector.reduction_to_contract
    } : !transform.any_op
    transform.apply_patterns to %f1 { transform.apply_patterns.canonicalization } : !transform.any_op
    // keep the accumulator tile in registers: hoist its read/write pair out of the k loop (still on tensors)
    transform.loop.hoist_loop_invariant_subsets %l3 : !transform.any_op
    transform.bufferization.eliminate_empty_tensors %root : !transform.any_op
    %m2 = transform.bufferization.one_shot_bufferize layout{IdentityLayoutMap} %root { bufferize_function_boundaries = true } : (!transform.any_op) -> !transform.any_op
    %f2 = transform.structured.match ops{["func.func"]} in %m2 : (!transform.any_op) -> !transform.any_op
    transform.apply_patterns to %f2 {
      transform.apply_patterns.canonicalization
      transform.apply_patterns.memref.fold_memref_alias_ops
    } : !transform.any_op
    transform.apply_patterns to %f2 { transform.apply_patterns.vector.lower_contraction lowering_strategy = "outerproduct" } : !transform.any_op
    transform.apply_patterns to %f2 { transform.apply_patterns.vector.lower_outerproduct } : !transform.any_op
    transform.apply_patterns to %f2 { transform.apply_patterns.vector.lower_transfer max_transfer_rank = 1 } : !transform.any_op
    transform.apply_patterns to %f2 { transform.apply_patterns.vector.transfer_to_scf max_transfer_rank = 1 full_unroll = true } : !transform.any_op
    transform.apply_patterns to %f2 {
      transform.apply_patterns.vector.lower_broadcast
      transform.apply_patterns.vector.lower_shape_cast
      transform.apply_patterns.vector.lower_transpose lowering_strategy = "shuffle_1d"
      transform.apply_patterns.canonicalization
    } : !transform.any_op
    transform.yield
  }
}
