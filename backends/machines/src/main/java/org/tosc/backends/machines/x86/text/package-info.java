/// Instructions as text: Intel syntax, as `objdump -d -M intel` of binutils 2.40 writes it, so that
/// equal text can be the test of decoding.
@NullMarked
package org.tosc.backends.machines.x86.text;

import org.jspecify.annotations.NullMarked;
