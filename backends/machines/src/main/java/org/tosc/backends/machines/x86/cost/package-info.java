/// How long loops take: a skeleton of a cost model for Zen 5, as data.
///
/// [Costs] has a row for each kind of instruction: which [Unit] does it, how often, and after how
/// many cycles the result is there. [LoopEstimate] says how many cycles an iteration takes, and
/// what limits it. Not there: caches beyond L1, ports one by one, micro-operation fusion, branch
/// prediction.
@NullMarked
package org.tosc.backends.machines.x86.cost;

import org.jspecify.annotations.NullMarked;
