/// Who is served next, and with whom.
///
/// ```text
/// requests ─► Waiting (by Priority, older first) ─► TextService: one batch, one step at a time
///                                               └─► TensorService: equal shapes of 5 ms together
/// ```
@NullMarked
package org.tosc.serve.schedule;

import org.jspecify.annotations.NullMarked;
