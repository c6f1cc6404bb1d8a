/// From nests over buffers to programs on blocks.
///
/// ```text
/// nests ─ StageReader ─► stages ─ Grouping ─► groups of stages that one program can do alone
///                                                │
///                  AttentionForm ◄──────── the first form that fits ────────► FlatForm
///                                           ProductForm
/// ```
///
/// A dimension of stages that hand something to each other is one *class*. Programs share out the
/// classes that are parallel in all stages; the others lie inside a program: as a tile, as a loop
/// over blocks, or as a loop over points where the order of a sum is fixed.
@NullMarked
package org.tosc.backends.triton.tiling;

import org.jspecify.annotations.NullMarked;
