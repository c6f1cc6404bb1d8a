/// Assembly as text: what GNU as and clang print for RISC-V, and what people write.
///
/// [Assembler] reads a source as statements ([StatementReader]), goes through them until no place
/// moves any more ([Pass]), and makes an object file of what is then written ([Closing]).
@NullMarked
package org.tosc.backends.snitch.asm;

import org.jspecify.annotations.NullMarked;
