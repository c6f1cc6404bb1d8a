/// Object files that a linker of Linux takes, and the C headers beside them.
///
/// ```java
/// var text = new Contents(code, 64);
/// var function = new Function("axpy", 0, code.length, Frame.LEAF);
/// byte[] object = ObjectWriter.write(ObjectFile.of("axpy.pseudo", text, List.of(function)));
/// ```
///
/// What is written is a function of what is given: no times, no paths but those in the records.
///
/// Sources: "ELF-64 Object File Format" (the generic part), "System V Application Binary Interface,
/// AMD64 Architecture Processor Supplement" (here *ABI*: relocations, frames, numbers of
/// registers), "DWARF Debugging Information Format" version 5 (here *DWARF*), "Linux Standard Base
/// Core", chapter "Exception Frames" (`.eh_frame`).
@NullMarked
package org.tosc.backends.x86.elf;

import org.jspecify.annotations.NullMarked;
