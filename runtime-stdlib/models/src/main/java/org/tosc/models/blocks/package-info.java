/// From the bytes of weights to numbers and back.
///
/// ```text
/// Decoding: format ─► BlockDecoder ─┬─ PlainNumbers                 f64 f32 f16 bf16 f8 integers
/// Encoding: format ─► BlockEncoder ─┤─ rt's BlockFormats            q4_0 q8_0
///                                   ├─ SmallBlocks                  q4_1 q5_0 q5_1: 32 elements
///                                   └─ Q2Blocks … Q6Blocks          q2_k … q6_k: 256 elements
/// searching scales: SymmetricFit (q6_k), AffineFit (q4_k)
/// Grouping: integers, scales and minimums, as kernels take them: q4_k q5_k q6_k
/// ```
///
/// A block of `q4_1`, `q5_1`, `q2_k`, `q4_k`, `q5_k` stands for `scale · q - min`, one of the
/// others for `scale · q`. In the formats of 256 elements, 16 or 32 elements share a scale, and
/// those are small numbers themselves, times one binary16 of the whole block.
///
/// Source: `ggml-common.h` (layouts) and `ggml-quants.c` (meanings, `quantize_row_*_ref`) of ggml
/// at d99724f2. Results equal GGML's bit by bit, since single operations are rounded to binary32 in
/// the same order; the tests compare with vectors that GGML itself made.
@NullMarked
package org.tosc.models.blocks;

import org.jspecify.annotations.NullMarked;
