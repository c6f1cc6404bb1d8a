/// What operations of MLIR's dialects take and give, as rows of text.
///
/// ```text
/// names                  | operands and results      | kinds of types  | how it is written
/// arith.addf arith.subf  | (lhs: T, rhs: T) -> T     | T float         | %lhs , %rhs FAST {} : T
/// ```
///
/// From one row come the pretty form, which leaves out types that follow from others, and the
/// verifier's checks, which name operands as the row does.
@NullMarked
package org.tosc.backends.machines.mlir.dialect;

import org.jspecify.annotations.NullMarked;
