/// Device memory as compiled kernels see it: views over Java arrays, and tiles, which are flat
/// row-major Java arrays.
@NullMarked
package org.tosc.rt.device;

import org.jspecify.annotations.NullMarked;
