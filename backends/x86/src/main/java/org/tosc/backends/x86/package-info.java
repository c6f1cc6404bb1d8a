/// Kernels as x86-64 machine code: `code` makes it of loops over vectors, `asm` encodes it, `pool`
/// runs it, `cpu` says what this CPU can do, `elf` puts it into files for linkers and debuggers.
@NullMarked
package org.tosc.backends.x86;

import org.jspecify.annotations.NullMarked;
