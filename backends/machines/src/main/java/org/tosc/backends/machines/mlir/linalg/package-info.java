/// linalg's named operations by their definition: each is a `linalg.generic` with maps from a row
/// of [NamedRows] and a body of scalars from [NamedBody].
@NullMarked
package org.tosc.backends.machines.mlir.linalg;

import org.jspecify.annotations.NullMarked;
