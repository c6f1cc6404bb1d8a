/// From nests to instructions.
@NullMarked
package org.tosc.backends.snitch.code;

import org.jspecify.annotations.NullMarked;
