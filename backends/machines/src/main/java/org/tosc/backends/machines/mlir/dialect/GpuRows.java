package org.tosc.backends.machines.mlir.dialect;

/// gpu.
final class GpuRows {
  static final String TEXT =
      """
      gpu.module gpu.func gpu.module_end | () -> () | |
      gpu.terminator | () -> () | | {}
      gpu.barrier | () -> () | | {}
      gpu.thread_id gpu.block_id gpu.block_dim gpu.grid_dim gpu.global_id | () -> index | | <dimension:gpu.dim> (? upper_bound <upper_bound:index> ?) {}
      gpu.lane_id | () -> index | | (? upper_bound <upper_bound:index> ?) {}
      gpu.subgroup_id gpu.num_subgroups gpu.subgroup_size | () -> index | | (? upper_bound <upper_bound:index> ?) {} : index
      gpu.shuffle | (value: T, offset: i32, width: i32) -> (T, i1) | T number | <mode:gpu.shuffle_mode> %value , %offset , %width {} : T
      gpu.subgroup_mma_constant_matrix | (value: any) -> R | |
      gpu.subgroup_mma_load_matrix | (memref: M, indices*: index) -> R | M memref | %memref [ %indices* ] {} : M -> R
      gpu.subgroup_mma_store_matrix | (src: A, memref: M, indices*: index) -> () | M memref | %src , %memref [ %indices* ] {} : A , M
      gpu.subgroup_mma_compute | (a: A, b: B, c: C) -> C | | %a , %b , %c {} : A , B -> C
      gpu.subgroup_mma_elementwise | (args*: any) -> R | | <opType:mma> %args* {} : fn
      gpu.launch_func | (operands*: any) -> (any*) | |
      gpu.launch | (sizes*: any) -> (any*) | |
      gpu.all_reduce gpu.subgroup_reduce | (value: T) -> T | T number |
      gpu.alloc | (sizes*: any) -> (any*) | |
      gpu.dealloc gpu.memcpy gpu.memset gpu.wait | (operands*: any) -> (any*) | |
      gpu.host_register gpu.host_unregister | (value: any) -> () | | {} @value
      gpu.printf | (args*: any) -> () | | <format:string> {} @args
      """;

  private GpuRows() {}
}
