/// What instructions do: registers, checked memory, and one row for each operation.
///
/// Begin with [Cpu]. `Core` is the state with its operands, `Meanings` the table from mnemonics to
/// actions, and the `…Actions` its parts by topic. `Lanes` makes actions on vectors out of
/// functions on single elements, `Ieee` is their arithmetic.
///
/// Not in the model: MXCSR's exception flags, denormals as zero (a program that asks for them
/// traps), and operations whose results the manual leaves to the processor (`rcpps`, `vrsqrt14ps`).
/// Flags that the manual leaves undefined keep their values.
@NullMarked
package org.tosc.backends.machines.x86.exec;

import org.jspecify.annotations.NullMarked;
