/// The types of Neuro-Lang: scalars, tuples, arrays, structs, enums, functions, and the three that
/// have a shape — tiles, tensors and views. Extents are polynomials over the constant parameters of
/// a function ([org.tosc.frontend.neuro.types.Extent]), so that a generic function is checked once.
@NullMarked
package org.tosc.frontend.neuro.types;

import org.jspecify.annotations.NullMarked;
