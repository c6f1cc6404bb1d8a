/// From the text of MLIR to operations: the generic form of anything, and pretty forms by a table.
///
/// ```text
/// text -> Lexer -> Cursor -> TypeReader, AttributeReader, AffineReader -> OperationReader -> Operation
///                                                            PrettyForm (one for each name) ┘
/// ```
///
/// [MlirText] is the way in. A dialect's pretty forms are a [PrettyForms] table; one that is given
/// no form for an operation reads its generic form only. A fault ends the operation that it is in:
/// reading goes on behind it, and all faults are told. Input is hostile: depths are limited, sizes
/// checked before anything is made.
@NullMarked
package org.tosc.backends.machines.mlir.syntax;

import org.jspecify.annotations.NullMarked;
