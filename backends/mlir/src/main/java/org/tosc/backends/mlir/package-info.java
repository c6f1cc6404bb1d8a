/// MLIR: nests over buffers as text that `mlir-opt` accepts, in four levels.
///
/// ```text
/// nests ─┬─► linalg    linalg on tensors                            ─┐
///        ├─► schedule  the same, with a schedule for its loops       ├─► text ─► a Processor: the installed
///        ├─► vector    loops over vectors, already tiled             │           LLVM, or a model of MLIR
///        └─► gpu       kernels and their launches                   ─┘
/// ```
///
/// A function of several kernels is a function that calls them (`sequence`), and they are private.
@NullMarked
package org.tosc.backends.mlir;

import org.jspecify.annotations.NullMarked;
