/// Lifting (languages.md, section 2.4): a kernel on tiles read as a function on whole tensors.
///
/// The body is taken apart into a graph ([org.tosc.frontend.neuro.lift.LiftGraph]). A tile of the
/// result at the indexes `[i, j]` is computed on demand: an operation element by element asks its
/// operands for the same indexes, a transposition for permuted ones, and `dot` or a reduction asks
/// for every tile along an index of its own, in a loop that accumulates; what follows it comes
/// after that loop. So the lifted kernel is the kernel's own formula over whole tensors, or it is
/// refused: what looks at places inside one tile (`reshape`, `arange`, an element) has no such
/// reading.
@NullMarked
package org.tosc.frontend.neuro.lift;

import org.jspecify.annotations.NullMarked;
