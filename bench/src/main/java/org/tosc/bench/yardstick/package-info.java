/// The goals of `perf.md`, section 10, as data, what is measured for them in one run, and which of
/// them are reached: `bench/run yardstick`.
///
/// A [Quantity] is the time that somebody takes for an operation on a shape; a limit of the machine
/// is a somebody, too. A [Goal] compares quantities; a [Row] is one of the table's, with its goals
/// and with what nobody measures. A [Source] measures quantities, in processes of its own, once in
/// each round; [Times] holds what came out, and [Judged] says what it means for a goal.
@NullMarked
package org.tosc.bench.yardstick;

import org.jspecify.annotations.NullMarked;
