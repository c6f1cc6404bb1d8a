/// Products of fewer bits: where tensors are stored as `f16` or `bf16`, and how far that moves the
/// results.
@NullMarked
package org.tosc.passes.precision;

import org.jspecify.annotations.NullMarked;
