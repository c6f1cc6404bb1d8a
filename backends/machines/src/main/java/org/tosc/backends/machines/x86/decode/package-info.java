/// From bytes to instructions, by the tables of the manual.
@NullMarked
package org.tosc.backends.machines.x86.decode;

import org.jspecify.annotations.NullMarked;
