/// Neuro-Lang: the front door. The parts: `ast`, `parse`, `types`, `check`, `typed`, `lift`,
/// `lower`.
@NullMarked
package org.tosc.frontend.neuro;

import org.jspecify.annotations.NullMarked;
