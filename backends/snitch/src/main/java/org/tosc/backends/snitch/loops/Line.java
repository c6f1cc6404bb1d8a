package org.tosc.backends.snitch.loops;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.snitch.isa.Base;
import org.tosc.backends.snitch.isa.DoubleFloat;
import org.tosc.backends.snitch.isa.Opcode;
import org.tosc.backends.snitch.isa.Operand;

/// An instruction, or what becomes a few.
sealed interface Line {
  /// An instruction, with its operands in the order of its row; what it writes stands first.
  record Insn(Opcode opcode, List<Arg> args) implements Line {
    public Insn {
      args = List.copyOf(args);
    }

    boolean hasResult() {
      Operand first = opcode.format().operands().getFirst();
      return first == Operand.XD || first == Operand.FD;
    }
  }

  /// A whole number into a register.
  record Whole(Arg to, int value) implements Line {}

  /// The address of an array of the frame.
  ///
  /// @param offset from the first array on
  record ArrayAddress(Arg to, int offset) implements Line {}

  /// An argument that the caller passed in a register; stands before all lines but others of this
  /// kind.
  record Arrival(Arg.Virtual to, Arg.Fixed from) implements Line {}

  /// An argument that the caller passed on the stack.
  ///
  /// @param word from the stack pointer on that the function was called with
  record Incoming(Arg to, int word) implements Line {}

  record Mark(Label label) implements Line {}

  record Jump(Label to) implements Line {}

  /// Jumps where a comparison of two registers holds.
  record Branch(Base comparison, Arg a, Arg b, Label to) implements Line {}

  /// Calls what stands behind the routine, with its return address in `t6`.
  record Call(Label to) implements Line {}

  /// From here on lines are run again and again.
  ///
  /// @param rounds how often, about
  record LoopStart(long rounds) implements Line {}

  record LoopEnd() implements Line {}

  /// The register that is written, null for none.
  default Arg.@Nullable Virtual writes() {
    Arg to =
        switch (this) {
          case Insn insn -> insn.hasResult() ? insn.args().getFirst() : null;
          case Whole(Arg n, _) -> n;
          case ArrayAddress(Arg n, _) -> n;
          case Arrival(Arg.Virtual n, _) -> n;
          case Incoming(Arg n, _) -> n;
          case Mark _, Jump _, Branch _, Call _, LoopStart _, LoopEnd _ -> null;
        };
    return to instanceof Arg.Virtual v ? v : null;
  }

  default void reads(Consumer<Arg.Virtual> each) {
    switch (this) {
      case Insn insn -> {
        for (int i = insn.hasResult() ? 1 : 0; i < insn.args().size(); i++) {
          if (insn.args().get(i) instanceof Arg.Virtual v) {
            each.accept(v);
          }
        }
      }
      case Branch branch -> {
        for (Arg arg : List.of(branch.a(), branch.b())) {
          if (arg instanceof Arg.Virtual v) {
            each.accept(v);
          }
        }
      }
      case Whole _,
          ArrayAddress _,
          Arrival _,
          Incoming _,
          Mark _,
          Jump _,
          Call _,
          LoopStart _,
          LoopEnd _ -> {}
    }
  }

  /// The same with other registers.
  default Line renamed(UnaryOperator<Arg> reads, UnaryOperator<Arg> write) {
    return switch (this) {
      case Insn insn -> {
        List<Arg> args = new ArrayList<>();
        for (Arg arg : insn.args()) {
          args.add(args.isEmpty() && insn.hasResult() ? write.apply(arg) : reads.apply(arg));
        }
        yield new Insn(insn.opcode(), args);
      }
      case Whole(Arg to, int value) -> new Whole(write.apply(to), value);
      case ArrayAddress(Arg to, int offset) -> new ArrayAddress(write.apply(to), offset);
      case Incoming(Arg to, int word) -> new Incoming(write.apply(to), word);
      case Branch(Base comparison, Arg a, Arg b, Label to) ->
          new Branch(comparison, reads.apply(a), reads.apply(b), to);
      case Arrival _, Mark _, Jump _, Call _, LoopStart _, LoopEnd _ -> this;
    };
  }

  /// What is only copied, null where this is no copy.
  default @Nullable Arg copied() {
    if (!(this instanceof Insn(Opcode opcode, List<Arg> args))) {
      return null;
    }
    boolean isFloatCopy = opcode == DoubleFloat.FSGNJ_D && args.get(1).equals(args.get(2));
    boolean isWholeCopy = opcode == Base.ADDI && args.get(2).equals(Arg.number(0));
    return isFloatCopy || isWholeCopy ? args.get(1) : null;
  }
}
