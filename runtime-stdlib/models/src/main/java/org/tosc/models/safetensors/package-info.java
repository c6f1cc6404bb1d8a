/// Files of Hugging Face: weights without blocks, in one file or in several with an index.
///
/// ```text
/// u64 n · JSON of n bytes · data                                  little-endian
/// { "__metadata__": {"format": "pt"},
///   "name": {"dtype": "F16", "shape": [2, 3], "data_offsets": [0, 12]}, … }
/// ```
///
/// Offsets count from the end of the JSON. The data of weights cover all bytes there, without holes
/// and without overlap.
///
/// Source: the README of `huggingface/safetensors`, section "Format", and
/// `safetensors/src/tensor.rs` for what that leaves open.
@NullMarked
package org.tosc.models.safetensors;

import org.jspecify.annotations.NullMarked;
