package org.tosc.backends.machines.snitch.core;

import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.snitch.isa.Behaviour;
import org.tosc.backends.machines.snitch.isa.FloatOperation;
import org.tosc.backends.machines.snitch.isa.FloatOperation.Unit;
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

  /// A bit for each register that is a stream.
  private int streaming;

  // The instruction that could be issued in this cycle.
  private @Nullable Offloaded candidate;
  private boolean repeated;

  /// Why the candidate cannot be issued, as far as registers go; null where it can.
  private @Nullable FloatStall lacks;

  // What is put into a unit in this cycle.
  private @Nullable Unit unit;
  private long result;
  private int resultTag;

  private boolean loadTaken;

  // What happened in the cycle, for those who listen.
  private @Nullable FloatStall stalled;
  private @Nullable Unit left;

  /// Where the instructions stand that wrote to each stream last, and that switched streams on.
  private final int[] writerPc = new int[REGISTERS];

  private int switchPc;

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
    lacks = offered == null ? FloatStall.NOTHING : lacking(offered.code().floatForm());
  }

  /// Where the instruction stands that could be issued in this cycle; 0 where there is none.
  int pc() {
    return candidate == null ? 0 : candidate.pc();
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

  private @Nullable FloatStall lacking(FloatForm form) {
    int plain = form.reads & ~chained;
    if ((plain & busy) != 0 || (form.reads & chained & ~chainedValid) != 0) {
      return FloatStall.OPERAND;
    }
    int streamed = plain & streaming;
    while (streamed != 0) {
      if (!streams[Integer.numberOfTrailingZeros(streamed)].hasData()) {
        return FloatStall.STREAM_EMPTY;
      }
      streamed &= streamed - 1;
    }
    boolean waits = form.writes && (busy & ~chained & 1 << form.rd) != 0;
    return waits ? FloatStall.RESULT : null;
  }

  private boolean isStream(int register) {
    return (streaming >>> register & 1) != 0;
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
    FloatStall stall = stall(leaves);
    stalled = stall;
    left = leaves ? units.unit() : null;
    Offloaded issued = stall == null ? candidate : null;
    int written = 0;
    long value = leaves ? units.value() : 0;
    int tag = leaves ? units.tag() : 0;
    unit = null;
    if (issued != null) {
      execute(issued);
    } else if (stall != null) {
      counters.stall(stall);
    }
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
    finish(issued, written);
    return issued != null;
  }

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
    if ((chained & chainedValid & bit) == 0) {
      return true;
    }
    return candidate != null && isConsuming(candidate.code().floatForm(), bit);
  }

  /// Whether the candidate would take a value from a register that is a queue.
  private boolean isConsuming(FloatForm form, int register) {
    if (lacks != null || (form.ports & register) == 0) {
      return false;
    }
    return switch (form.kind) {
      case COMPUTE -> true;
      case LOAD -> port.takes(false);
      case STORE -> port.takes(true);
      case SWITCH -> false;
    };
  }

  /// Why the candidate is not issued; null where it is.
  private @Nullable FloatStall stall(boolean leaves) {
    if (lacks != null || candidate == null) {
      return lacks;
    }
    FloatForm form = candidate.code().floatForm();
    return switch (form.kind) {
      case COMPUTE -> units.hasRoom(unit(form), leaves) ? null : fullUnit();
      case LOAD -> port.takes(false) ? null : FloatStall.MEMORY;
      case STORE -> port.takes(true) ? null : FloatStall.MEMORY;
      case SWITCH -> null;
    };
  }

  private static FloatOperation operation(FloatForm form) {
    if (form.operation == null) {
      throw new IllegalStateException("nothing is computed");
    }
    return form.operation;
  }

  private static Unit unit(FloatForm form) {
    return operation(form).kind().unit();
  }

  private FloatStall fullUnit() {
    boolean waitsForStream = units.hasResult() && (units.tag() & TO_STREAM) != 0 && !canWrite();
    return waitsForStream ? FloatStall.STREAM_FULL : FloatStall.UNIT;
  }

  private void execute(Offloaded offered) {
    FloatForm form = offered.code().floatForm();
    counters.floatIssues++;
    switch (form.kind) {
      case COMPUTE -> {
        counters.fpuIssues++;
        compute(offered, form, operation(form));
      }
      case LOAD -> port.issue(access(offered, form, false, 0));
      case STORE -> port.issue(access(offered, form, true, take(form.second)));
      case SWITCH -> {}
    }
  }

  private Access access(Offloaded offered, FloatForm form, boolean write, long data) {
    int rd = write ? 0 : form.rd;
    return new Access(write, offered.address(), form.bytes, data, rd, !write, true, repeated, null);
  }

  private void compute(Offloaded offered, FloatForm form, FloatOperation operation) {
    long a = operand(0, form, operation, offered);
    long b = operand(1, form, operation, offered);
    long c = operand(2, form, operation, offered);
    int rounding = rounding(offered.instruction(), operation);
    result =
        arithmetic.compute(operation, rounding, control.floatMode(), control.raised(), a, b, c);
    int tag = form.rd | arithmetic.flags() << FLAGS;
    if (operation.toInteger()) {
      tag |= TO_INTEGER;
    } else if (isStream(form.rd)) {
      tag |= TO_STREAM;
      writerPc[form.rd] = offered.pc();
    }
    if (operation.kind() == FloatOperation.Kind.FMADD && !operation.vector()) {
      counters.multiplyAddIssues++;
    }
    resultTag = tag;
    unit = operation.kind().unit();
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

  private long operand(int number, FloatForm form, FloatOperation operation, Offloaded offered) {
    return switch (form.operands[number]) {
      case NONE -> -1;
      case INTEGER -> offered.first();
      case RS1, RS2, RS3, RD -> take(form.port(number));
      case RS2_REPLICATED -> replicated(take(form.port(number)), operation.source().width());
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

  private void finish(@Nullable Offloaded issued, int written) {
    int taken = 0;
    int wasStreaming = streaming;
    int wasChained = chained;
    if (issued != null) {
      FloatForm form = issued.code().floatForm();
      taken = form.ports;
      busy |= form.writes ? 1 << form.rd : 0;
      if (form.kind == FloatForm.Kind.SWITCH) {
        switchOver(issued);
      }
    }
    if (unit != null) {
      units.issue(unit, result, resultTag);
    }
    chainedValid = (chainedValid & ~(taken & wasChained)) | (written & wasChained);
    busy &= ~written & ~wasStreaming;
  }

  private void switchOver(Offloaded issued) {
    Instruction instruction = issued.instruction();
    if (instruction.behaviour() instanceof Behaviour.Chaining(boolean on)) {
      chained = on ? chained | issued.first() : chained & ~issued.first();
    } else if (instruction.behaviour() instanceof Behaviour.StreamSwitch(boolean on)
        && (instruction.first() & 1) != 0) {
      streaming = on ? (1 << streams.length) - 1 : 0;
      switchPc = issued.pc();
    }
  }

  /// Whether nothing is on its way.
  boolean isIdle() {
    return units.isEmpty() && port.isEmpty();
  }

  /// Why nothing was issued in the cycle; null where something was.
  @Nullable FloatStall stalled() {
    return stalled;
  }

  /// The unit that gave a result in the cycle; null for none.
  @Nullable Unit left() {
    return left;
  }

  // What is waited for, where nothing goes on.

  /// What could be issued next; null for nothing.
  @Nullable Offloaded candidate() {
    return candidate;
  }

  /// Why that cannot be issued, as far as registers go; null where it can.
  @Nullable FloatStall lack() {
    return lacks;
  }

  /// The stream without an element that the candidate reads; negative for none.
  int emptyStream() {
    int streamed =
        candidate == null ? 0 : candidate.code().floatForm().reads & streaming & ~chained;
    while (streamed != 0) {
      int number = Integer.numberOfTrailingZeros(streamed);
      if (!streams[number].hasData()) {
        return number;
      }
      streamed &= streamed - 1;
    }
    return RoundRobin.NOBODY;
  }

  /// The queue without a value that the candidate reads; negative for none.
  int emptyQueue() {
    int reads = candidate == null ? 0 : candidate.code().floatForm().reads;
    int empty = reads & chained & ~chainedValid & ~busy;
    return empty == 0 ? RoundRobin.NOBODY : Integer.numberOfTrailingZeros(empty);
  }

  /// The stream that does not take the result that waits for it; negative for none.
  int fullStream() {
    boolean waits = units.hasResult() && (units.tag() & TO_STREAM) != 0 && !canWrite();
    return waits ? units.tag() & REGISTER : RoundRobin.NOBODY;
  }

  /// The queue that holds a value that nobody reads, while the next result waits for it; negative
  /// for none.
  int fullQueue() {
    boolean waits = units.hasResult() && (units.tag() & (TO_STREAM | TO_INTEGER)) == 0;
    return waits && !canWrite() ? units.tag() & REGISTER : RoundRobin.NOBODY;
  }

  /// Where the instruction stands that wrote to a stream last.
  int writerPc(int stream) {
    return writerPc[stream];
  }

  /// Where the instruction stands that switched streams on or off last.
  int switchPc() {
    return switchPc;
  }

  boolean isStreaming() {
    return streaming != 0;
  }

  long register(int number) {
    return registers[number];
  }

  void setRegister(int number, long bits) {
    registers[number] = bits;
  }
}
