package org.tosc.passes.bounds;

import org.tosc.tir.ir.Operation;

/// An operation that touches memory, and how it is kept inside.
///
/// @param operation the operation as it was
/// @param isProved whether it lies inside whenever it runs
/// @param why what a proof used, or what is not known; may be empty
public record Access(Operation operation, boolean isProved, String why) {}
