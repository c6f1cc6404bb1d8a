package org.tosc.backends.machines.mlir.exec;

import java.util.concurrent.Semaphore;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Threads of a block in turns: each runs until it waits or ends, so that a run is the same each
/// time. Only one runs at any time.
final class Turns implements Meeting {
  private final int count;
  private final Semaphore[] turn;
  private final Semaphore end = new Semaphore(0);
  private final State[] states;
  private final long[] given;
  private final Values[] taken;
  private @Nullable Throwable fault;

  /// What a thread is at.
  private enum State {
    READY,
    AT_SUBGROUP,
    AT_BLOCK,
    ENDED
  }

  Turns(int count) {
    this.count = count;
    this.turn = new Semaphore[count];
    this.states = new State[count];
    this.given = new long[count];
    this.taken = new Values[count];
    for (int i = 0; i < count; i++) {
      turn[i] = new Semaphore(0);
      states[i] = State.READY;
    }
  }

  void run(IntConsumer body) {
    for (int i = 0; i < count; i++) {
      int number = i;
      Thread.ofVirtual().start(() -> live(number, body));
    }
    handOn(0);
    end.acquireUninterruptibly();
    switch (fault) {
      case null -> {}
      case RuntimeException why -> throw why;
      case Throwable why -> throw (Error) why;
    }
  }

  private void live(int number, IntConsumer body) {
    turn[number].acquireUninterruptibly();
    try {
      if (fault == null) {
        body.accept(number);
      }
    } catch (RuntimeException | StackOverflowError why) {
      fault = fault == null ? why : fault;
    } finally {
      states[number] = State.ENDED;
      handOn(number + 1);
    }
  }

  /// Gives the turn to who has it next, directly: nobody in between costs two changes of threads
  /// for each turn.
  private void handOn(int from) {
    int next = fault == null ? next(from) : -1;
    next = fault == null ? next : waiting();
    (next < 0 ? end : turn[next]).release();
  }

  /// Who is ready, first from a number on, then from 0 on, once groups are complete; -1 if nobody
  /// is.
  private int next(int from) {
    for (int i = from; i < count; i++) {
      if (states[i] == State.READY) {
        return i;
      }
    }
    return release() ? next(0) : -1;
  }

  /// Who has not ended; -1 if all have.
  private int waiting() {
    for (int i = 0; i < count; i++) {
      if (states[i] != State.ENDED) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public Values exchange(GpuThread thread, boolean isSubgroup, long value) {
    int number = thread.number();
    given[number] = value;
    states[number] = isSubgroup ? State.AT_SUBGROUP : State.AT_BLOCK;
    handOn(number + 1);
    turn[number].acquireUninterruptibly();
    if (fault != null) {
      throw new Stop("another thread ended the program");
    }
    return taken[number];
  }

  /// Lets those go on whose group is complete; false when all have ended.
  private boolean release() {
    boolean areAllEnded = true;
    boolean isAnyReady = false;
    for (int first = 0; first < count; first += GpuThread.SUBGROUP) {
      int end = Math.min(count, first + GpuThread.SUBGROUP);
      areAllEnded &= isAll(first, end, State.ENDED, State.ENDED);
      isAnyReady |= release(first, end, State.AT_SUBGROUP);
    }
    isAnyReady |= release(0, count, State.AT_BLOCK);
    if (!areAllEnded && !isAnyReady) {
      fault = new Stop("threads wait for each other at different places, and none can go on");
      return false;
    }
    return !areAllEnded;
  }

  private boolean isAll(int from, int to, State one, State other) {
    for (int i = from; i < to; i++) {
      if (states[i] != one && states[i] != other) {
        return false;
      }
    }
    return true;
  }

  private boolean release(int from, int to, State state) {
    boolean isComplete =
        isAll(from, to, state, State.ENDED) && !isAll(from, to, State.ENDED, State.ENDED);
    if (!isComplete) {
      return false;
    }
    long[] values = new long[to - from];
    boolean[] isThere = new boolean[to - from];
    for (int i = from; i < to; i++) {
      values[i - from] = given[i];
      isThere[i - from] = states[i] == state;
    }
    Values all = new Values(values, isThere);
    for (int i = from; i < to; i++) {
      if (states[i] == state) {
        states[i] = State.READY;
        taken[i] = all;
      }
    }
    return true;
  }
}
