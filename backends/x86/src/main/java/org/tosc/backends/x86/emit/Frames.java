package org.tosc.backends.x86.emit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tosc.backends.x86.asm.Base;
import org.tosc.backends.x86.asm.Gpr;
import org.tosc.backends.x86.asm.Imm;
import org.tosc.backends.x86.asm.Note;
import org.tosc.backends.x86.asm.Operand;
import org.tosc.backends.x86.elf.DwarfRegister;
import org.tosc.backends.x86.elf.Frame;
import org.tosc.backends.x86.elf.FrameStep;

/// Reads off the instructions of a function how debuggers find its caller: what it pushes, pops,
/// and adds to rsp. It does so at its beginning and at its only end, never within a loop.
final class Frames {
  private final int start;
  private final List<FrameStep> steps = new ArrayList<>();
  private int plus = Long.BYTES;

  private Frames(int start) {
    this.start = start;
  }

  static Frame of(Compiled.Routine routine) {
    Frames frames = new Frames(routine.offset());
    for (Note note : routine.notes()) {
      if (note instanceof Note.Instruction i) {
        frames.instruction(i);
      }
    }
    return new Frame(frames.steps);
  }

  private void instruction(Note.Instruction i) {
    int after = i.offset() + i.size() - start;
    if (i.opcode() == Base.PUSH) {
      moved(Long.BYTES, after);
      steps.add(new FrameStep.Saved(after, register(i.operands().getFirst()), plus));
    } else if (i.opcode() == Base.POP) {
      moved(-Long.BYTES, after);
      steps.add(new FrameStep.Restored(after, register(i.operands().getFirst())));
    } else if (i.opcode() == Base.SUB && movesStack(i)) {
      moved(constant(i), after);
    } else if (i.opcode() == Base.ADD && movesStack(i)) {
      moved(-constant(i), after);
    }
  }

  private void moved(int by, int after) {
    plus += by;
    steps.add(new FrameStep.Cfa(after, DwarfRegister.RSP, plus));
  }

  private static boolean movesStack(Note.Instruction i) {
    return i.operands().getFirst().equals(Gpr.RSP);
  }

  private static int constant(Note.Instruction i) {
    return Math.toIntExact(((Imm) i.operands().get(1)).value());
  }

  private static DwarfRegister register(Operand pushed) {
    return DwarfRegister.valueOf(((Gpr) pushed).text().toUpperCase(Locale.ROOT));
  }
}
