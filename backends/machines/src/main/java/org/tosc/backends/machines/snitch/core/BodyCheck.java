package org.tosc.backends.machines.snitch.core;

import org.tosc.backends.machines.snitch.isa.FloatOperation;
import org.tosc.backends.machines.snitch.isa.Instruction;

/// Follows what the integer core issues after an `frep.o`, and finds bodies that the sequencer
/// could not repeat. The hardware hangs on most of them, or repeats something else.
final class BodyCheck {
  private static final int STAGGERS = 7;
  private static final int LAST_REGISTER = 31;
  private static final int LENGTHS = 0x7FF;

  private final int depth;

  /// Instructions that are still to come of the outer body, and of the one inside.
  private int outer;

  private int inner;
  private boolean nested;
  private int repeatPc;
  private int staggerMax;
  private int staggerMask;

  /// @param depth of the sequencer's buffer
  BodyCheck(int depth) {
    this.depth = depth;
  }

  /// Whether a body is not complete.
  boolean isOpen() {
    return outer > 0;
  }

  /// An instruction that goes to another unit is about to be issued.
  void offloads(Code code, int pc) {
    switch (code.route) {
      case REPEAT -> repeats(code.instruction.word(), pc);
      case BUFFER -> buffers(code, pc);
      case DIRECT -> direct(code, pc);
      case INTEGER, STREAMS, MULTIPLIER, DMA -> {}
    }
  }

  private void repeats(int word, int pc) {
    int length = (word >>> 20 & LENGTHS) + 1;
    if (length > depth) {
      throw new Misuse(
          Misuse.Kind.BODY_LENGTH,
          pc,
          "a body of " + length + " instructions does not fit into the buffer of " + depth);
    }
    int max = word >>> 12 & STAGGERS;
    int mask = word >>> 8 & 15;
    if (outer == 0) {
      outer = length;
      nested = false;
      repeatPc = pc;
    } else {
      nest(length, pc);
    }
    staggerMax = max;
    staggerMask = max == 0 ? 0 : mask;
  }

  private void nest(int length, int pc) {
    if (nested) {
      throw new Misuse(
          Misuse.Kind.NEST, pc, "a nest has two loops at most: one `frep.o` inside of another");
    }
    if (staggerMask != 0) {
      throw new Misuse(
          Misuse.Kind.STAGGER, repeatPc, "only the innermost loop can count registers up");
    }
    if (length > outer) {
      throw new Misuse(
          Misuse.Kind.UNBALANCED,
          pc,
          "a body of " + length + " instructions inside of one that has " + outer + " left");
    }
    nested = true;
    inner = length;
  }

  private void buffers(Code code, int pc) {
    if (outer == 0) {
      return;
    }
    outer--;
    boolean innermost = !nested || inner > 0;
    inner = Math.max(0, inner - 1);
    if (staggerMask != 0 && innermost) {
      staggers(code, pc);
    }
  }

  private void staggers(Code code, int pc) {
    Instruction instruction = code.instruction;
    FloatForm form = code.floatForm();
    FloatOperation operation = form.operation;
    boolean third = operation != null && operation.kind() == FloatOperation.Kind.FMADD;
    third |= operation != null && operation.kind() == FloatOperation.Kind.FNMSUB;
    third &= operation != null && !operation.vector();
    int[] fields = {
      form.writes ? instruction.rd() : 0,
      instruction.first(),
      instruction.second(),
      third ? instruction.third() : 0
    };
    for (int i = 0; i < fields.length; i++) {
      boolean isUsed = i == 0 || (form.reads >>> fields[i] & 1) != 0;
      if ((staggerMask >>> i & 1) != 0 && isUsed && fields[i] + staggerMax > LAST_REGISTER) {
        throw new Misuse(
            Misuse.Kind.STAGGER,
            pc,
            "f" + fields[i] + " counted up by " + staggerMax + " is beyond f31");
      }
    }
  }

  private void direct(Code code, int pc) {
    if (outer > 0) {
      throw new Misuse(
          Misuse.Kind.BODY,
          pc,
          String.format(
              "`%s` cannot be repeated by the `frep.o` at 0x%08x: it is not a plain instruction"
                  + " of the FPU",
              code.instruction.row().mnemonic(), repeatPc));
    }
  }

  /// The program branches or jumps.
  void branches(int pc) {
    if (outer > 0) {
      throw new Misuse(
          Misuse.Kind.UNBALANCED,
          pc,
          String.format(
              "a jump before the body of the `frep.o` at 0x%08x is complete: %d more instructions",
              repeatPc, outer));
    }
  }

  /// The program ends.
  void ends() {
    if (outer > 0) {
      throw new Misuse(
          Misuse.Kind.UNBALANCED,
          repeatPc,
          "the program ends before the body is complete: " + outer + " more instructions");
    }
  }
}
