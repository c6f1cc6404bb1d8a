/// Programs on blocks: what one program of a grid does to tiles. One model, from which Python and
/// TTIR are printed.
///
/// ```text
/// program   = pointers grid statement*
/// statement = tile "=" op | store | barrier | tiles "=" for
/// op        = program id | number | size | range | expand | broadcast | full
///           | element by element | cast | bit cast | reduce | trans | dot | scaled dot | load
/// tile      = element type and sizes; none of a scalar
/// ```
///
/// Sizes of tiles are powers of two. Operands of what works element by element may be narrower: an
/// axis of 1 is as long as the others', and a scalar has all axes.
@NullMarked
package org.tosc.backends.triton.block;

import org.jspecify.annotations.NullMarked;
