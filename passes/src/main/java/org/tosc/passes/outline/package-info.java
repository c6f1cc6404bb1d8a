/// Sequences of tensor computations as functions of their own, which an engine specialises on the
/// shapes it sees.
@NullMarked
package org.tosc.passes.outline;

import org.jspecify.annotations.NullMarked;
