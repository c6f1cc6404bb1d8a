package org.tosc.backends.machines.mlir.verify;

import java.util.List;
import org.tosc.backends.machines.mlir.ir.Operation;
import org.tosc.tir.source.Diagnostic;

/// Checks operations:
///
/// 1. each value that is used is defined, once, before, and where the use can see it;
/// 2. it has the type there that the use says;
/// 3. operands and results are as many and of the kinds that the operation's row says;
/// 4. regions are there, their blocks take what the operation gives them, end in a terminator, and
///    give what the operation takes;
/// 5. branches go to blocks of the same region, with what those take;
/// 6. symbols are defined once, and used as what they are;
/// 7. attributes that an operation needs are there, and its shapes fit.
///
/// Operations of dialects without rows are checked by 1, 2 and 5 only.
public final class Verifier {
  private Verifier() {}

  /// What is wrong, in the order of the text; nothing where nothing is.
  public static List<Diagnostic> verify(List<Operation> operations) {
    Faults faults = new Faults();
    SymbolCheck symbols = SymbolCheck.of(operations, faults);
    NameCheck.check(operations, faults);
    for (Operation op : operations) {
      check(op, symbols, faults);
    }
    return faults.inOrder();
  }

  /// Depth is that of the text, which the reader limits.
  private static void check(Operation op, SymbolCheck symbols, Faults faults) {
    boolean isSound = SignatureCheck.check(op, faults);
    RegionCheck.check(op, faults);
    symbols.check(op);
    if (isSound) {
      ShapeChecks.check(op, faults);
    }
    op.regions()
        .forEach(
            region ->
                region
                    .blocks()
                    .forEach(block -> block.operations().forEach(o -> check(o, symbols, faults))));
  }
}
