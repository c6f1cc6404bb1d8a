package org.tosc.backends.machines.snitch.program;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.snitch.core.Cluster;
import org.tosc.backends.machines.snitch.core.Counts;

/// A call of a function on one core, with its cycles: the convention that published cycle counts of
/// Snitch follow (snitch.md section 3).
///
/// ```text
/// csrr s0, mcycle
/// nop …                  what moves arguments in other callers
/// auipc ra, …            the call
/// jalr ra, …
/// fmv.x.w t0, fa0        waits for the FPU
/// mv t0, t0
/// csrr s1, mcycle        cycles: s1 - s0 - 1
/// nop ×8
/// j .
/// ```
///
/// The caller stands behind the function, and its lines are in the instruction cache; those of the
/// function are not when it is called first, and are when it is called again.
public final class MeasuredCall {
  /// Instructions of the integer core in the measured region beside the function's: the first
  /// `csrr`, the call, `mv`.
  public static final int LEAST_OVERHEAD = 4;

  /// With one more, as in most published measurements.
  public static final int USUAL_OVERHEAD = 5;

  private static final int CORE = 0;
  private static final int NOP = 0x00000013;
  private static final int READ_BEGIN = 0xB0002473;
  private static final int CALL_HIGH = 0x00000097;
  private static final int CALL_LOW = 0x000080E7;
  private static final int WAIT_FOR_FLOAT = 0xE00502D3;
  private static final int USE = 0x00028293;
  private static final int READ_END = 0xB00024F3;
  private static final int STAY = 0x0000006F;
  private static final int NOPS_BEHIND = 8;
  private static final int S0 = 8;
  private static final int S1 = 9;
  private static final int SP = 2;
  private static final int A0 = 10;

  /// Cycles between two calls, in which all that is on its way arrives.
  private static final int REST = 64;

  private final Cluster cluster;
  private final int overhead;
  private final int caller;
  private final int call;
  private final int end;
  private final int entry;

  /// What is passed in registers.
  ///
  /// @param integers `a0` and so on
  /// @param floats the bits of `fa0` and so on
  /// @param stack where the stack begins
  public record Arguments(List<Integer> integers, List<Long> floats, int stack) {
    public Arguments {
      integers = List.copyOf(integers);
      floats = List.copyOf(floats);
    }
  }

  /// What a call took.
  ///
  /// @param returned whether it returned within the cycles that it had
  /// @param counts of the function alone; its cycles are those of the region
  /// @param integer what `a0` holds
  /// @param bits what `fa0` holds
  public record Result(boolean returned, long cycles, Counts counts, int integer, long bits) {}

  /// Puts the caller into memory.
  ///
  /// @param entry where the function begins
  /// @param behind where there is room for the caller, a multiple of four
  /// @param overhead how many instructions of the integer core are in the region beside the
  ///   function's; at least [#LEAST_OVERHEAD]
  public MeasuredCall(Cluster cluster, int entry, int behind, int overhead) {
    this.cluster = cluster;
    this.overhead = overhead;
    this.entry = entry;
    caller = behind;
    call = caller + Integer.BYTES * (1 + overhead - LEAST_OVERHEAD);
    int at = put(caller, READ_BEGIN);
    while (at < call) {
      at = put(at, NOP);
    }
    at = put(at, NOP);
    at = put(at, NOP);
    at = put(at, WAIT_FOR_FLOAT);
    at = put(at, USE);
    end = put(at, READ_END);
    at = end;
    for (int i = 0; i < NOPS_BEHIND; i++) {
      at = put(at, NOP);
    }
    put(at, STAY);
    run(Long.MAX_VALUE, null);
    link();
  }

  private int put(int address, int word) {
    cluster.memory().write(address, Integer.BYTES, word);
    return address + Integer.BYTES;
  }

  private void link() {
    int distance = entry - call;
    int high = distance + 0x800 & 0xFFFFF000;
    put(call, CALL_HIGH | high);
    put(call + Integer.BYTES, CALL_LOW | (distance - high) << 20);
  }

  /// Sees each cycle of a call, the caller's included.
  public interface Watch {
    /// A cycle is over.
    ///
    /// @param pc where the integer core stood
    /// @param floatPc where the instruction stands that the FPU's subsystem issued or held back; 0
    ///   for none
    void cycle(int pc, int floatPc);
  }

  /// Calls the function.
  ///
  /// @param mostCycles after which it is given up
  public Result call(Arguments arguments, long mostCycles) {
    return call(arguments, mostCycles, null);
  }

  /// Calls the function.
  ///
  /// @param mostCycles after which it is given up
  /// @param watch is told of each cycle; null for nobody
  public Result call(Arguments arguments, long mostCycles, @Nullable Watch watch) {
    int register = A0;
    for (int value : arguments.integers()) {
      cluster.setRegister(CORE, register++, value);
    }
    register = A0;
    for (long bits : arguments.floats()) {
      cluster.setFloatRegister(CORE, register++, bits);
    }
    cluster.setRegister(CORE, SP, arguments.stack());
    Counts before = cluster.counts(CORE);
    boolean returned = run(mostCycles, watch);
    Counts counts = cluster.counts(CORE).since(before);
    int cycles = cluster.register(CORE, S1) - cluster.register(CORE, S0) - 1;
    int integer = cluster.register(CORE, A0);
    long bits = cluster.floatRegister(CORE, A0);
    return new Result(returned, cycles, counts.without(overhead + 1, 1, cycles), integer, bits);
  }

  /// Lets what is on its way after a call arrive: before memory is read, and before the next call.
  public void rest() {
    for (int i = 0; i < REST; i++) {
      cluster.step();
    }
  }

  private boolean run(long mostCycles, @Nullable Watch watch) {
    cluster.setPc(CORE, caller);
    for (long cycle = 0; cycle < mostCycles; cycle++) {
      int pc = cluster.pc(CORE);
      if (pc == end) {
        return true;
      }
      cluster.step();
      if (watch != null) {
        watch.cycle(pc, cluster.floatPc(CORE));
      }
    }
    return false;
  }
}
