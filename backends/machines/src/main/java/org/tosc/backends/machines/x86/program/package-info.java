/// Programs on the model of x86-64: objects placed in its memory, and functions that are called as
/// C functions are.
///
/// [Image] places an object and fills in its relocations; [Call] passes arguments by the System V
/// calling convention; [Run] does both and counts cycles.
@NullMarked
package org.tosc.backends.machines.x86.program;

import org.jspecify.annotations.NullMarked;
