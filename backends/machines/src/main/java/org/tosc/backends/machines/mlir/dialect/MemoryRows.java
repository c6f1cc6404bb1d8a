package org.tosc.backends.machines.mlir.dialect;

/// tensor, memref and bufferization.
final class MemoryRows {
  static final String TEXT =
      """
      tensor.empty | (sizes*: index) -> T | T tensor | ( %sizes* ) {} : T
      tensor.dim | (source: T, index: index) -> index | T tensor | {} %source , %index : T
      tensor.rank | (source: T) -> index | T tensor | %source {} : T
      tensor.cast tensor.bitcast | (source: A) -> B | A tensor, B tensor | %source {} : A to B
      tensor.extract | (tensor: T, indices*: index) -> elem(T) | T tensor | %tensor [ %indices* ] {} : T
      tensor.insert | (scalar: elem(T), dest: T, indices*: index) -> T | T tensor | %scalar into %dest [ %indices* ] {} : T
      tensor.from_elements | (elements*: elem(T)) -> T | T tensor | %elements* {} : T
      tensor.splat | (input: elem(T), sizes*: index) -> T | T tensor | %input (? [ %sizes* ] ?) {} : T
      tensor.generate | (extents*: index) -> T | T tensor | %extents* ^ {} : T
      tensor.yield | (value: any) -> () | | {} @value
      tensor.collapse_shape | (src: A) -> B | A tensor, B tensor | %src <reassociation:attr> {} : A into B
      tensor.expand_shape | (src: A, output_shape*: index) -> B | A tensor, B tensor | %src <reassociation:attr> output_shape dims(output_shape) {} : A into B
      tensor.reshape | (source: A, shape: S) -> B | A tensor, B tensor, S tensor | %source ( %shape ) {} : fn
      tensor.extract_slice | (source: A, offsets*: index, sizes*: index, strides*: index) -> B | A tensor, B tensor | %source dims(offsets) dims(sizes) dims(strides) {} : A to B
      tensor.insert_slice | (source: A, dest: B, offsets*: index, sizes*: index, strides*: index) -> B | A tensor, B tensor | %source into %dest dims(offsets) dims(sizes) dims(strides) {} : A into B
      tensor.parallel_insert_slice | (source: A, dest: B, offsets*: index, sizes*: index, strides*: index) -> () | A tensor, B tensor | %source into %dest dims(offsets) dims(sizes) dims(strides) {} : A into B
      tensor.pad | (source: A, low*: index, high*: index) -> B | A tensor, B tensor | %source UNIT:nofold low dims(low) high dims(high) ^ {} : A to B
      tensor.concat | (inputs*: any) -> T | T tensor | dim ( <dim:i64> ) %inputs* {} : fn
      tensor.gather | (source: A, indices: I) -> B | A tensor, B tensor, I tensor | %source [ %indices ] gather_dims ( <gather_dims:list64> ) UNIT:unique {} : fn
      tensor.pack | (source: A, dest: B, padding?: elem(A), inner_tiles*: index) -> B | A tensor, B tensor |
      tensor.unpack | (source: A, dest: B, inner_tiles*: index) -> B | A tensor, B tensor |
      memref.alloc memref.alloca | (sizes*: index, symbols*: index) -> M | M memref | ( %sizes* ) (? [ %symbols* ] ?) {} : M
      memref.dealloc | (memref: M) -> () | M memref | %memref {} : M
      memref.load | (memref: M, indices*: index) -> elem(M) | M memref | %memref [ %indices* ] {} : M
      memref.store | (value: elem(M), memref: M, indices*: index) -> () | M memref | %value , %memref [ %indices* ] {} : M
      memref.copy | (source: A, target: B) -> () | A memref, B memref | %source , %target {} : A to B
      memref.cast memref.memory_space_cast | (source: A) -> B | A memref, B memref | %source {} : A to B
      memref.dim | (source: M, index: index) -> index | M memref | {} %source , %index : M
      memref.rank | (source: M) -> index | M memref | %source {} : M
      memref.subview | (source: A, offsets*: index, sizes*: index, strides*: index) -> B | A memref, B memref | %source dims(offsets) dims(sizes) dims(strides) {} : A to B
      memref.reinterpret_cast | (source: A, offsets*: index, sizes*: index, strides*: index) -> B | A memref, B memref | %source to offset : dims(offsets) , sizes : dims(sizes) , strides : dims(strides) {} : A to B
      memref.collapse_shape | (src: A) -> B | A memref, B memref | %src <reassociation:attr> {} : A into B
      memref.expand_shape | (src: A, output_shape*: index) -> B | A memref, B memref | %src <reassociation:attr> output_shape dims(output_shape) {} : A into B
      memref.reshape | (source: A, shape: S) -> B | A memref, B memref, S memref | %source ( %shape ) {} : fn
      memref.view | (source: A, byte_shift: index, sizes*: index) -> B | A memref, B memref | %source [ %byte_shift ] [ %sizes* ] {} : A to B
      memref.get_global | () -> M | M memref | <name:symbol> : M {}
      memref.global | () -> () | |
      memref.transpose | (in: A) -> B | A memref, B memref |
      memref.assume_alignment | (memref: M) -> () | M memref | %memref , <alignment:i32> {} : M
      memref.extract_strided_metadata | (source: M) -> (base: any, offset: index, sizes*: index, strides*: index) | M memref | %source : M -> results {}
      memref.extract_aligned_pointer_as_index | (source: M) -> index | M memref | %source : M -> results {}
      memref.alloca_scope | () -> (results*: any) | |
      memref.alloca_scope.return | (results*: any) -> () | | {} @results
      memref.atomic_rmw | (value: T, memref: M, indices*: index) -> T | M memref, T number | <kind:atomic> %value , %memref [ %indices* ] {} : ( T , M ) -> T
      memref.realloc | (source: A, size?: index) -> B | A memref, B memref | %source (? ( %size ) ?) {} : A to B
      bufferization.materialize_in_destination | (source: A, dest: B) -> (any?) | A tensor, B shaped | %source in UNIT:restrict UNIT:writable %dest {} : fn
      bufferization.to_memref | (tensor: T) -> M | M memref |
      bufferization.to_tensor | (memref: M) -> T | M memref |
      bufferization.clone | (input: A) -> B | A memref, B memref | %input {} : A to B
      bufferization.alloc_tensor | (sizes*: index, copy?: any, size_hint?: index) -> T | T tensor |
      bufferization.dealloc_tensor | (tensor: T) -> () | T tensor | %tensor {} : T
      bufferization.dealloc | (memrefs*: any, conditions*: i1, retained*: any) -> (i1*) | |
      """;

  private MemoryRows() {}
}
