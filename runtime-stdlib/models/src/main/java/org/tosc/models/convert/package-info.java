/// Weights in other formats and other files, one weight after the other.
///
/// ```text
/// Weights ─► Recipe: which format ─► decode, encode, measure ─► .gguf or .safetensors
///                                              └► WeightReport ─► Progress
/// ```
@NullMarked
package org.tosc.models.convert;

import org.jspecify.annotations.NullMarked;
