/// The arithmetic of Snitch's floating-point unit, FPnew (also named cvfpu), bit by bit.
///
/// Values are raw bits in a `long`. A [FloatUnit] does the scalar operations and collects the
/// exception flags, a [VectorUnit] does them on the lanes of 64-bit registers. What may differ
/// between the RISC-V manual and the hardware is listed once, in [Semantics].
///
/// Sources: "The RISC-V Instruction Set Manual", volume I, chapters F and D (rounding, flags,
/// canonical NaNs, conversions); IEEE 754-2019; and the RTL of pulp-platform/cvfpu at the revisions
/// that Snitch uses (a8e0cba for snitch_cluster 7f430f2), read for what it computes.
@NullMarked
package org.tosc.backends.machines.snitch.ieee;

import org.jspecify.annotations.NullMarked;
