/// MLIR as data, and its text in two forms from this one model.
///
/// ```text
/// MlirOperation ─► MlirPrinter.generic   "arith.addf"(%x, %y) {fastmath = #arith.fastmath<none>} : (f32, f32) -> f32
///               └► MlirPrinter.pretty    arith.addf %x, %y : f32      by a row of an Assembly
/// ```
///
/// An operation has a name, operands, results, attributes, regions and a location
/// ([MlirOperation]); regions hold blocks ([MlirBlock]); values have a type and a name that someone
/// would like ([MlirValue]). Nothing here knows what an operation means. Whatever stands in a name
/// or a string, it comes out as that name or string and as nothing else.
@NullMarked
package org.tosc.backends.mlir.text;

import org.jspecify.annotations.NullMarked;
