/// What vectors of TIR are computed with.
@NullMarked
package org.tosc.passes.vector;

import org.jspecify.annotations.NullMarked;
