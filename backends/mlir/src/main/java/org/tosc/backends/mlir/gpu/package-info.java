/// The fourth level: each body of a nest as a kernel for a GPU, and a function that launches them.
///
/// ```text
/// gpu.module @f_kernels { gpu.func @f_0 … }   a thread for each independent point, or a warp where
///                                             many points accumulate into few
/// func.func @f { gpu.launch_func … }          takes memory of the device, in the order of nests
/// ```
@NullMarked
package org.tosc.backends.mlir.gpu;

import org.jspecify.annotations.NullMarked;
