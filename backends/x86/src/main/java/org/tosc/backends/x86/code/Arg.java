package org.tosc.backends.x86.code;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.x86.asm.Label;

/// What an instruction takes before registers are allocated: an operand
/// ([org.tosc.backends.x86.asm.Operand]) on virtual registers.
sealed interface Arg {
  /// A register.
  ///
  /// @param bits how many of it; 0 for masks
  record Reg(Virtual virtual, int bits) implements Arg {}

  /// Memory at a register.
  ///
  /// @param bits of the access; of one element where that stands for all lanes
  record Address(
      @Nullable Virtual base,
      @Nullable Virtual index,
      int scale,
      int displacement,
      int bits,
      boolean isBroadcast)
      implements Arg {
    void registers(Consumer<Virtual> each) {
      if (base != null) {
        each.accept(base);
      }
      if (index != null) {
        each.accept(index);
      }
    }

    Address moved(long bytes) {
      return new Address(
          base, index, scale, Math.toIntExact(displacement + bytes), bits, isBroadcast);
    }

    Address of(int width, boolean broadcast) {
      return new Address(base, index, scale, displacement, width, broadcast);
    }
  }

  /// A constant behind the code.
  record Literal(Label label, int bits, boolean isBroadcast) implements Arg {}

  /// Memory of the routine's frame.
  ///
  /// @param slot from 0 on
  record Spilled(int slot, int bits) implements Arg {}

  record Immediate(long value) implements Arg {}

  /// What becomes of the lanes of a result outside a mask.
  enum Outside {
    ZERO,
    KEPT,
    /// The mask chooses between two operands: no lane is left out.
    CHOSEN
  }

  /// A result under a mask.
  record Under(Reg to, Virtual mask, Outside outside) implements Arg {}

  /// A place in memory under a mask.
  record UnderAt(Address to, Virtual mask) implements Arg {}

  /// Hands out the registers that are read to find it, but not a register itself.
  default void inside(Consumer<Virtual> each) {
    switch (this) {
      case Address a -> a.registers(each);
      case UnderAt(Address to, Virtual mask) -> {
        to.registers(each);
        each.accept(mask);
      }
      case Under(_, Virtual mask, _) -> each.accept(mask);
      case Reg _, Literal _, Spilled _, Immediate _ -> {}
    }
  }
}
