package org.tosc.tir.ir;

/// The type of a value. The grammar of types, which is also their text form:
///
/// ```text
/// type    = scalar | host | tensor | tile | vector | buffer | tuple | array | code | slot | cell
/// scalar  = i1 i4 i8 i16 i32 i64 u8 u16 u32 u64 index f8e4m3 f8e5m2 nvfp4 f16 bf16 f32 f64 q4_0 q8_0
/// host    = any | str | list | dict | range | fn | iter
/// tensor  = tensor<[dim, …] x scalar>            dim = 768 | batch | ?
/// tile    = tile<128x128xf16, row>
/// vector  = vector<16xf32>                      2 to 64 lanes of f32 f64 i32 i64, or i1
/// buffer  = buffer<[4, 8] x f32, space> | buffer<[4, 8] x f32, layout, space>   layout = row | col | strided
/// tuple   = tuple<type, …>                        tuple<> is the unit
/// array   = array<type x 8>
/// code    = code<(type, …) -> (type, …)>          the address of a function
/// slot    = slot<type>                            a mutable local of one function
/// cell    = cell<type>                            a mutable variable that closures share
/// ```
public sealed interface Type
    permits Scalar,
        HostType,
        TensorType,
        TileType,
        VectorType,
        BufferType,
        TupleType,
        ArrayType,
        CodeType,
        SlotType,
        CellType {

  /// Whether values of this type may be operands of `host` operations: what Pseudocode calls a
  /// value.
  default boolean isHostValue() {
    return this == Scalar.I64
        || this == Scalar.F64
        || this == Scalar.I1
        || this instanceof TensorType
        || (this instanceof HostType h && h != HostType.ITER);
  }
}
