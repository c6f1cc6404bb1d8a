package org.tosc.backends.machines.snitch.core;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.snitch.isa.Behaviour;
import org.tosc.backends.machines.snitch.isa.FloatOperation;
import org.tosc.backends.machines.snitch.isa.FloatOperation.Operand;
import org.tosc.backends.machines.snitch.isa.Instruction;

/// The FPU with its registers: what the sequencer gives out is issued in order, one instruction in
/// a cycle (`snitch_fp_ss.sv`).
final class FloatSubsystem {
  private static final int REGISTERS = 32;
  private static final int DYNAMIC = 7;

  // What is passed with a result: the register, who gets it, and the exceptions.
  private static final int REGISTER = 31;
  private static final int TO_STREAM = 1 << 5;
  private static final int TO_INTEGER = 1 << 6;
  private static final int FLAGS = 7;

  /// Above the 32 bits of a float of 32 bits, all bits are set (NaN boxing).
  private final long[] registers = new long[REGISTERS];

  private final FloatUnits units;
  private final FloatArithmetic arithmetic;
  private final Stream[] streams;
  private final ControlRegisters control;
  private final FloatPort port;
  private final Counters counters;

  /// A bit for each register that waits for a result.
  private int busy;

  /// A bit for each register that is a queue of one value.
  private int chained;

  /// Which of those hold one.
  private int chainedValid;

  private boolean streaming;

  // The instruction that could be issued in this cycle.
  private @Nullable Offloaded candidate;
  private boolean repeated;
  private boolean operandsReady;
  private int[] read = new int[3];

  FloatSubsystem(
      Configuration configuration,
      FloatArithmetic arithmetic,
      Stream[] streams,
      ControlRegisters control,
      FloatPort port,
      Counters counters) {
    this.units = new FloatUnits(configuration.latencies());
    this.arithmetic = arithmetic;
    this.streams = streams;
    this.control = control;
    this.port = port;
    this.counters = counters;
  }

  /// Begins a cycle.
  ///
  /// @param offered what the sequencer has; null for nothing
  void begin(@Nullable Offloaded offered, boolean isRepeated) {
    units.begin();
    candidate = offered;
    repeated = isRepeated;
    operandsReady = offered != null && isReady(offered.instruction());
  }

  /// Whether there is a result for the integer core.
  boolean hasResponse() {
    return units.hasResult() && (units.tag() & TO_INTEGER) != 0;
  }

  int responseRegister() {
    return units.tag() & REGISTER;
  }

  int responseValue() {
    return (int) units.value();
  }

  // What is ready.

  private static Behaviour.OfFloat of(Instruction instruction) {
    return (Behaviour.OfFloat) instruction.behaviour();
  }

  private boolean isReady(Instruction instruction) {
    return switch (of(instruction)) {
      case Behaviour.FloatCompute(FloatOperation operation) -> {
        addresses(instruction, operation.operands());
        yield areReady(operation.operands()) && (operation.toInteger() || isFree(instruction.rd()));
      }
      case Behaviour.FloatLoad _ -> {
        addresses(instruction, List.of());
        yield isFree(instruction.rd());
      }
      case Behaviour.FloatStore _ -> {
        addresses(instruction, List.of());
        yield isReady(instruction.second());
      }
      case Behaviour.StreamSwitch _, Behaviour.Chaining _ -> {
        addresses(instruction, List.of());
        yield true;
      }
    };
  }

  /// Which registers the three ports of the register file read, used or not.
  private void addresses(Instruction instruction, List<Operand> operands) {
    read[0] = instruction.first();
    read[1] = instruction.second();
    read[2] = instruction.third();
    if (operands.isEmpty()) {
      return;
    }
    if (operands.get(1) == Operand.RS1) {
      read[1] = instruction.first();
    }
    Operand last = operands.get(2);
    if (last == Operand.RS2 || last == Operand.RS2_REPLICATED) {
      read[2] = instruction.second();
    } else if (last == Operand.RD) {
      read[2] = instruction.rd();
    }
  }

  private boolean areReady(List<Operand> operands) {
    for (int i = 0; i < operands.size(); i++) {
      if (isRegister(operands.get(i)) && !isReady(read[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean isRegister(Operand operand) {
    return operand != Operand.NONE && operand != Operand.INTEGER;
  }

  private boolean isReady(int register) {
    int bit = 1 << register;
    if ((chained & bit) != 0) {
      return (chainedValid & bit) != 0;
    }
    return (busy & bit) == 0 && (!isStream(register) || streams[register].hasData());
  }

  private boolean isFree(int register) {
    int bit = 1 << register;
    return (chained & bit) != 0 || (busy & bit) == 0;
  }

  private boolean isStream(int register) {
    return streaming && register < streams.length;
  }

  // The cycle.

  /// Writes a result, and issues the candidate if it can be.
  ///
  /// @param responseTaken whether the result for the integer core is taken
  /// @param loaded what has come from memory; null for nothing
  /// @return whether the candidate was issued
  boolean step(boolean responseTaken, @Nullable Access loaded) {
    boolean toRegister = units.hasResult() && (units.tag() & TO_INTEGER) == 0;
    boolean leaves = units.hasResult() && (toRegister ? canWrite() : responseTaken);
    Offloaded issued = candidate != null && canIssue(candidate, leaves) ? candidate : null;
    int written = 0;
    long value = leaves ? units.value() : 0;
    int tag = leaves ? units.tag() : 0;
    Issue issue = issued == null ? null : execute(issued);
    units.move(leaves);
    if (leaves) {
      control.raise(tag >>> FLAGS);
    }
    if (leaves && toRegister) {
      written = 1 << (tag & REGISTER);
      write(tag, value);
    } else if (!toRegister && loaded != null && !loaded.write) {
      written = 1 << loaded.rd;
      registers[loaded.rd] = loaded.data;
      loadTaken = true;
    }
    finish(issued, issue, written);
    return issued != null;
  }

  private boolean loadTaken;

  /// Whether what has come from memory was written, asked once after [#step].
  boolean tookLoad() {
    boolean took = loadTaken;
    loadTaken = false;
    return took;
  }

  private boolean canWrite() {
    int rd = units.tag() & REGISTER;
    if ((units.tag() & TO_STREAM) != 0) {
      return streams[rd].accepts();
    }
    int bit = 1 << rd;
    if ((chained & bit) == 0 || (chainedValid & bit) == 0) {
      return true;
    }
    boolean isRead = read[0] == rd || read[1] == rd || read[2] == rd;
    return isRead && candidate != null && isConsuming(candidate);
  }

  /// Whether the candidate would take a value from a register that is a queue.
  private boolean isConsuming(Offloaded offered) {
    return switch (of(offered.instruction())) {
      case Behaviour.FloatCompute _ -> operandsReady;
      case Behaviour.FloatLoad _ -> operandsReady && port.takes(false);
      case Behaviour.FloatStore _ -> operandsReady && port.takes(true);
      case Behaviour.StreamSwitch _, Behaviour.Chaining _ -> false;
    };
  }

  private boolean canIssue(Offloaded offered, boolean leaves) {
    if (!operandsReady) {
      return false;
    }
    return switch (of(offered.instruction())) {
      case Behaviour.FloatCompute(FloatOperation operation) ->
          units.hasRoom(operation.kind().unit(), leaves);
      case Behaviour.FloatLoad _ -> port.takes(false);
      case Behaviour.FloatStore _ -> port.takes(true);
      case Behaviour.StreamSwitch _, Behaviour.Chaining _ -> true;
    };
  }

  /// What an issue puts into a unit.
  private record Issue(FloatOperation.Unit unit, long value, int tag) {}

  private @Nullable Issue execute(Offloaded offered) {
    Instruction instruction = offered.instruction();
    counters.floatIssues++;
    switch (of(instruction)) {
      case Behaviour.FloatCompute(FloatOperation operation) -> {
        counters.fpuIssues++;
        return compute(offered, operation);
      }
      case Behaviour.FloatLoad(int bytes) ->
          port.issue(
              new Access(
                  false,
                  offered.address(),
                  bytes,
                  0,
                  instruction.rd(),
                  true,
                  true,
                  repeated,
                  null));
      case Behaviour.FloatStore(int bytes) -> {
        long data = take(instruction.second());
        port.issue(
            new Access(true, offered.address(), bytes, data, 0, false, true, repeated, null));
      }
      case Behaviour.StreamSwitch _, Behaviour.Chaining _ -> {}
    }
    return null;
  }

  private Issue compute(Offloaded offered, FloatOperation operation) {
    Instruction instruction = offered.instruction();
    long a = operand(0, operation, offered);
    long b = operand(1, operation, offered);
    long c = operand(2, operation, offered);
    long value =
        arithmetic.compute(
            operation,
            rounding(instruction, operation),
            control.floatMode(),
            control.raised(),
            a,
            b,
            c);
    int rd = instruction.rd();
    int tag = rd | arithmetic.flags() << FLAGS;
    if (operation.toInteger()) {
      tag |= TO_INTEGER;
    } else if (isStream(rd)) {
      tag |= TO_STREAM;
    }
    if (operation.kind() == FloatOperation.Kind.FMADD && !operation.vector()) {
      counters.multiplyAddIssues++;
    }
    return new Issue(operation.kind().unit(), value, tag);
  }

  private int rounding(Instruction instruction, FloatOperation operation) {
    int named = instruction.word() >>> 12 & 7;
    return switch (operation.rounding()) {
      case INSTRUCTION -> named == DYNAMIC ? control.roundingMode() : named;
      case DYNAMIC -> control.roundingMode();
      case RNE -> 0;
      case RTZ -> 1;
      case RDN -> 2;
      case RUP -> 3;
    };
  }

  private long operand(int number, FloatOperation operation, Offloaded offered) {
    return switch (operation.operands().get(number)) {
      case NONE -> -1;
      case INTEGER -> offered.first();
      case RS1, RS2, RS3, RD -> take(read[number]);
      case RS2_REPLICATED -> replicated(take(read[number]), operation.source().width());
    };
  }

  private static long replicated(long value, int bits) {
    long lowest = value & (-1L >>> (Long.SIZE - bits));
    long all = lowest;
    for (int width = bits; width < Long.SIZE; width *= 2) {
      all |= all << width;
    }
    return all;
  }

  private long take(int register) {
    if (isStream(register)) {
      Stream stream = streams[register];
      stream.pop();
      return stream.data();
    }
    return registers[register];
  }

  private void write(int tag, long value) {
    int rd = tag & REGISTER;
    registers[rd] = value;
    if ((tag & TO_STREAM) != 0) {
      streams[rd].push(value);
    }
  }

  private void finish(@Nullable Offloaded issued, @Nullable Issue issue, int written) {
    int taken = 0;
    boolean wasStreaming = streaming;
    int wasChained = chained;
    if (issued != null) {
      taken = 1 << read[0] | 1 << read[1] | 1 << read[2];
      Instruction instruction = issued.instruction();
      switch (of(instruction)) {
        case Behaviour.FloatCompute(FloatOperation operation) -> {
          if (!operation.toInteger()) {
            busy |= 1 << instruction.rd();
          }
        }
        case Behaviour.FloatLoad _ -> busy |= 1 << instruction.rd();
        case Behaviour.FloatStore _ -> {}
        case Behaviour.StreamSwitch(boolean on) ->
            streaming = (instruction.first() & 1) != 0 ? on : streaming;
        case Behaviour.Chaining(boolean on) ->
            chained = on ? chained | issued.first() : chained & ~issued.first();
      }
    }
    if (issue != null) {
      units.issue(issue.unit(), issue.value(), issue.tag());
    }
    chainedValid = (chainedValid & ~(taken & wasChained)) | (written & wasChained);
    busy &= ~written;
    if (wasStreaming) {
      busy &= -1 << streams.length;
    }
  }

  /// Whether nothing is on its way.
  boolean isIdle() {
    return units.isEmpty() && port.isEmpty();
  }

  boolean isStreaming() {
    return streaming;
  }

  long register(int number) {
    return registers[number];
  }

  void setRegister(int number, long bits) {
    registers[number] = bits;
  }
}
