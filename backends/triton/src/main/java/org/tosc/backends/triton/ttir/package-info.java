/// Programs on blocks as modules of TTIR, Triton's own level of MLIR: the same programs as in
/// Python, with the sizes of one schedule as numbers.
@NullMarked
package org.tosc.backends.triton.ttir;

import org.jspecify.annotations.NullMarked;
