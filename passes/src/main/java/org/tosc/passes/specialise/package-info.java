/// Versions of outlined parts for the shapes of their arguments.
@NullMarked
package org.tosc.passes.specialise;

import org.jspecify.annotations.NullMarked;
