package org.tosc.backends.machines.snitch.core;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.snitch.isa.Behaviour;
import org.tosc.backends.machines.snitch.isa.FloatOperation;
import org.tosc.backends.machines.snitch.isa.FloatOperation.Operand;
import org.tosc.backends.machines.snitch.isa.Instruction;

/// What the FPU's subsystem does with an instruction (`snitch_fp_ss.sv`).
final class FloatForm {
  /// Which part of the subsystem does it.
  enum Kind {
    COMPUTE,
    LOAD,
    STORE,
    /// Streams or chaining are switched.
    SWITCH
  }

  final Kind kind;

  /// What the FPU computes; null unless it does.
  final @Nullable FloatOperation operation;

  final int rd;

  /// Whether `rd` waits for a result.
  final boolean writes;

  /// Which registers the three ports of the register file read, used or not.
  final int first;

  final int second;
  final int third;

  /// The same, a bit for each.
  final int ports;

  /// A bit for each register that is used.
  final int reads;

  /// Where the FPU's three operands come from.
  final Operand[] operands;

  /// How many bytes are loaded or stored.
  final int bytes;

  private FloatForm(
      Kind kind,
      Instruction instruction,
      @Nullable FloatOperation operation,
      boolean writes,
      int bytes) {
    this.kind = kind;
    this.operation = operation;
    this.writes = writes;
    this.bytes = bytes;
    rd = instruction.rd();
    List<Operand> sources = operation == null ? List.of() : operation.operands();
    operands = sources.toArray(new Operand[0]);
    first = instruction.first();
    second = second(instruction, sources);
    third = third(instruction, sources);
    ports = 1 << first | 1 << second | 1 << third;
    reads = kind == Kind.STORE ? 1 << second : reads(sources);
  }

  static FloatForm of(Instruction instruction, Behaviour.OfFloat behaviour) {
    return switch (behaviour) {
      case Behaviour.FloatCompute(FloatOperation operation) ->
          new FloatForm(Kind.COMPUTE, instruction, operation, !operation.toInteger(), 0);
      case Behaviour.FloatLoad(int bytes) ->
          new FloatForm(Kind.LOAD, instruction, null, true, bytes);
      case Behaviour.FloatStore(int bytes) ->
          new FloatForm(Kind.STORE, instruction, null, false, bytes);
      case Behaviour.StreamSwitch _, Behaviour.Chaining _ ->
          new FloatForm(Kind.SWITCH, instruction, null, false, 0);
    };
  }

  private static int second(Instruction instruction, List<Operand> operands) {
    boolean isFirst = !operands.isEmpty() && operands.get(1) == Operand.RS1;
    return isFirst ? instruction.first() : instruction.second();
  }

  private static int third(Instruction instruction, List<Operand> operands) {
    if (operands.isEmpty()) {
      return instruction.third();
    }
    return switch (operands.get(2)) {
      case RS2, RS2_REPLICATED -> instruction.second();
      case RD -> instruction.rd();
      case RS1, RS3, INTEGER, NONE -> instruction.third();
    };
  }

  private int reads(List<Operand> operands) {
    int registers = 0;
    for (int i = 0; i < operands.size(); i++) {
      Operand operand = operands.get(i);
      if (operand != Operand.NONE && operand != Operand.INTEGER) {
        registers |= 1 << port(i);
      }
    }
    return registers;
  }

  /// The register that a port reads.
  int port(int number) {
    return number == 0 ? first : number == 1 ? second : third;
  }
}
