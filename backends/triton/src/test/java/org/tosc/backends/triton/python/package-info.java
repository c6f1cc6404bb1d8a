/// Tests of the names in Python.
@NullMarked
package org.tosc.backends.triton.python;

import org.jspecify.annotations.NullMarked;
