/// The part of Python in which kernels for Triton are written, as a tree.
///
/// ```text
///   text ──► Lexer ──► tokens, with indentation ──► Parser ──► Module: functions, imports, constants
/// ```
///
/// Functions with `@triton.jit` are read strictly, with all their faults. What else a file has, its
/// launchers in PyTorch, is read as far as it is understood; the rest is [Statement.Foreign].
@NullMarked
package org.tosc.backends.machines.gpu.python;

import org.jspecify.annotations.NullMarked;
