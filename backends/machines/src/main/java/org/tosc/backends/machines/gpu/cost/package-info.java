/// How long kernels take on a GPU, and why: a roofline with occupancy, waves and the pipes of a
/// multiprocessor.
///
/// ```text
///   steps of a program ──► Counts (work, registers, shared memory) ─┐
///   Gpu (a file of parameters) ─────────────────────────────────────┴─► Estimate ──► text
/// ```
///
/// The model ranks and explains; its third digit means nothing. Two of its constants were fitted on
/// an H100 to attention (see `h100.toml`).
@NullMarked
package org.tosc.backends.machines.gpu.cost;

import org.jspecify.annotations.NullMarked;
