/// Object files.
@NullMarked
package org.tosc.backends.x86.elf;

import org.jspecify.annotations.NullMarked;
