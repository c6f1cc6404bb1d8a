/// The interpreter as an engine: TIR's meaning for control and numbers, the run-time library's for
/// host values, the oracle's for tensors.
@NullMarked
package org.tosc.driver.interp;

import org.jspecify.annotations.NullMarked;
