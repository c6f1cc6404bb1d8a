package org.tosc.backends.machines.snitch.core;

import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.snitch.isa.Behaviour;
import org.tosc.backends.machines.snitch.isa.FloatOperation;
import org.tosc.backends.machines.snitch.isa.Instruction;
import org.tosc.backends.machines.snitch.isa.InstructionSet;
import org.tosc.backends.machines.snitch.isa.Row;

/// An instruction with all that units ask about it again and again, found out once.
final class Code {
  final Instruction instruction;
  final Route route;

  /// A bit for each register that the integer core must have before it issues. The field of `rd` is
  /// looked at whether the instruction has one or not (`snitch.sv`).
  final int waits;

  /// What the FPU's subsystem does; null where it does nothing.
  final @Nullable FloatForm form;

  /// Why the core has not the instruction; null where it has.
  final @Nullable String refusal;

  private Code(
      Instruction instruction, Route route, @Nullable FloatForm form, @Nullable String refusal) {
    this.refusal = refusal;
    this.instruction = instruction;
    this.route = route;
    this.form = form;
    waits =
        1 << instruction.rd()
            | (instruction.readsFirst() ? 1 << instruction.first() : 0)
            | (instruction.readsSecond() ? 1 << instruction.second() : 0);
  }

  /// What a word is to a core.
  static Code of(int word, Abilities abilities) {
    Instruction instruction = InstructionSet.decode(word);
    FloatForm form =
        instruction.behaviour() instanceof Behaviour.OfFloat of
            ? FloatForm.of(instruction, of)
            : null;
    Behaviour behaviour = instruction.behaviour();
    return new Code(
        instruction, route(instruction.row(), abilities), form, abilities.refusal(behaviour));
  }

  private static Route route(Row row, Abilities abilities) {
    return switch (row.behaviour()) {
      case Behaviour.FloatCompute(FloatOperation operation) ->
          abilities.isDirect(row.mnemonic(), operation) ? Route.DIRECT : Route.BUFFER;
      case Behaviour.FloatLoad _, Behaviour.FloatStore _ -> Route.BUFFER;
      case Behaviour.StreamSwitch _, Behaviour.Chaining _ -> Route.DIRECT;
      case Behaviour.Repeat _ -> Route.REPEAT;
      case Behaviour.StreamConfig _ -> Route.STREAMS;
      case Behaviour.Multiply _ -> Route.MULTIPLIER;
      case Behaviour.Dma _ -> Route.DMA;
      case Behaviour.Compute _, Behaviour.Upper _, Behaviour.Branch _ -> Route.INTEGER;
      case Behaviour.Jump _, Behaviour.Load _, Behaviour.Store _ -> Route.INTEGER;
      case Behaviour.Atomic _, Behaviour.Csr _, Behaviour.Environment _ -> Route.INTEGER;
      case Behaviour.Illegal _ -> Route.INTEGER;
    };
  }

  /// The same for an instruction that the FPU takes.
  ///
  /// @throws IllegalStateException where it takes none
  FloatForm floatForm() {
    if (form == null) {
      throw new IllegalStateException(instruction.row().mnemonic() + " is none of the FPU's");
    }
    return form;
  }
}
