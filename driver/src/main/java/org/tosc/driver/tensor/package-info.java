/// Between the tensors of the run-time library and the tensor rows of the IR: the oracle as an
/// engine of the run-time library, and derivatives of what a program computed.
@NullMarked
package org.tosc.driver.tensor;

import org.jspecify.annotations.NullMarked;
