package org.tosc.backends.x86.elf;

/// What changes in a [Frame] at one place of its function.
public sealed interface FrameStep {
  /// The offset in the function of the first instruction that it holds for.
  int at();

  /// The canonical frame address is a register and a number of bytes.
  record Cfa(int at, DwarfRegister register, int plus) implements FrameStep {
    public Cfa {
      Check.that(at >= 0 && plus >= 0, "CFA at %d is %s + %d", at, register, plus);
    }
  }

  /// The caller's value of a register lies so many bytes below the canonical frame address.
  record Saved(int at, DwarfRegister register, int below) implements FrameStep {
    public Saved {
      Check.that(
          at >= 0 && below > 0 && below % 8 == 0,
          "%s at %d lies at CFA - %d, which is no multiple of 8",
          register,
          at,
          below);
    }
  }

  /// A register has the caller's value again.
  record Restored(int at, DwarfRegister register) implements FrameStep {
    public Restored {
      Check.that(at >= 0, "%s is restored at %d", register, at);
    }
  }
}
