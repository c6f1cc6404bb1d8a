/// From loops over scalars to instructions of one core, for what no streams fit ([LoopCompiler]),
/// each step a function of what the one before gave:
///
/// ```text
/// Function ─► Selection: lines on virtual registers (Draft)
///               │  Floats Wholes Pairs Casts Accesses   an operation of TIR each
///               │  Slots       which reads of variables need no copy
///               │  Constants   numbers in registers, made in front of the outermost loop
///               │  Intervals   where each register is needed
///               │  LinearScan  a register for each, or memory (Spills) and again
///               ▼
///             Emission ─► Routine
///               ▲
///   Quotients Roots: what the core has no instructions for, behind the routine
/// ```
///
/// The results are the interpreter's to the bit, but for which NaN it is. What has no code is
/// refused ([org.tosc.backends.snitch.code.Unsupported]).
///
/// | what | where |
/// |---|---|
/// | buffers, `i32` | `a0` … `a7`, then the stack |
/// | `f64`, `f32`, `f16`, `bf16` | `fa0` … `fa7` |
/// | `i64` | two integer registers |
/// | `f16` and `bf16` | the same instructions; `fmode` says which, so a function has one of them |
/// | what quotients and roots need | `ft0` … `ft7`, `t0` … `t6`, in functions that have them |
/// | frame | 16 bytes to move numbers between registers, spilled ones, saved ones, arrays |
@NullMarked
package org.tosc.backends.snitch.loops;

import org.jspecify.annotations.NullMarked;
