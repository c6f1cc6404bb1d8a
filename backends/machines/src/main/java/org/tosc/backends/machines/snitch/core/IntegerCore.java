package org.tosc.backends.machines.snitch.core;

import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.snitch.isa.Behaviour;
import org.tosc.backends.machines.snitch.isa.Behaviour.DmaOperation;
import org.tosc.backends.machines.snitch.isa.Instruction;

/// The integer core: one instruction in a cycle, in order (`snitch.sv`).
final class IntegerCore {
  private static final int REGISTERS = 32;
  private static final int MOST_LOADS = 4;
  private static final int MOST_ACCESSES = 4;

  // Causes of traps (RISC-V privileged manual, table 14).
  private static final int ILLEGAL = 2;
  private static final int BREAKPOINT = 3;
  private static final int MISALIGNED_LOAD = 4;
  private static final int MISALIGNED_STORE = 6;
  private static final int ENVIRONMENT_CALL = 11;
  private static final int INTERRUPT = 1 << 31;

  private static final Code NOTHING = Code.of(0, new Abilities(false, false, false, false, false));

  /// No instruction stands here.
  private static final int NOWHERE = 1;

  private final int[] registers = new int[REGISTERS];
  private final ControlRegisters control;
  private final CodeCache code;
  private final InstructionCache cache;
  private final MemoryPort memory;
  private final AddressQueue addresses;
  private final Exchange exchange;
  private final BodyCheck body;
  private final Counters counters;

  private int pc;

  /// A bit for each register that waits for a result.
  private int busy;

  private int loads;
  private int accesses;
  private boolean sleeping;
  private boolean atBarrier;
  private long cycle;

  private @Nullable Stall stall;

  /// The instruction that found no room in the cycle before.
  private int blockedAt = NOWHERE;

  /// Where the core stood when the cycle began.
  private int steppedPc;

  /// What is executed in this cycle.
  private Code current = NOTHING;

  IntegerCore(
      ControlRegisters control,
      CodeCache code,
      InstructionCache cache,
      MemoryPort memory,
      AddressQueue addresses,
      Exchange exchange,
      BodyCheck body,
      Counters counters) {
    this.control = control;
    this.code = code;
    this.cache = cache;
    this.memory = memory;
    this.addresses = addresses;
    this.exchange = exchange;
    this.body = body;
    this.counters = counters;
  }

  /// One cycle: issues an instruction if possible, and writes what has come back.
  void step(long now) {
    cycle = now;
    steppedPc = pc;
    stall = null;
    boolean wroteNow = false;
    boolean fetched = cache.cycle(now, pc, !sleeping && !atBarrier);
    if (sleeping) {
      stall = Stall.SLEEP;
      sleeping = !control.wakes();
    } else if (atBarrier) {
      stall = Stall.BARRIER;
    } else if (!fetched) {
      stall = Stall.FETCH;
    } else {
      wroteNow = issue();
    }
    if (stall != null) {
      counters.stall(stall);
    }
    retire(wroteNow);
  }

  /// Why nothing was issued; null where something was.
  @Nullable Stall stall() {
    return stall;
  }

  private boolean issue() {
    if (control.interrupts()) {
      pc = control.trap(INTERRUPT | control.interrupt(), pc);
      stall = Stall.TRAP;
      return false;
    }
    if (blockedAt == pc && !exchange.takesOffload()) {
      // As in the cycle before: nothing that it needs can have changed but the register.
      stall = Stall.OFFLOAD;
      return false;
    }
    blockedAt = NOWHERE;
    if ((pc & 3) != 0) {
      String words = String.format("a jump to 0x%08x, which is not a multiple of 4", pc);
      throw new Misuse(Misuse.Kind.CODE, pc, words);
    }
    Code next = code.at(pc);
    if ((busy & next.waits) != 0) {
      stall = Stall.OPERAND;
      return false;
    }
    current = next;
    if (next.refusal != null) {
      return trap(ILLEGAL, next.instruction);
    }
    return execute(next.instruction);
  }

  /// Executes an instruction or stalls.
  ///
  /// @return whether the way into the registers is taken
  private boolean execute(Instruction instruction) {
    int a = registers[instruction.first()];
    int b = registers[instruction.second()];
    return switch (instruction.behaviour()) {
      case Behaviour.Compute(var alu, boolean immediate) ->
          result(instruction, Arithmetic.alu(alu, a, immediate ? instruction.immediate() : b));
      case Behaviour.Upper(boolean addsPc) ->
          result(instruction, instruction.immediate() + (addsPc ? pc : 0));
      case Behaviour.Branch(var condition) -> {
        body.branches(pc);
        go(Arithmetic.holds(condition, a, b) ? pc + instruction.immediate() : pc + 4);
        yield false;
      }
      case Behaviour.Jump(boolean indirect) -> {
        int target = (indirect ? a : pc) + instruction.immediate();
        int back = pc + 4;
        body.branches(pc);
        counters.parked += target == pc ? 1 : 0;
        go(indirect ? target & ~1 : target);
        yield put(instruction.rd(), back);
      }
      case Behaviour.Load(int bytes, boolean signed) ->
          access(instruction, a + instruction.immediate(), bytes, false, signed);
      case Behaviour.Store(int bytes) ->
          access(instruction, a + instruction.immediate(), bytes, true, false);
      case Behaviour.Atomic _ -> access(instruction, a, Integer.BYTES, false, true);
      case Behaviour.Multiply _ -> offload(instruction, a, b, true);
      case Behaviour.Csr csr -> csr(instruction, csr, a);
      case Behaviour.Environment(var operation) -> environment(instruction, operation);
      case Behaviour.FloatLoad(int bytes) -> floatAccess(instruction, a, bytes, false);
      case Behaviour.FloatStore(int bytes) -> floatAccess(instruction, a, bytes, true);
      case Behaviour.FloatCompute(var operation) ->
          offload(instruction, a, 0, operation.toInteger());
      case Behaviour.StreamSwitch _, Behaviour.Chaining _, Behaviour.Repeat _ ->
          offload(instruction, a, 0, false);
      case Behaviour.StreamConfig(boolean write, boolean immediate) ->
          offload(instruction, a, immediate ? instruction.immediate() : b, !write);
      case Behaviour.Dma(var operation, boolean immediate) ->
          offload(
              instruction,
              a,
              immediate ? instruction.second() : b,
              operation == DmaOperation.COPY || operation == DmaOperation.STATUS);
      case Behaviour.Illegal _ -> trap(ILLEGAL, instruction);
    };
  }

  private void go(int target) {
    pc = target;
    counters.issues++;
  }

  private boolean put(int register, int value) {
    if (register == 0) {
      return false;
    }
    registers[register] = value;
    return true;
  }

  private boolean result(Instruction instruction, int value) {
    go(pc + 4);
    return put(instruction.rd(), value);
  }

  // Memory.

  private boolean access(
      Instruction instruction, int address, int bytes, boolean write, boolean signed) {
    if ((address & bytes - 1) != 0) {
      return trap(write ? MISALIGNED_STORE : MISALIGNED_LOAD, instruction);
    }
    var atomic =
        instruction.behaviour() instanceof Behaviour.Atomic(var operation) ? operation : null;
    boolean full = accesses == MOST_ACCESSES || (!write && loads == MOST_LOADS);
    if (full || !memory.takesInteger() || addresses.collides(address, write || atomic != null)) {
      stall = Stall.MEMORY;
      return false;
    }
    check(address);
    long data = registers[instruction.second()];
    memory.putInteger(
        new Access(write, address, bytes, data, instruction.rd(), signed, false, false, atomic));
    accesses++;
    if (!write) {
      loads++;
      wait(instruction.rd());
    }
    go(pc + 4);
    return false;
  }

  private void check(int address) {
    Misuse.Kind fault = memory.fault(address);
    if (fault != null) {
      String words =
          fault == Misuse.Kind.TCDM_OVERFLOW
              ? "`%s` accesses 0x%08x, behind the end of the cluster's memory"
              : "`%s` accesses 0x%08x, where no memory is";
      String mnemonic = current.instruction.row().mnemonic();
      throw new Misuse(fault, pc, String.format(words, mnemonic, address));
    }
  }

  private boolean floatAccess(Instruction instruction, int a, int bytes, boolean write) {
    int address = a + instruction.immediate();
    if ((address & bytes - 1) != 0) {
      return trap(write ? MISALIGNED_STORE : MISALIGNED_LOAD, instruction);
    }
    if (!exchange.takesOffload() || !addresses.hasRoom()) {
      blockedAt = pc;
      stall = Stall.OFFLOAD;
      return false;
    }
    check(address);
    body.offloads(current, pc);
    addresses.push(address, write);
    exchange.offload(new Offloaded(current, pc, a, 0, address));
    counters.offloads++;
    go(pc + 4);
    return false;
  }

  // Other units.

  private boolean offload(Instruction instruction, int first, int second, boolean answers) {
    if (!exchange.takesOffload()) {
      blockedAt = pc;
      stall = Stall.OFFLOAD;
      return false;
    }
    body.offloads(current, pc);
    exchange.offload(new Offloaded(current, pc, first, second, 0));
    counters.offloads += isForFloat(instruction) ? 1 : 0;
    if (answers) {
      wait(instruction.rd());
    }
    go(pc + 4);
    return false;
  }

  private static boolean isForFloat(Instruction instruction) {
    return instruction.behaviour() instanceof Behaviour.OfFloat
        || instruction.behaviour() instanceof Behaviour.Repeat;
  }

  private void wait(int register) {
    busy |= 1 << register & ~1;
  }

  /// Writes what has come back, from memory first, where the way into the registers is free.
  /// Answers to stores need none.
  private void retire(boolean wroteNow) {
    Access answer = memory.integerAnswer();
    boolean loaded = answer != null && !answer.write;
    if (answer != null && (answer.write || !wroteNow)) {
      finish(answer);
    }
    if (!wroteNow && !loaded && exchange.hasAnswer()) {
      put(exchange.answerRegister(), exchange.answerValue());
      busy &= ~(1 << exchange.answerRegister());
      exchange.takeAnswer();
    }
  }

  private void finish(Access answer) {
    if (!answer.write) {
      put(answer.rd, (int) answer.data);
      busy &= ~(1 << answer.rd);
      loads--;
    }
    accesses--;
    memory.takeIntegerAnswer();
  }

  // The system.

  private boolean csr(Instruction instruction, Behaviour.Csr csr, int a) {
    int number = instruction.word() >>> 20;
    int value = csr.immediate() ? instruction.immediate() : a;
    int old = control.read(number, cycle, counters.issues);
    int written =
        switch (csr.write()) {
          case WRITE -> value;
          case SET -> old | value;
          case CLEAR -> old & ~value;
        };
    control.write(number, written);
    if (number == ControlRegisters.BARRIER) {
      atBarrier = true;
    }
    return result(instruction, old);
  }

  private boolean environment(Instruction instruction, Behaviour.SystemOperation operation) {
    switch (operation) {
      case FENCE -> {
        if (accesses > 0 || !addresses.isEmpty()) {
          stall = Stall.FENCE;
          return false;
        }
        go(pc + 4);
      }
      case FENCE_I -> {
        cache.flush();
        go(pc + 4);
      }
      case WFI -> {
        sleeping = true;
        go(pc + 4);
      }
      case MRET -> go(control.leaveTrap());
      case ECALL -> trap(ENVIRONMENT_CALL, instruction);
      case EBREAK -> trap(BREAKPOINT, instruction);
      case WAIT_ON_RESERVATION -> {
        // `lr.w` before it must have made its reservation.
        if (accesses > 0 || (memory.holdsReservation() && !control.wakes())) {
          stall = Stall.SLEEP;
          return false;
        }
        go(pc + 4);
      }
    }
    return false;
  }

  private boolean trap(int cause, Instruction instruction) {
    if (control.vector() == 0) {
      throw misuse(cause, instruction);
    }
    pc = control.trap(cause, pc);
    stall = Stall.TRAP;
    return false;
  }

  private Misuse misuse(int cause, Instruction instruction) {
    String text = "`" + instruction.row().mnemonic() + "`";
    return switch (cause) {
      case MISALIGNED_LOAD, MISALIGNED_STORE ->
          new Misuse(Misuse.Kind.ALIGNMENT, pc, text + " accesses an address that is not aligned");
      case ENVIRONMENT_CALL, BREAKPOINT ->
          new Misuse(Misuse.Kind.INSTRUCTION, pc, text + " has nobody to call");
      default -> notExecutable(instruction, text);
    };
  }

  private Misuse notExecutable(Instruction instruction, String text) {
    if (current.refusal != null) {
      return new Misuse(Misuse.Kind.EXTENSION, pc, text + ": " + current.refusal);
    }
    if (instruction.word() == 0) {
      return new Misuse(Misuse.Kind.CODE, pc, String.format("there is no code at 0x%08x", pc));
    }
    String words = String.format("0x%08x is no instruction", instruction.word());
    return new Misuse(Misuse.Kind.INSTRUCTION, pc, words);
  }

  // The outside.

  /// What the core did in the cycle.
  Event event() {
    Stall cause = stall;
    return cause == null
        ? new Event.IntegerIssue(steppedPc, current.instruction)
        : new Event.IntegerStall(steppedPc, cause);
  }

  /// Whether it sleeps and nothing wakes it, or waits at a barrier.
  boolean isResting() {
    return sleeping ? !control.wakes() : atBarrier;
  }

  boolean isAtBarrier() {
    return atBarrier;
  }

  void leaveBarrier() {
    atBarrier = false;
  }

  int pc() {
    return pc;
  }

  void setPc(int address) {
    pc = address;
  }

  int register(int number) {
    return registers[number];
  }

  void setRegister(int number, int value) {
    put(number, value);
  }

  boolean isSleeping() {
    return sleeping;
  }

  BodyCheck body() {
    return body;
  }

  /// Whether no access is on its way.
  boolean isQuiet() {
    return accesses == 0 && busy == 0;
  }
}
