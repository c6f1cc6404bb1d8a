package org.tosc.backends.x86.code;

import java.util.Collections;
import java.util.List;

/// A routine, and where each of its virtual registers is: in a register of the machine, in its
/// frame, or nowhere, where nothing needs it.
final class Allocation {
  /// Stands for no register and no place in the frame.
  static final int NONE = -1;

  private final Routine routine;
  private final int[] registers;
  private final int[] slots;
  private final List<Virtual> inFrame;

  /// @param registers by virtual registers' numbers, those of registers, or [#NONE]
  /// @param slots the same of places in the frame
  /// @param inFrame what is in each of them
  Allocation(Routine routine, int[] registers, int[] slots, List<Virtual> inFrame) {
    this.routine = routine;
    this.registers = registers;
    this.slots = slots;
    this.inFrame = Collections.unmodifiableList(inFrame);
  }

  Routine routine() {
    return routine;
  }

  boolean isInRegister(Virtual v) {
    return registers[v.id()] != NONE;
  }

  /// The number of a register that has one.
  int number(Virtual v) {
    return there(registers, v, "register");
  }

  boolean isInFrame(Virtual v) {
    return slots[v.id()] != NONE;
  }

  int slot(Virtual v) {
    return there(slots, v, "place in the frame");
  }

  private static int there(int[] places, Virtual v, String what) {
    int place = places[v.id()];
    if (place == NONE) {
      throw new IllegalStateException(v + " has no " + what);
    }
    return place;
  }

  /// What is in the frame, by places.
  List<Virtual> inFrame() {
    return inFrame;
  }

  /// The registers of a bank that it uses: a bit for each.
  long used(Bank bank) {
    long used = 0;
    for (Virtual v : routine.virtuals()) {
      if (v.bank() == bank && registers[v.id()] != NONE) {
        used |= 1L << registers[v.id()];
      }
    }
    return used;
  }
}
