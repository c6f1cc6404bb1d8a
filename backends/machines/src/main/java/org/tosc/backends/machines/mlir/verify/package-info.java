/// Whether operations are what MLIR is. [Verifier] is the way in; its comment lists the checks.
///
/// ```text
/// Verifier ─► NameCheck       names, dominance, the type of each use      (Dominance)
///          ─► SignatureCheck  operands and results by the rows of `dialect`
///          ─► RegionCheck     regions, block arguments, terminators, branches
///          ─► SymbolCheck     functions and globals
///          ─► the …Checks     shapes, attributes: a table by names of operations
/// ```
@NullMarked
package org.tosc.backends.machines.mlir.verify;

import org.jspecify.annotations.NullMarked;
