/// An engine as models see it: functions over tensors in, code over memory out. `driver` brings the
/// engines.
@NullMarked
package org.tosc.models.compute;

import org.jspecify.annotations.NullMarked;
