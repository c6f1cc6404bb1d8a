/// Runs MLIR: every operation of a function becomes a [Step] once, and steps run on a [Frame].
///
/// ```text
/// Operation -> Site -> Step          regions -> RegionCode -> Sequence of Steps
/// Frame: a cell of 64 bits for each scalar (its bit pattern), a reference for all else
///        tensors and memrefs are Views of Buffers, vectors are long[] of patterns
/// ```
///
/// Every access is checked: against the shape, against the lifetime of the memory, and against
/// memory that nobody wrote. A value that means nothing (an element that nobody wrote, an overflow
/// that the text excludes) is poison, and ends the program where something depends on it. A budget
/// of steps ends every program.
@NullMarked
package org.tosc.backends.machines.mlir.exec;

import org.jspecify.annotations.NullMarked;
