/// Decoded instructions as data: what decoding gives, what is printed and executed.
///
/// ```text
/// Decoded     = Instruction | Fault
/// Instruction = Row length Operand* Prefixes mask zeroing broadcast Rounding
/// Operand     = Register | Indirect | Immediate | Target
/// ```
@NullMarked
package org.tosc.backends.machines.x86.isa;

import org.jspecify.annotations.NullMarked;
