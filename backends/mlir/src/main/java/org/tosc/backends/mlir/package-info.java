/// MLIR: nests over buffers as text that `mlir-opt` accepts.
@NullMarked
package org.tosc.backends.mlir;

import org.jspecify.annotations.NullMarked;
