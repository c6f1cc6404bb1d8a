package org.tosc.backends.x86.code;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.x86.asm.Label;
import org.tosc.backends.x86.asm.Opcode;

/// One line of a [Routine].
sealed interface Line {
  /// What an instruction does with its first operand. The others are read.
  enum First {
    WRITTEN,
    CHANGED,
    READ
  }

  /// An instruction.
  record Insn(Opcode opcode, First first, List<Arg> args) implements Line {
    public Insn {
      args = List.copyOf(args);
    }
  }

  /// The same bits in another register; nothing, where both get the same one.
  record Move(Virtual to, Virtual from, int bits) implements Line {}

  record Bind(Label label) implements Line {}

  record Jump(Opcode opcode, Label target) implements Line {}

  /// Where a loop begins: what is needed in its next round is needed to its end.
  record LoopStart(int loop) implements Line {}

  record LoopEnd(int loop) implements Line {}

  /// A call of another routine of the kernel, which changes what [Bank#survivesCalls] does not
  /// name.
  ///
  /// @param arguments in the order of its parameters
  record Call(Label target, List<Virtual> arguments) implements Line {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /// The quotient or the rest of a division of two 32-bit numbers, towards 0.
  record Divide(Virtual to, Virtual a, Virtual b, boolean isRest) implements Line {}

  /// The registers that it reads.
  default void reads(Consumer<Virtual> each) {
    switch (this) {
      case Insn(_, First first, List<Arg> args) -> {
        for (int i = 0; i < args.size(); i++) {
          Arg arg = args.get(i);
          arg.inside(each);
          Virtual register = register(arg);
          if (register != null && (i > 0 || first != First.WRITTEN || merges(arg))) {
            each.accept(register);
          }
        }
      }
      case Move(_, Virtual from, _) -> each.accept(from);
      case Call(_, List<Virtual> arguments) -> arguments.forEach(each);
      case Divide(_, Virtual a, Virtual b, _) -> {
        each.accept(a);
        each.accept(b);
      }
      case Bind _, Jump _, LoopStart _, LoopEnd _ -> {}
    }
  }

  /// The register that it writes.
  default @Nullable Virtual writes() {
    return switch (this) {
      case Insn(_, First first, List<Arg> args) ->
          first == First.READ || args.isEmpty() ? null : register(args.getFirst());
      case Move(Virtual to, _, _) -> to;
      case Divide(Virtual to, _, _, _) -> to;
      case Bind _, Jump _, LoopStart _, LoopEnd _, Call _ -> null;
    };
  }

  private static @Nullable Virtual register(Arg arg) {
    return switch (arg) {
      case Arg.Reg(Virtual virtual, _) -> virtual;
      case Arg.Under(Arg.Reg to, _, _) -> to.virtual();
      case Arg.Address _, Arg.Literal _, Arg.Spilled _, Arg.Immediate _, Arg.UnderAt _ -> null;
    };
  }

  /// Lanes outside a mask keep what they held.
  private static boolean merges(Arg arg) {
    return arg instanceof Arg.Under u && u.outside() == Arg.Outside.KEPT;
  }
}
