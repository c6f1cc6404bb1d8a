/// Triton: nests over buffers as programs on blocks, in Python and in TTIR.
@NullMarked
package org.tosc.backends.triton;

import org.jspecify.annotations.NullMarked;
