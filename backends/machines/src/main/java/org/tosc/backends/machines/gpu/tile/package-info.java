/// The machine that computes with tiles: buffers, tiles of elements, and what is done with them.
///
/// ```text
///   grid of programs ──► Program ──► operations on Tile ──► Memory (buffers, checked; Shadow: races)
///                           └──────► Recorder (what a model of time wants to know)
/// ```
///
/// A tile is dense, row by row, of any rank; a scalar is a tile of rank 0. Numbers of float types
/// are rounded to their type after each operation. Lanes without a value are *poison*.
@NullMarked
package org.tosc.backends.machines.gpu.tile;

import org.jspecify.annotations.NullMarked;
