package org.tosc.backends.x86.elf;

import java.util.ArrayList;
import java.util.List;

/// Where a function keeps what a debugger needs to find its caller, step by step. At the start the
/// canonical frame address (CFA: the value of rsp before the call) is rsp + 8, and the return
/// address lies below it.
///
/// @param steps in order of their places
public record Frame(List<FrameStep> steps) {
  /// Pushes nothing and moves rsp nowhere.
  public static final Frame LEAF = new Frame(List.of());

  private static final int PUSHED = 1;
  private static final int MOVED = 4;

  public Frame {
    steps = List.copyOf(steps);
    int last = 0;
    for (FrameStep step : steps) {
      Check.that(step.at() >= last, "the step at %d comes after that at %d", step.at(), last);
      last = step.at();
    }
  }

  /// A function of so many bytes that begins with `push rbp` (1 byte) and `mov rbp, rsp` (3), and
  /// restores rbp just before each `ret` (1 byte).
  ///
  /// @param returns the offsets of these `ret`s in the function, upwards
  public static Frame rbp(int size, int... returns) {
    List<FrameStep> steps = new ArrayList<>();
    steps.add(new FrameStep.Cfa(PUSHED, DwarfRegister.RSP, 16));
    steps.add(new FrameStep.Saved(PUSHED, DwarfRegister.RBP, 16));
    steps.add(new FrameStep.Cfa(MOVED, DwarfRegister.RBP, 16));
    for (int at : returns) {
      steps.add(new FrameStep.Cfa(at, DwarfRegister.RSP, 8));
      steps.add(new FrameStep.Restored(at, DwarfRegister.RBP));
      if (at + 1 < size) {
        steps.add(new FrameStep.Cfa(at + 1, DwarfRegister.RBP, 16));
        steps.add(new FrameStep.Saved(at + 1, DwarfRegister.RBP, 16));
      }
    }
    return new Frame(steps);
  }
}
