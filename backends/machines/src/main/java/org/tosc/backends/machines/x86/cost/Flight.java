package org.tosc.backends.machines.x86.cost;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An instruction on its way through the core.
final class Flight {
  private static final double UNKNOWN = Double.POSITIVE_INFINITY;

  final Step step;
  final int index;
  final List<Part> parts = new ArrayList<>();
  private final List<Flight> operands = new ArrayList<>();
  private final List<Flight> address = new ArrayList<>();
  private @Nullable Flight forwards;
  private double forward;
  private double loaded;
  private double computed;
  private double stored = UNKNOWN;
  private double result = UNKNOWN;
  private boolean fast;

  /// What a micro-operation is for.
  enum Role {
    LOAD,
    COMPUTE,
    STORE_ADDRESS,
    STORE_VALUE
  }

  /// @param step what it is an instance of
  /// @param index of the step in the loop
  Flight(Step step, int index) {
    this.step = step;
    this.index = index;
    step.load().forEach(w -> parts.add(new Part(w, Role.LOAD)));
    step.compute().forEach(w -> parts.add(new Part(w, Role.COMPUTE)));
    for (int i = 0; i < step.store().size(); i++) {
      Role role = i == 0 ? Role.STORE_ADDRESS : Role.STORE_VALUE;
      parts.add(new Part(step.store().get(i), role));
    }
  }

  void operand(@Nullable Flight by) {
    if (by != null) {
      operands.add(by);
    }
  }

  void address(@Nullable Flight by) {
    if (by != null) {
      address.add(by);
    }
  }

  void forwardedBy(@Nullable Flight store, double latency) {
    forwards = store;
    forward = latency;
  }

  /// When its result can be used.
  double result() {
    if (result == UNKNOWN) {
      result = result(step.effects().isZero());
    }
    return result;
  }

  private double result(boolean isZero) {
    if (isZero) {
      return 0;
    }
    if (!step.compute().isEmpty()) {
      return all(Role.COMPUTE) ? computed : UNKNOWN;
    }
    double from = latest(operands);
    if (!step.load().isEmpty()) {
      return Math.max(from, value()) + step.cost().least();
    }
    return Math.max(from, step.effects().store() == null ? latest(address) : from)
        + step.cost().least();
  }

  /// When what it loads is there.
  private double value() {
    if (!all(Role.LOAD)) {
      return UNKNOWN;
    }
    double from = loaded + step.loadLatency();
    return forwards == null ? from : Math.max(from, forwards.stored + forward);
  }

  private boolean all(Role role) {
    for (Part part : parts) {
      if (part.role == role && part.waits) {
        return false;
      }
    }
    return true;
  }

  private static double latest(List<Flight> some) {
    double latest = 0;
    for (int i = 0; i < some.size() && latest < UNKNOWN; i++) {
      latest = Math.max(latest, some.get(i).result());
    }
    return latest;
  }

  /// Lets go of those before it, when it has left: what is asked of it from then on is known.
  void forget() {
    operands.clear();
    address.clear();
    forwards = null;
  }

  boolean isDone(long cycle) {
    for (Part part : parts) {
      if (part.waits) {
        return false;
      }
    }
    return result() <= cycle;
  }

  /// One of its micro-operations.
  final class Part {
    final Work work;
    final Role role;
    final Flight flight = Flight.this;
    private boolean waits = true;
    private double ready = UNKNOWN;

    private Part(Work work, Role role) {
      this.work = work;
      this.role = role;
    }

    double readyAt() {
      if (ready == UNKNOWN) {
        ready =
            switch (role) {
              case LOAD, STORE_ADDRESS -> latest(address);
              case COMPUTE ->
                  Math.max(latest(operands), step.load().isEmpty() ? addressOfSum() : value());
              case STORE_VALUE -> step.compute().isEmpty() ? latest(operands) : result();
            };
      }
      return ready;
    }

    /// Sums that are written as addresses have operands there.
    private double addressOfSum() {
      return step.effects().store() == null ? latest(address) : 0;
    }

    /// Cycles on a port: fewer where what it waited for last is of the same row.
    private int latency(int port) {
      Cost.Latency cycles = step.cost().on(port);
      Flight last = null;
      for (Flight f : operands) {
        last = last == null || f.result() > last.result() ? f : last;
      }
      boolean behind = last != null && last.step.cost() == step.cost() && last.fast;
      return behind ? cycles.behind() : cycles.usual();
    }

    void dispatched(long cycle, int port) {
      waits = false;
      switch (role) {
        case LOAD -> loaded = Math.max(loaded, (double) cycle);
        case COMPUTE -> {
          Cost.Latency cycles = step.cost().on(port);
          fast = cycles.behind() < cycles.usual();
          computed = Math.max(computed, (double) cycle + latency(port));
        }
        case STORE_ADDRESS -> {}
        case STORE_VALUE -> stored = cycle;
      }
    }
  }
}
