package org.tosc.backends.machines.snitch.core;

import java.io.Serial;

/// A program uses the machine in a way that the hardware has no defined answer to, or hangs on.
public final class Misuse extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private static final int UNKNOWN = -1;

  /// What was misused.
  public enum Kind {
    /// `frep.o` inside of `frep.o` inside of `frep.o`, or a second one inside of the same body.
    NEST,
    /// An instruction in the body of an `frep.o` that cannot be repeated.
    BODY,
    /// A body that is longer than the buffer that repeats it.
    BODY_LENGTH,
    /// A body that does not end where it is said to: the program branches or ends before.
    UNBALANCED,
    /// Registers that are counted up beyond `f31`, or in a loop that is not the innermost.
    STAGGER,
    /// A stream that does not exist, or that was never given a job.
    STREAM,
    /// More elements are read or written than the job of a stream has.
    STREAM_OVERRUN,
    /// Elements of a stream's job are left.
    STREAM_UNDERRUN,
    /// A stream that writes is read.
    STREAM_READ,
    /// A stream that reads is written.
    STREAM_WRITE,
    /// A pointer or stride of a stream that is not a multiple of 8.
    STREAM_ALIGNMENT,
    /// A stream outside of the cluster's memory.
    STREAM_ADDRESS,
    /// Streams are still switched on when a program ends.
    STREAM_ENABLED,
    /// A register that is a queue is read, and nothing is ever written to it.
    CHAIN,
    /// An address behind the end of the cluster's memory.
    TCDM_OVERFLOW,
    /// An address outside of all memories.
    ADDRESS,
    /// An address that is not a multiple of the size of what is accessed.
    ALIGNMENT,
    /// A jump to where no code is.
    CODE,
    /// A word that is no instruction.
    INSTRUCTION,
    /// An instruction that this core lacks.
    EXTENSION,
    /// The DMA engine is told to do what it cannot.
    DMA,
    /// A barrier that not all cores reach.
    BARRIER,
    /// Nothing can ever be issued again.
    HANG
  }

  private final Kind kind;
  private final int pc;
  private final int hart;

  /// @param pc where the instruction stands
  Misuse(Kind kind, int pc, String message) {
    this(kind, pc, UNKNOWN, message);
  }

  private Misuse(Kind kind, int pc, int hart, String message) {
    super(message, null, false, false);
    this.kind = kind;
    this.pc = pc;
    this.hart = hart;
  }

  /// The same with the core that it happened on.
  Misuse on(int core) {
    return hart == UNKNOWN ? new Misuse(kind, pc, core, words()) : this;
  }

  private String words() {
    String message = getMessage();
    return message == null ? kind.toString() : message;
  }

  public Kind kind() {
    return kind;
  }

  /// Where the instruction stands that did it, or that waits.
  public int pc() {
    return pc;
  }

  /// The number of the core's hart; negative where it is no core's.
  public int hart() {
    return hart;
  }
}
