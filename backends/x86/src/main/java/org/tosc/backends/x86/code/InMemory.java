package org.tosc.backends.x86.code;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.x86.asm.Gpr;
import org.tosc.backends.x86.asm.Imm;
import org.tosc.backends.x86.asm.Mask;
import org.tosc.backends.x86.asm.Masked;
import org.tosc.backends.x86.asm.Mem;
import org.tosc.backends.x86.asm.Opcode;
import org.tosc.backends.x86.asm.Operand;
import org.tosc.backends.x86.asm.Register;

/// Whether an instruction takes an operand from memory: the rows of the encoder know.
///
/// @param changed which operand
record InMemory(InstructionSet set, Opcode opcode, List<Arg> args, int changed) {
  /// A place in the frame as the operand; null where the instruction takes a register alone.
  @Nullable Arg operand(Arg.Spilled home) {
    return takes(home) ? home : null;
  }

  /// A constant as the operand; null where the instruction takes a register alone. Of a constant
  /// for all lanes scalars read one.
  @Nullable Arg constant(Routine.Constant constant) {
    if (takes(constant.whole())) {
      return constant.whole();
    }
    return takes(constant.one()) ? constant.one() : null;
  }

  private boolean takes(Arg to) {
    Operand[] operands = new Operand[args.size()];
    for (int i = 0; i < operands.length; i++) {
      operands[i] = any(i == changed ? to : args.get(i));
    }
    return opcode.takes(set.features(), operands);
  }

  /// An operand of the same kind.
  private static Operand any(Arg arg) {
    return switch (arg) {
      case Arg.Reg(Virtual v, int bits) -> register(v, bits);
      case Arg.Under(Arg.Reg(Virtual v, int bits), _, Arg.Outside outside) ->
          new Masked(register(v, bits), new Mask(1), outside == Arg.Outside.ZERO);
      case Arg.Address a -> memory(a.bits(), a.isBroadcast());
      case Arg.UnderAt(Arg.Address a, _) -> memory(a.bits(), false).masked(new Mask(1));
      case Arg.Literal(_, int bits, boolean isBroadcast) -> memory(bits, isBroadcast);
      case Arg.Spilled(_, int bits) -> memory(bits, false);
      case Arg.Immediate(long value) -> Imm.of(value);
    };
  }

  private static Register register(Virtual v, int bits) {
    return v.bank().register(1, bits);
  }

  private static Mem memory(int bits, boolean isBroadcast) {
    Mem plain = Mem.of(Math.max(8, bits), Gpr.RSP, 0);
    return isBroadcast ? plain.broadcast() : plain;
  }
}
