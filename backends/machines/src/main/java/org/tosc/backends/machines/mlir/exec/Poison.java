package org.tosc.backends.machines.mlir.exec;

import java.util.Set;
import org.tosc.backends.machines.mlir.ir.Operation;

/// How an operation goes on where an operand is poison: a value that means nothing.
///
/// @param operands slots of the operands
/// @param results slots of the results
/// @param rule what becomes of it
/// @param decisive how many operands, from the first, decide on what happens
@SuppressWarnings("ArrayRecordComponent") // never compared
record Poison(int[] operands, int[] results, Rule rule, int decisive) {
  /// What becomes of poison.
  enum Rule {
    /// The results are poison.
    SPREADS,
    /// The value chosen tells.
    CHOOSES,
    /// Operands that decide must not be.
    DECIDES
  }

  private static final Set<String> STORES =
      Set.of("memref.store", "affine.store", "tensor.insert", "vector.insert");

  static Poison of(Operation op, int[] operands, int[] results) {
    if (op.is("arith.select")) {
      return new Poison(operands, results, Rule.CHOOSES, 1);
    }
    if (op.dialect().equals("arith") || op.dialect().equals("math")) {
      return new Poison(operands, results, Rule.SPREADS, 0);
    }
    int decisive =
        switch (op.name()) {
          case "scf.for" -> 3;
          case "scf.if", "scf.index_switch", "cf.assert" -> 1;
          case "memref.load", "affine.load", "tensor.extract", "vector.load" -> operands.length;
          default -> 0;
        };
    return new Poison(operands, results, Rule.DECIDES, decisive);
  }

  static boolean isStore(Operation op) {
    return STORES.contains(op.name());
  }

  void run(Frame frame, Step step) {
    switch (rule) {
      case SPREADS -> spread(frame, step);
      case CHOOSES -> choose(frame, step);
      case DECIDES -> {
        check(frame, decisive);
        clear(frame);
        step.run(frame);
      }
    }
  }

  private void clear(Frame frame) {
    for (int slot : results) {
      frame.poison[slot] = false;
    }
  }

  private void check(Frame frame, int count) {
    for (int i = 0; i < count; i++) {
      if (frame.poison[operands[i]]) {
        throw new Stop("operand " + (i + 1) + " is poison: a value that nothing defines");
      }
    }
  }

  private void spread(Frame frame, Step step) {
    boolean isPoison = false;
    for (int slot : operands) {
      isPoison |= frame.poison[slot];
    }
    clear(frame);
    if (!isPoison) {
      step.run(frame);
      return;
    }
    for (int slot : results) {
      // The reference of an operand keeps vectors whole.
      frame.references[slot] = frame.references[operands[0]];
      frame.poison[slot] = true;
    }
  }

  private void choose(Frame frame, Step step) {
    check(frame, 1);
    step.run(frame);
    boolean isScalar = frame.references[operands[0]] == null;
    int chosen = frame.cells[operands[0]] != 0 ? operands[1] : operands[2];
    frame.poison[results[0]] = isScalar && frame.poison[chosen];
  }
}
