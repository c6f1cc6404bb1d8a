/// From kernels to loops over vectors, what an engine turns into instructions one by one; or over
/// single elements ([ElementLoops]).
///
/// A kernel's nests are cut into *segments*: a product with what follows it element by element
/// ([Contraction]), or any other nests ([Sweep]). Each becomes functions over rank-1 buffers with
/// `i32` positions, `vector` values and slots as registers; the kernel itself becomes the function
/// that calls them. How large blocks and register tiles are says a [Machine].
@NullMarked
package org.tosc.passes.lower;

import org.jspecify.annotations.NullMarked;
