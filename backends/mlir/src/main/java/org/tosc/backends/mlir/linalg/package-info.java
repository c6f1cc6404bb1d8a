/// The first level: nests as `linalg` on tensors.
///
/// ```text
/// kernel.nest ─► linalg.fill | linalg.generic      one for each body, values handed from one to the next
/// ```
///
/// Inputs are tensors, results are memrefs that the last value is put into, scratch is a value
/// between operations. Loops that sum up stand before the loop along rows where that is the same
/// order for each element, as that order runs fast without a schedule.
@NullMarked
package org.tosc.backends.mlir.linalg;

import org.jspecify.annotations.NullMarked;
