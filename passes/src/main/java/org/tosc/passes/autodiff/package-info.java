/// Derivatives of functions over tensors, as functions over tensors.
@NullMarked
package org.tosc.passes.autodiff;

import org.jspecify.annotations.NullMarked;
