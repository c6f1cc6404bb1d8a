/// Training: how parameters change by their gradients, and what a run of training must remember.
///
/// ```text
/// Order (which examples) ─► gradients ─► UpdateFunction (Optimizer, Schedule) ─► parameters
///                                              │
///                                        Checkpoint (a file) ─► the same run goes on
/// ```
///
/// Everything that a step depends on follows from the seed and the number of the step, or stands in
/// the checkpoint. So a run that goes on is the run that was never stopped, bit for bit.
@NullMarked
package org.tosc.models.train;

import org.jspecify.annotations.NullMarked;
