/// MLIR as data: what its text says, with spans, and nothing resolved.
///
/// ```text
/// Operation  = results = name (Use*) [Successor*] properties attributes (Region*)
/// Region     = Block*            Block = label (Definition*) Operation*
/// Definition = name, number, Type      a result of an operation, or an argument of a block
/// Use        = name, number, Type      an operand: the text always says its type
/// ```
///
/// Names stay names: who defines what is a question for the verifier, which can then show both
/// places.
@NullMarked
package org.tosc.backends.machines.mlir.ir;

import org.jspecify.annotations.NullMarked;
