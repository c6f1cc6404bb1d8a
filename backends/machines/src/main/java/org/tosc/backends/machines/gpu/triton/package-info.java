/// Kernels of Triton's Python: what their words mean, on the machine of tiles.
///
/// ```text
///   python.Module ──► Check: what kernels do not have ──► KernelFile
///   KernelFile + grid + arguments ──► Run (statements) ──► Evaluator (expressions)
///                                        ├──► Operators (types of results, broadcasting)
///                                        └──► Builtins (tables: `tl.load`, …) ──► tile.Program
/// ```
@NullMarked
package org.tosc.backends.machines.gpu.triton;

import org.jspecify.annotations.NullMarked;
