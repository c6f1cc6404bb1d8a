/// Triton: nests over buffers as programs on blocks, in Python and in TTIR.
///
/// ```text
/// KernelSequence ─ tiling ─► block programs ─┬─ python ─► kernels with a launcher
///                                            └─ ttir   ─► modules, pretty, generic, for checks
/// ```
@NullMarked
package org.tosc.backends.triton;

import org.jspecify.annotations.NullMarked;
