/// Programs on blocks as text of Python: kernels with `@triton.jit`, and functions that launch
/// them.
@NullMarked
package org.tosc.backends.triton.python;

import org.jspecify.annotations.NullMarked;
