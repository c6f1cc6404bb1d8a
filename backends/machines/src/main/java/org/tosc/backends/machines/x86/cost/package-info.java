/// How long loops take: machine code beside descriptions of cores as data.
///
/// [InnerLoop] finds the innermost loops of some code. [LoopEstimate] says how many cycles a round
/// of one takes on a [Core], and what limits it; [LoopReport] writes that as a table. [Trace] says
/// how many a whole run takes: a `Pipeline` for what is executed, in place of rounds. [Cores] are
/// those that are described: [Zen5], [RedwoodCove], [GenericAvx2], each a table with a row for each
/// kind of instruction.
///
/// ```text
/// bytes -> Instruction -> Step (Effects, Form -> Cost) -> Bounds   what no order can beat
///                                                      -> Rounds   what the core's order makes of it
///    run -> Stretch ------------------------------------> Pipeline
/// ```
///
/// Not there: caches beyond the first level and their misses, cache lines that accesses cross
/// (nothing is known of what registers hold), how instructions are fetched and decoded, branches
/// that are not foreseen.
@NullMarked
package org.tosc.backends.machines.x86.cost;

import org.jspecify.annotations.NullMarked;
