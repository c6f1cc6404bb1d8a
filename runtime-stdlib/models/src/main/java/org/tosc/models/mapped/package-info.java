/// Files of others as mapped bytes: read field by field, and believed only as far as the bytes go.
///
/// ```text
/// path ─► Mapping ─► ByteCursor ─► counts, numbers, text ─► TensorFileFault (file, byte, reason)
///                        └ Size: sums and products that cannot wrap around
/// ```
@NullMarked
package org.tosc.models.mapped;

import org.jspecify.annotations.NullMarked;
