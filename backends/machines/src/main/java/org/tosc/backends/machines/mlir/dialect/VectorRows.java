package org.tosc.backends.machines.mlir.dialect;

/// vector.
final class VectorRows {
  static final String TEXT =
      """
      vector.broadcast | (source: A) -> B | B vector | %source {} : A to B
      vector.splat | (input: elem(T)) -> T | T vector | %input {} : T
      vector.bitcast vector.shape_cast | (source: A) -> B | A vector, B vector | %source {} : A to B
      vector.transpose | (vector: A) -> B | A vector, B vector | %vector , <permutation:list64b> {} : A to B
      vector.fma | (lhs: T, rhs: T, acc: T) -> T | T vector | %lhs , %rhs , %acc {} : T
      vector.load | (base: M, indices*: index) -> V | M memref, V vector | %base [ %indices* ] {} : M , V
      vector.store | (value: V, base: M, indices*: index) -> () | M memref, V vector | %value , %base [ %indices* ] {} : M , V
      vector.maskedload vector.expandload | (base: M, indices*: index, mask: K, pass_thru: V) -> V | M memref, V vector, K vector | %base [ %indices* ] , %mask , %pass_thru {} : M , K , V into V
      vector.maskedstore vector.compressstore | (base: M, indices*: index, mask: K, value: V) -> () | M memref, V vector, K vector | %base [ %indices* ] , %mask , %value {} : M , K , V
      vector.gather | (base: M, indices*: index, index_vec: I, mask: K, pass_thru: V) -> V | V vector, K vector, I vector | %base [ %indices* ] [ %index_vec ] , %mask , %pass_thru {} : M , I , K , V into V
      vector.scatter | (base: M, indices*: index, index_vec: I, mask: K, value: V) -> () | V vector, K vector, I vector | %base [ %indices* ] [ %index_vec ] , %mask , %value {} : M , I , K , V
      vector.transfer_read | (source: S, indices*: index, padding: any, mask?: any) -> V | S shaped, V vector |
      vector.transfer_write | (vector: V, source: S, indices*: index, mask?: any) -> (any?) | S shaped, V vector |
      vector.create_mask | (sizes*: index) -> K | K vector | %sizes* {} : K
      vector.constant_mask | () -> K | K vector | <mask_dim_sizes:list64a> {} : K
      vector.extract | (vector: V, positions*: index) -> R | V vector | %vector pos(positions) {} : R from V
      vector.insert | (source: S, dest: V, positions*: index) -> V | V vector | %source , %dest pos(positions) {} : S into V
      vector.extractelement | (vector: V, position?: I) -> elem(V) | V vector | %vector [ (? %position : I ?) ] {} : V
      vector.insertelement | (source: elem(V), dest: V, position?: I) -> V | V vector | %source , %dest [ (? %position : I ?) ] {} : V
      vector.extract_strided_slice | (vector: A) -> B | A vector, B vector | %vector {} : A to B
      vector.insert_strided_slice | (source: A, dest: B) -> B | A vector, B vector | %source , %dest {} : A into B
      vector.shuffle | (v1: A, v2: B) -> R | A vector, B vector | %v1 , %v2 <mask:list64a> {} : A , B =shuffle(R)
      vector.interleave | (lhs: T, rhs: T) -> R | T vector | %lhs , %rhs {} : T -> R
      vector.deinterleave | (source: T) -> (R, R) | T vector | %source {} : T -> R
      vector.from_elements | (elements*: elem(V)) -> V | V vector | %elements* {} : V
      vector.reduction | (vector: V, acc?: elem(V)) -> elem(V) | V vector | <kind:vector.kind> , %vector (? , %acc ?) FAST {} : V into R
      vector.multi_reduction | (source: V, acc: R) -> R | V vector | <kind:vector.kind> , %source , %acc {} <reduction_dims:list64a> : V to R
      vector.contract | (lhs: A, rhs: B, acc: C) -> C | A vector, B vector |
      vector.outerproduct | (lhs: A, rhs: B, acc?: any) -> V | A vector, V vector |
      vector.mask | (mask: K, passthru?: any) -> (results*: any) | K vector |
      vector.yield | (operands*: any) -> () | | {} @operands
      vector.step | () -> V | V vector | {} : V
      vector.vscale | () -> index | | {}
      vector.type_cast | (memref: A) -> B | A memref, B memref | %memref {} : A to B
      vector.print | (source?: any) -> () | |
      vector.scan | (source: V, initial: I) -> (V, I) | V vector, I vector | <kind:vector.kind> , %source , %initial {} : V , I
      vector.flat_transpose | (matrix: V) -> R | V vector | %matrix {} : V -> R
      vector.matrix_multiply | (lhs: A, rhs: B) -> R | A vector, B vector | %lhs , %rhs {} : ( A , B ) -> R
      """;

  private VectorRows() {}
}
