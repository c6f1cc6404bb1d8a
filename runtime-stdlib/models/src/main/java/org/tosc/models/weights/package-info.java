/// Weights as they lie in model files: a name, a format, a shape and bytes, which may be a mapped
/// file.
///
/// ```text
/// .gguf ────────┐
/// .safetensors ─┼─► Weights ─► architectures, training, conversion
/// a program's ──┘
/// ```
@NullMarked
package org.tosc.models.weights;

import org.jspecify.annotations.NullMarked;
