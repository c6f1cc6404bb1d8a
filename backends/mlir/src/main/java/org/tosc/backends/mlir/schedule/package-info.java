/// The second level: `linalg` with a schedule that `mlir-opt` follows.
///
/// ```text
/// f32 product ─► columns of the right operand in panels, packed ─► linalg.generic (rows, panels, k, columns)
///                     @__transform_main: blocks of rows, panels, register tiles, k one by one ─► vector.fma
/// ```
///
/// [Tiles] chooses the sizes, all of which divide the shape: masks do not survive the way down.
/// What is no such product keeps its loops, which clang vectorises.
@NullMarked
package org.tosc.backends.mlir.schedule;

import org.jspecify.annotations.NullMarked;
