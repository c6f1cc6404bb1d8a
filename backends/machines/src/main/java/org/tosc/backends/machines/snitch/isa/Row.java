package org.tosc.backends.machines.snitch.isa;

/// One instruction of the table.
///
/// @param mnemonic as assemblers write it
/// @param match the bits that are fixed
/// @param mask which bits are fixed
/// @param layout where the immediate is
public record Row(String mnemonic, int match, int mask, Layout layout, Behaviour behaviour) {
  /// A row from its bits, written from the highest to the lowest: `0`, `1`, or `?` for any.
  static Row of(String mnemonic, String bits, Layout layout, Behaviour behaviour) {
    if (bits.length() != Integer.SIZE) {
      throw new IllegalArgumentException(mnemonic + " has " + bits.length() + " bits");
    }
    int match = Integer.parseUnsignedInt(bits.replace('?', '0'), 2);
    int mask = Integer.parseUnsignedInt(bits.replace('0', '1').replace('?', '0'), 2);
    return new Row(mnemonic, match, mask, layout, behaviour);
  }

  /// Whether a word is this instruction.
  boolean is(int word) {
    return (word & mask) == match;
  }

  /// Whether the integer core waits for `rs1`.
  boolean readsFirst() {
    return switch (behaviour) {
      case Behaviour.Compute _, Behaviour.Branch _, Behaviour.Load _, Behaviour.Store _ -> true;
      case Behaviour.Atomic _, Behaviour.Multiply _, Behaviour.FloatLoad _ -> true;
      case Behaviour.FloatStore _, Behaviour.Repeat _, Behaviour.Chaining _ -> true;
      case Behaviour.Jump(boolean indirect) -> indirect;
      case Behaviour.Csr(var _, boolean immediate) -> !immediate;
      case Behaviour.FloatCompute(FloatOperation operation) -> operation.readsInteger();
      case Behaviour.StreamConfig(boolean write, boolean _) -> write;
      case Behaviour.Dma(var operation, boolean _) -> operation != Behaviour.DmaOperation.STATUS;
      case Behaviour.Upper _, Behaviour.Environment _, Behaviour.StreamSwitch _ -> false;
      case Behaviour.Illegal _ -> false;
    };
  }

  /// Whether the integer core waits for `rs2`.
  boolean readsSecond() {
    return switch (behaviour) {
      case Behaviour.Compute(var _, boolean immediate) -> !immediate;
      case Behaviour.Branch _, Behaviour.Store _, Behaviour.Atomic _, Behaviour.Multiply _ -> true;
      case Behaviour.StreamConfig(boolean _, boolean immediate) -> !immediate;
      case Behaviour.Dma(var operation, boolean immediate) -> !immediate && takesTwo(operation);
      case Behaviour.Upper _, Behaviour.Jump _, Behaviour.Load _, Behaviour.Csr _ -> false;
      case Behaviour.Environment _, Behaviour.FloatCompute _, Behaviour.FloatLoad _ -> false;
      case Behaviour.FloatStore _, Behaviour.StreamSwitch _, Behaviour.Chaining _ -> false;
      case Behaviour.Repeat _, Behaviour.Illegal _ -> false;
    };
  }

  private static boolean takesTwo(Behaviour.DmaOperation operation) {
    return switch (operation) {
      case SOURCE, DESTINATION, COPY, STATUS, STRIDES -> true;
      case REPEATS, MULTICAST -> false;
    };
  }
}
