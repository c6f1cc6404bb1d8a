/// Where the tensors of a function live: offsets in one arena.
@NullMarked
package org.tosc.passes.memory;

import org.jspecify.annotations.NullMarked;
