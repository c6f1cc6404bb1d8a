/// The devices that `with device` chooses: which there are, and a tensor engine for each.
///
/// ```text
/// cpu, jvm            the kernels of the run-time library, and class files
/// interp              the oracle, operation by operation
/// x86_64              machine code on this CPU, or on its model
/// snitch mlir triton  their models
/// gpu:N               none in this build
/// ```
@NullMarked
package org.tosc.driver.device;

import org.jspecify.annotations.NullMarked;
