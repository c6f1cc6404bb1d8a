/// From loops over vectors ([org.tosc.passes.lower.Lower]) to machine code, in five steps, each a
/// pure function of what the one before gave:
///
/// ```text
/// Function ─► Selection ─► Routine: instructions on virtual registers, and the Uses of them
///                            │  Intervals: where each is needed
///                            │  LinearScan: a register for each, or memory (Spills) and again
///                            ▼
///                         Emission ─► Assembler
/// ```
@NullMarked
package org.tosc.backends.x86.code;

import org.jspecify.annotations.NullMarked;
