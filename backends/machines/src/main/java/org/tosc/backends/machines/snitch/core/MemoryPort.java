package org.tosc.backends.machines.snitch.core;

import org.jspecify.annotations.Nullable;

/// A core's way to memory for loads and stores of both register files: registers, a multiplexer,
/// and the answers in order (`reqrsp_iso`, `reqrsp_mux`, `reqrsp_to_tcdm` in `snitch_cc.sv`).
final class MemoryPort {
  /// What the registers in front of the multiplexer hold.
  private static final int REGISTER = 2;

  private static final int MOST_IN_CLUSTER = 4;
  private static final int MOST = 8;
  private static final int INTEGER = 1;
  private static final int FLOAT = 2;

  private final Memory memory;
  private final int hart;
  private final int outside;
  private final AccessQueue ofInteger = new AccessQueue(REGISTER);
  private final AccessQueue ofFloat = new AccessQueue(REGISTER);
  private final AccessQueue sent = new AccessQueue(MOST);
  private final AccessQueue answers = new AccessQueue(REGISTER);
  private final RoundRobin multiplexer = new RoundRobin(2, true);

  private int inCluster;
  private long cycle;
  private int requests;
  private @Nullable Access wanted;

  // The state at the beginning of the cycle.
  private boolean tookInteger;
  private boolean tookFloat;
  private boolean tookAnswer;
  private int answered;
  private @Nullable Access arrived;
  private boolean leftCluster;

  /// @param hart whose it is
  /// @param outside how many cycles longer an access outside of the cluster's memory takes
  MemoryPort(Memory memory, int hart, int outside) {
    this.memory = memory;
    this.hart = hart;
    this.outside = outside;
  }

  /// What is wrong with accessing an address; null for nothing.
  Misuse.@Nullable Kind fault(int address) {
    return memory.fault(address);
  }

  /// Whether the hart has reserved a word that nobody has written since.
  boolean holdsReservation() {
    return memory.holdsReservation(hart);
  }

  /// Begins a cycle.
  void begin(long now) {
    cycle = now;
    tookInteger = ofInteger.size() < REGISTER;
    tookFloat = ofFloat.size() < REGISTER;
    tookAnswer = answers.size() < REGISTER;
    answered = answers.size();
    Access first = sent.peek();
    arrived = first != null && first.ready <= now ? first : null;
    leftCluster = false;
  }

  boolean takesInteger() {
    return tookInteger;
  }

  void putInteger(Access access) {
    ofInteger.add(access);
    // It passes a register first.
    access.ready = cycle + 1;
  }

  boolean takesFloat() {
    return tookFloat;
  }

  void putFloat(Access access) {
    ofFloat.add(access);
    access.ready = cycle + 1;
  }

  /// What has come back for the FPU; null for nothing.
  @Nullable Access floatAnswer() {
    return arrived != null && arrived.ofFloat ? arrived : null;
  }

  /// The FPU has taken [#floatAnswer].
  void takeFloatAnswer() {
    leave();
  }

  /// What has come back for the integer core; null for nothing.
  @Nullable Access integerAnswer() {
    return answered > 0 ? answers.peek() : null;
  }

  /// The integer core has taken [#integerAnswer].
  void takeIntegerAnswer() {
    answers.remove();
  }

  /// Moves an answer for the integer core into its register.
  void passAnswer() {
    if (arrived != null && !arrived.ofFloat && tookAnswer) {
      Access access = arrived;
      leave();
      answers.add(access);
    }
  }

  private void leave() {
    Access access = sent.remove();
    if (memory.isInCluster(access.address)) {
      inCluster--;
      leftCluster = true;
    }
    arrived = null;
  }

  /// What is requested of the cluster's memory in this cycle; null for nothing. What goes elsewhere
  /// is sent at once.
  @Nullable Access request() {
    requests = 0;
    if (sent.size() < MOST) {
      requests = (isWaiting(ofInteger) ? INTEGER : 0) | (isWaiting(ofFloat) ? FLOAT : 0);
    }
    int picked = multiplexer.pick(requests);
    wanted = picked == RoundRobin.NOBODY ? null : (picked == 0 ? ofInteger : ofFloat).peek();
    if (wanted == null) {
      return null;
    }
    if (!memory.isInCluster(wanted.address)) {
      memory.serve(wanted, hart);
      send(cycle + 1 + outside);
      return null;
    }
    return inCluster < MOST_IN_CLUSTER || leftCluster ? wanted : null;
  }

  private boolean isWaiting(AccessQueue register) {
    Access first = register.peek();
    return first != null && first.ready <= cycle;
  }

  /// The request was granted and served.
  void granted() {
    inCluster++;
    send(cycle + 1);
  }

  private void send(long ready) {
    Access access = wanted;
    if (access == null) {
      throw new IllegalStateException("nothing was requested");
    }
    (access.ofFloat ? ofFloat : ofInteger).remove();
    access.ready = ready;
    sent.add(access);
    multiplexer.end(requests, true);
    wanted = null;
  }

  /// Ends the cycle.
  void end() {
    if (wanted != null) {
      multiplexer.end(requests, false);
    }
  }

  boolean isEmpty() {
    return ofInteger.isEmpty() && ofFloat.isEmpty() && sent.isEmpty() && answers.isEmpty();
  }
}
