package org.tosc.backends.machines.snitch.core;

/// The control and status registers that the integer core has (`snitch.sv`; RISC-V privileged
/// manual, chapter 3).
final class ControlRegisters {
  static final int FFLAGS = 0x001;
  static final int FRM = 0x002;
  static final int FCSR = 0x003;
  static final int MSTATUS = 0x300;
  static final int MISA = 0x301;
  static final int MIE = 0x304;
  static final int MTVEC = 0x305;
  static final int MSCRATCH = 0x340;
  static final int MEPC = 0x341;
  static final int MCAUSE = 0x342;
  static final int MIP = 0x344;
  static final int BARRIER = 0x7C2;
  static final int MULTICAST = 0x7C4;
  static final int FMODE = 0x800;
  static final int MCYCLE = 0xB00;
  static final int MINSTRET = 0xB02;
  static final int MCYCLEH = 0xB80;
  static final int MINSTRETH = 0xB82;
  static final int MSEG = 0xBC0;
  static final int MHARTID = 0xF14;

  /// A, D, F, I, M and X of RV32.
  private static final int ISA = 1 << 30 | 1 << 23 | 1 << 12 | 1 << 8 | 1 << 5 | 1 << 3 | 1;

  /// The state of the FPU is always dirty.
  private static final int STATUS_OF_FLOATS = 1 << 31 | 3 << 13;

  private static final int INTERRUPTS = 1 << 3;
  private static final int PREVIOUS_INTERRUPTS = 1 << 7;
  private static final int PREVIOUS_MODE = 3 << 11;

  private final int hart;
  private int flags;
  private int rounding;
  private int mode;
  private int status;
  private int enabled;
  private int pending;
  private int vector;
  private int scratch;
  private int returnAddress;
  private int cause;
  private int segment;
  private int multicast;

  ControlRegisters(int hart) {
    this.hart = hart;
  }

  /// A register, where `cycles` and `instructions` count.
  int read(int number, long cycles, long instructions) {
    return switch (number) {
      case FFLAGS -> flags;
      case FRM -> rounding;
      case FCSR -> mode << 8 | rounding << 5 | flags;
      case FMODE -> mode;
      case MSTATUS -> status | STATUS_OF_FLOATS;
      case MISA -> ISA;
      case MIE -> enabled;
      case MIP -> pending;
      case MTVEC -> vector;
      case MSCRATCH -> scratch;
      case MEPC -> returnAddress;
      case MCAUSE -> cause;
      case MULTICAST -> multicast;
      case MSEG -> segment;
      case MHARTID -> hart;
      case MCYCLE -> (int) cycles;
      case MCYCLEH -> (int) (cycles >>> 32);
      case MINSTRET -> (int) instructions;
      case MINSTRETH -> (int) (instructions >>> 32);
      default -> 0;
    };
  }

  void write(int number, int value) {
    switch (number) {
      case FFLAGS -> flags = value & 0x1F;
      case FRM -> rounding = value & 7;
      case FCSR -> {
        flags = value & 0x1F;
        rounding = value >>> 5 & 7;
        mode = value >>> 8 & 3;
      }
      case FMODE -> mode = value & 3;
      case MSTATUS -> status = value & (INTERRUPTS | PREVIOUS_INTERRUPTS | PREVIOUS_MODE);
      case MIE -> enabled = value;
      case MTVEC -> vector = value & ~3;
      case MSCRATCH -> scratch = value;
      case MEPC -> returnAddress = value;
      case MCAUSE -> cause = value & 0x8000001F;
      case MULTICAST -> multicast = value;
      case MSEG -> segment = value;
      default -> {}
    }
  }

  /// Adds exceptions of the FPU.
  void raise(int exceptions) {
    flags |= exceptions;
  }

  int raised() {
    return flags;
  }

  int roundingMode() {
    return rounding;
  }

  int floatMode() {
    return mode;
  }

  // Traps.

  void setPending(int interrupt, boolean isPending) {
    pending = isPending ? pending | 1 << interrupt : pending & ~(1 << interrupt);
  }

  /// Whether an interrupt would end `wfi`.
  boolean wakes() {
    return (pending & enabled) != 0;
  }

  boolean interrupts() {
    return wakes() && (status & INTERRUPTS) != 0;
  }

  /// The number of the interrupt that is taken.
  int interrupt() {
    return Integer.numberOfTrailingZeros(pending & enabled);
  }

  /// Where traps go; 0 where nobody has said.
  int vector() {
    return vector;
  }

  /// Enters a trap.
  ///
  /// @return where to go on
  int trap(int why, int pc) {
    cause = why;
    returnAddress = pc;
    int wasEnabled = (status & INTERRUPTS) != 0 ? PREVIOUS_INTERRUPTS : 0;
    status = PREVIOUS_MODE | wasEnabled;
    return vector;
  }

  /// Leaves a trap.
  ///
  /// @return where to go on
  int leaveTrap() {
    int wasEnabled = (status & PREVIOUS_INTERRUPTS) != 0 ? INTERRUPTS : 0;
    status = PREVIOUS_INTERRUPTS | wasEnabled;
    return returnAddress;
  }
}
