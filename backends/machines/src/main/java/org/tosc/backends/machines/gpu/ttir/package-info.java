/// Kernels as Triton's MLIR (TTIR): its forms as tables, and its operations on the machine of
/// tiles.
///
/// ```text
///   text ──► mlir.syntax with TtirForms ──► operations ──► TtirCheck: names, types, what there is
///                                               └──► Frame: runs them by the tables of Rows
/// ```
@NullMarked
package org.tosc.backends.machines.gpu.ttir;

import org.jspecify.annotations.NullMarked;
