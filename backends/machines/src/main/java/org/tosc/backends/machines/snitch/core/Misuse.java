package org.tosc.backends.machines.snitch.core;

import java.io.Serial;

/// A program uses the machine in a way that the hardware has no defined answer to, or hangs on.
public final class Misuse extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  /// What was misused.
  public enum Kind {
    /// `frep.o` inside of `frep.o` inside of `frep.o`.
    NEST,
    /// An instruction in the body of an `frep.o` that the buffer cannot hold.
    BODY,
    /// A stream was read or written that no job was given to.
    STREAM,
    /// An address outside of all memories.
    ADDRESS,
    /// An address that is not a multiple of the size of what is accessed.
    ALIGNMENT,
    /// A word that is no instruction of this core.
    INSTRUCTION
  }

  private final Kind kind;
  private final int pc;

  /// @param pc where the instruction stands
  Misuse(Kind kind, int pc, String message) {
    super(message, null, false, false);
    this.kind = kind;
    this.pc = pc;
  }

  public Kind kind() {
    return kind;
  }

  public int pc() {
    return pc;
  }
}
