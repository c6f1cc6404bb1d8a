/// The interpreter: what TIR means. It is the oracle that every engine is compared with, so it is
/// written for plainness: one method per idea, no caching, no shared code with any engine.
///
/// Values: `i1` is [Boolean], every integer type [Long], every float type [Double] already rounded
/// to the type, host values whatever the [org.tosc.tir.interp.HostRuntime] makes of them, tensors
/// whatever the [org.tosc.tir.interp.TensorDomain] makes of them.
@NullMarked
package org.tosc.tir.interp;

import org.jspecify.annotations.NullMarked;
