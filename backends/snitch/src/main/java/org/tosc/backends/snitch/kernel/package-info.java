/// The code of one core for a function of nests ([KernelCode]): which of the code generators it
/// comes from.
///
/// ```text
/// Function ─► streams ([org.tosc.backends.snitch.code])    where they fit
///    └──────► loops   ([org.tosc.backends.snitch.loops])   otherwise, and behind streams whose
///                                                          checks of operands fail
/// ```
@NullMarked
package org.tosc.backends.snitch.kernel;

import org.jspecify.annotations.NullMarked;
