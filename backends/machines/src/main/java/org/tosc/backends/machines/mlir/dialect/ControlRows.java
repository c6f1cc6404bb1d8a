package org.tosc.backends.machines.mlir.dialect;

/// builtin, func, cf, scf, affine and linalg.
final class ControlRows {
  static final String TEXT =
      """
      builtin.module func.func | () -> () | |
      func.return | (operands*: any) -> () | | {} @operands
      func.call | (operands*: any) -> (any*) | | <callee:symbol> ( %operands* ) {} : fn
      func.call_indirect | (callee: F, operands*: any) -> (any*) | |
      func.constant | () -> F | | {} <value:symbol> : F
      cf.assert | (arg: i1) -> () | | %arg , <msg:string> {}
      cf.br | (operands*: any) -> () | |
      cf.cond_br | (condition: i1, true*: any, false*: any) -> () | |
      cf.switch | (flag: I, default*: any, case*: any) -> () | I int |
      scf.condition | (condition: i1, args*: any) -> () | | ( %condition ) {} @args
      scf.yield affine.yield linalg.yield gpu.yield gpu.return | (values*: any) -> () | | {} @values
      scf.reduce.return memref.atomic_yield | (result: any) -> () | | {} @result
      scf.for | (lower: I, upper: I, step: I, init*: any) -> (results*: any) | I int |
      scf.if | (condition: i1) -> (results*: any) | |
      scf.while | (inits*: any) -> (results*: any) | |
      scf.parallel | (lower*: index, upper*: index, step*: index, init*: any) -> (results*: any) | |
      scf.forall | (lower*: index, upper*: index, step*: index, outputs*: any) -> (results*: any) | |
      scf.reduce | (operands*: any) -> () | |
      scf.forall.in_parallel | () -> () | |
      scf.execute_region | () -> (results*: any) | |
      scf.index_switch | (arg: index) -> (results*: any) | |
      affine.apply affine.min affine.max | (operands*: index) -> index | |
      affine.for | (lower*: index, upper*: index, inits*: any) -> (results*: any) | |
      affine.if affine.parallel | (operands*: any) -> (results*: any) | |
      affine.load | (memref: M, indices*: index) -> elem(M) | M memref |
      affine.store | (value: elem(M), memref: M, indices*: index) -> () | M memref |
      affine.vector_load | (memref: M, indices*: index) -> V | M memref, V vector |
      affine.vector_store | (value: V, memref: M, indices*: index) -> () | M memref, V vector |
      affine.delinearize_index | (linear: index, basis*: index) -> (index*) | | %linear into ( %basis* ) {} : results
      linalg.index | () -> index | | <dim:i64> {} : index
      """;

  private ControlRows() {}
}
