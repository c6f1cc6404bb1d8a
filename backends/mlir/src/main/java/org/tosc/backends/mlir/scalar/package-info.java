/// What all levels share: types, constants and scalar operations of TIR as those of `arith` and
/// `math`. Each means the same on scalars and on vectors.
@NullMarked
package org.tosc.backends.mlir.scalar;

import org.jspecify.annotations.NullMarked;
