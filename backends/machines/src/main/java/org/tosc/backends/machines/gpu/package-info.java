/// A model of GPUs that run programs on tiles: what Triton's kernels compute, checked, and how long
/// they would take.
///
/// ```text
///   .py ──► python ──► triton ─┐
///                              ├──► tile: programs, memory, checks ──► cost: time, and why
///   .ttir ───────────► ttir ───┘                                  └──► trace: Perfetto
/// ```
///
/// ```java
/// KernelFile file = KernelFile.read(source);
/// Machine machine = new Machine(GpuFile.bundled("h100"));
/// Buffer x = machine.memory().add("x", DType.F32, bytes);
/// Outcome outcome =
///     machine.launch(
///         file.kernel("add").with(List.of(Argument.Pointer.of(x), new Argument.Whole(n)), Map.of()),
///         new Grid(4, 1, 1),
///         LaunchOptions.DEFAULT);
/// ```
@NullMarked
package org.tosc.backends.machines.gpu;

import org.jspecify.annotations.NullMarked;
