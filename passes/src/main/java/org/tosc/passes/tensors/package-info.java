/// Host calls on tensors of known shape, as tensor operations.
@NullMarked
package org.tosc.passes.tensors;

import org.jspecify.annotations.NullMarked;
