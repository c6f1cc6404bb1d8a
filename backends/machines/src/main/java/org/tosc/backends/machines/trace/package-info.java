/// What models write about a run for tools that show it.
@NullMarked
package org.tosc.backends.machines.trace;

import org.jspecify.annotations.NullMarked;
