package org.tosc.backends.machines.snitch.core;

import org.tosc.backends.machines.snitch.isa.Behaviour.Product;

/// The multiplier and the serial divider, as one core sees them: a product takes a cycle, and the
/// next can follow; a quotient takes as long as its bits (`snitch_shared_muldiv.sv`).
final class Multiplier {
  private static final int NEVER = -1;

  private int register;
  private int result;
  private long ready = NEVER;
  private int waitingRegister;
  private int waitingResult;
  private boolean waits;
  private boolean leaves;
  private long cycle;

  void begin(long now) {
    cycle = now;
    leaves = false;
  }

  boolean hasResponse() {
    return ready != NEVER && ready <= cycle;
  }

  int responseRegister() {
    return register;
  }

  int responseValue() {
    return result;
  }

  void taken() {
    leaves = true;
  }

  /// Whether it takes an instruction: nothing is at work, or what is leaves in this cycle.
  boolean isFree() {
    return ready == NEVER || leaves;
  }

  void start(Product product, int rd, int a, int b) {
    boolean divides =
        switch (product) {
          case MUL, MULH, MULHSU, MULHU -> false;
          case DIV, DIVU, REM, REMU -> true;
        };
    waits = true;
    waitingRegister = rd;
    waitingResult = Arithmetic.product(product, a, b);
    waitingReady = cycle + (divides ? Arithmetic.divisionCycles(product, a, b) : 1);
  }

  private long waitingReady;

  void end() {
    if (leaves) {
      ready = NEVER;
    }
    if (waits) {
      register = waitingRegister;
      result = waitingResult;
      ready = waitingReady;
      waits = false;
    }
  }
}
