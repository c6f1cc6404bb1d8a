/// What loops of generated kernels take on this CPU, beside what the cost model of
/// `backends/machines` says of their bytes.
///
/// [LoopCosts] is the campaign. [Workloads] are the kernels, [ModelRun] finds their innermost loops
/// and what registers and memory hold there, [LoopTimer] runs nothing but such a loop.
@NullMarked
package org.tosc.driver.cost;

import org.jspecify.annotations.NullMarked;
