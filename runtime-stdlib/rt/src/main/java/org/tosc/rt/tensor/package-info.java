/// Tensors and their operations.
///
/// A [Tensor] is a [DType], a shape and row-major elements. Every operation goes by name through a
/// [TensorEngine]; `Kernels` is this package's own engine, on plain Java arrays.
///
/// ## What the operations compute
///
/// - Tensors of two dtypes meet as [DType#promote] says; Java numbers are weak
///   ([DType#withScalar]).
/// - Element-wise arithmetic computes in `f32` for `f32` (so `+ - * / sqrt` are correctly rounded),
///   in binary64 for all other float dtypes, and rounds once. `exp`, `tanh` and the like compute in
///   binary64.
/// - Sums, products of matrices and the like accumulate `f32` and narrower floats in `f32`, `f64`
///   in `f64`, integers in `i64`, where overflow is a fault; sums run in blocks, pairwise.
/// - Integers never wrap: a result that its dtype does not hold is an `OVERFLOW` fault.
/// - `div` and the elementary functions make `f32` of integers; sums and products of integers and
///   booleans are `i64`.
package org.tosc.rt.tensor;
