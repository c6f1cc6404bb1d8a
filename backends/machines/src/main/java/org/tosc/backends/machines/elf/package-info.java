/// Object files and executables, read by the specification of ELF ("Executable and Linking Format",
/// version 1.2; "ELF-64 Object File Format", version 1.5; and the System V ABI, chapter 4). Files
/// are hostile input: nothing is read or reserved before it was checked against the file's size.
///
/// The backends write such files with code of their own, which this shares nothing with.
@NullMarked
package org.tosc.backends.machines.elf;

import org.jspecify.annotations.NullMarked;
