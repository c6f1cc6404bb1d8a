/// From groups of tensor operations to *kernels*: functions over buffers whose bodies are nests.
///
/// ```text
/// func @f.k0(%0: buffer<[8, 64] x f32, global>, …, %3: buffer<[8, 16] x f32, global>) -> () {ins = 3, kernel = true, outs = 1} {
///   kernel.nest(…)     the sum of products, from 0
///   kernel.nest(…)     what follows, element by element
/// }
/// ```
///
/// Parameters are the group's inputs, then its results, then *local* buffers for what nests hand to
/// each other. Layout operations become access maps, element-wise operations become bodies, and
/// only reductions, products and what several nests need are stored.
@NullMarked
package org.tosc.passes.kernelize;

import org.jspecify.annotations.NullMarked;
