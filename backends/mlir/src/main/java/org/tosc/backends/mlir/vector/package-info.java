/// The third level: loops over vectors, already tiled.
///
/// ```text
/// nests ─► passes.lower ─► core.loop, slots, vload, vstore, fma ─► scf.for, iter_args, vector.load, …
/// ```
///
/// It is what our own backend for x86-64 makes instructions of, so that both give the same bits.
/// Kernels that have no loops over vectors are loops over single elements.
@NullMarked
package org.tosc.backends.mlir.vector;

import org.jspecify.annotations.NullMarked;
