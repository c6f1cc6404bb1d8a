/// Machine code as bytes: instructions, operands and their encodings.
@NullMarked
package org.tosc.backends.x86.asm;

import org.jspecify.annotations.NullMarked;
