/// Threads that work on one computation together.
@NullMarked
package org.tosc.rt.team;

import org.jspecify.annotations.NullMarked;
