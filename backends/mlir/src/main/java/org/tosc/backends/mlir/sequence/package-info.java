/// A function of several kernels: one that can be called, and calls them one after the other.
///
/// ```text
/// @net(x, w, v, out)    t0 = memory
///                       @net_k0(x, w, t0)
///                       @net_k1(t0 in another shape, v, out)
/// ```
@NullMarked
package org.tosc.backends.mlir.sequence;

import org.jspecify.annotations.NullMarked;
