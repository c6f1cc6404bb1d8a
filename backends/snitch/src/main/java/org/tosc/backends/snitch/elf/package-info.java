/// Relocatable object files for RISC-V with 32 bits.
///
/// ```java
/// byte[] object = ObjectWriter.write(new ObjectFile(List.of(text), List.of(symbol)));
/// ```
///
/// What is written is a function of what is given: no times, no paths but those in the records.
///
/// Sources: "Tool Interface Standard: Executable and Linking Format" version 1.2 (here *ELF*),
/// "RISC-V ABIs Specification" version 1.0, chapter "RISC-V ELF Specification" (here *ABI*).
@NullMarked
package org.tosc.backends.snitch.elf;

import org.jspecify.annotations.NullMarked;
