package org.tosc.backends.triton.block;

import org.tosc.tir.ir.Scalar;

/// A parameter of a program: where a buffer begins.
///
/// @param name as the source has it; what prints it makes it safe
/// @param buffer which one, in the order of the kernel
/// @param element how the program sees it; blocks are bytes
public record Pointer(String name, int buffer, Scalar element) {}
