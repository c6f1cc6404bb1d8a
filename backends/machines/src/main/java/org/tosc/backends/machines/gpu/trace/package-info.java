/// Launches as traces that Perfetto shows.
@NullMarked
package org.tosc.backends.machines.gpu.trace;

import org.jspecify.annotations.NullMarked;
