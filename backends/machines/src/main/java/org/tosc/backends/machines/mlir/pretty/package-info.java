/// Pretty forms of MLIR's dialects: [Format] reads what a row of `dialect` says, and the `…Forms`
/// are small readers for what no row can say. [UpstreamForms] is all of them.
@NullMarked
package org.tosc.backends.machines.mlir.pretty;

import org.jspecify.annotations.NullMarked;
