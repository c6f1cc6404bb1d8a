package org.tosc.backends.machines.snitch.core;

import org.tosc.backends.machines.snitch.isa.Behaviour.Product;

/// The multiplier and the serial divider that the cores of a cluster share: each takes one
/// instruction at a time, of one core in turn. A product takes a cycle; a quotient takes as long as
/// its bits (`snitch_hive.sv`, `snitch_shared_muldiv.sv`).
final class SharedMultiplier {
  private static final int MULTIPLIER = 0;
  private static final int DIVIDER = 1;

  /// One of the two: what it holds, from the cycle on in which that is done.
  private static final class Unit {
    boolean holds;
    int core;
    int register;
    int result;
    long ready;
  }

  private final Unit[] units = {new Unit(), new Unit()};
  private final RoundRobin inputs;
  private final RoundRobin outputs = new RoundRobin(2, true);

  private long cycle;
  private int requests;
  private int chosen = RoundRobin.NOBODY;
  private boolean accepted;
  private int done;
  private int winner = RoundRobin.NOBODY;
  private boolean leaves;

  /// What was accepted in this cycle.
  private final Unit next = new Unit();

  private int nextUnit;

  /// @param cores that share it
  SharedMultiplier(int cores) {
    inputs = new RoundRobin(Math.max(2, cores), true);
  }

  /// Begins a cycle.
  ///
  /// @param wanted a bit for each core that has an instruction for it
  void begin(long now, int wanted) {
    cycle = now;
    requests = wanted;
    chosen = wanted == 0 ? RoundRobin.NOBODY : inputs.pick(wanted);
    accepted = false;
    leaves = false;
    done = (isDone(MULTIPLIER) ? 1 << MULTIPLIER : 0) | (isDone(DIVIDER) ? 1 << DIVIDER : 0);
    winner = outputs.pick(done);
  }

  private boolean isDone(int unit) {
    return units[unit].holds && units[unit].ready <= cycle;
  }

  /// The core that gets a result, which must be asked before all others; negative for none.
  int receiver() {
    return winner == RoundRobin.NOBODY ? RoundRobin.NOBODY : units[winner].core;
  }

  boolean hasResponse(int core) {
    return winner != RoundRobin.NOBODY && units[winner].core == core;
  }

  int responseRegister() {
    return units[winner].register;
  }

  int responseValue() {
    return units[winner].result;
  }

  void taken() {
    leaves = true;
  }

  /// Starts an instruction.
  ///
  /// @return whether it was taken: it is the core's turn, and nothing is at work, or what is leaves
  ///   in this cycle
  boolean start(int core, Product product, int rd, int a, int b) {
    boolean divides =
        switch (product) {
          case MUL, MULH, MULHSU, MULHU -> false;
          case DIV, DIVU, REM, REMU -> true;
        };
    int unit = divides ? DIVIDER : MULTIPLIER;
    if (chosen != core || (units[unit].holds && !(leaves && winner == unit))) {
      return false;
    }
    accepted = true;
    nextUnit = unit;
    next.core = core;
    next.register = rd;
    next.result = Arithmetic.product(product, a, b);
    next.ready = cycle + (divides ? Arithmetic.divisionCycles(product, a, b) : 1);
    return true;
  }

  /// Ends the cycle.
  void end() {
    if (requests != 0) {
      inputs.end(requests, accepted);
    }
    if (done != 0) {
      outputs.end(done, leaves);
    }
    if (leaves) {
      units[winner].holds = false;
    }
    if (accepted) {
      Unit unit = units[nextUnit];
      unit.holds = true;
      unit.core = next.core;
      unit.register = next.register;
      unit.result = next.result;
      unit.ready = next.ready;
    }
  }

  boolean isEmpty() {
    return !units[MULTIPLIER].holds && !units[DIVIDER].holds;
  }
}
