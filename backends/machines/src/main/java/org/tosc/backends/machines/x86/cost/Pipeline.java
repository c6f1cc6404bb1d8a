package org.tosc.backends.machines.x86.cost;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.x86.isa.Indirect;

/// Rounds of a loop on a core, cycle by cycle: instructions enter in order, their micro-operations
/// get ports and wait for operands, the oldest that can goes first, and instructions leave in
/// order.
///
/// How early binding chooses a port is what Abel and Reineke found on Intel's cores since Ice Lake
/// (uiCA: accurate throughput prediction of basic blocks on recent Intel microarchitectures, ICS
/// 2022): by how many wait for each port a cycle before, those of a cycle in turn.
final class Pipeline {
  private static final int INSTRUCTIONS = 2_000;
  private static final int LEAST_ROUNDS = 40;
  private static final int STORES = 64;

  /// How much longer the line before a port may be before it is left out.
  private static final int LONGER = 5;

  private final Core core;
  private final List<Step> steps;
  private final int ports;
  private final List<List<Flight.Part>> lines = new ArrayList<>();
  private final long[] freeAt;
  private final int[] waiting;
  private int[] waitingBefore;
  private final int[] inQueue;
  private final ArrayDeque<Flight> window = new ArrayDeque<>();
  private final Flight[] writers = new Flight[Effects.REGISTERS];
  private final ArrayDeque<Stored> stored = new ArrayDeque<>();
  private final Places places = new Places();
  private int slotsInside;

  /// For each step and port: micro-operations that went there.
  private final int[][] taken;

  private record Stored(Places.Place place, Flight by) {}

  /// What a run says.
  ///
  /// @param cycles of a round
  /// @param pressure of a round, for each step and each port
  record Result(double cycles, List<List<Double>> pressure) {}

  private Pipeline(Core core, List<Step> steps) {
    this.core = core;
    this.steps = steps;
    ports = core.portCount();
    freeAt = new long[ports];
    waiting = new int[ports];
    waitingBefore = new int[ports];
    inQueue = new int[core.queues().size()];
    taken = new int[steps.size()][ports];
    for (int p = 0; p < ports; p++) {
      lines.add(new ArrayList<>());
    }
  }

  static Result run(Core core, List<Step> steps) {
    return new Pipeline(core, steps).run();
  }

  private Result run() {
    int rounds = Math.max(LEAST_ROUNDS, INSTRUCTIONS / steps.size()) & -2;
    long[] leaves = new long[rounds];
    int entered = 0;
    int left = 0;
    int all = rounds * steps.size();
    for (long cycle = 0; left < all; cycle++) {
      for (int slots = core.limits().retire(); !window.isEmpty(); left++) {
        Flight first = window.getFirst();
        slots -= first.step.slots();
        if (slots < 0 || !first.isDone(cycle)) {
          break;
        }
        slotsInside -= first.step.slots();
        leaves[left / steps.size()] = cycle;
        window.removeFirst();
      }
      dispatch(cycle);
      entered = enter(entered, all);
    }
    int half = rounds / 2;
    return new Result((double) (leaves[rounds - 1] - leaves[half - 1]) / half, pressure(rounds));
  }

  private List<List<Double>> pressure(int rounds) {
    List<List<Double>> all = new ArrayList<>();
    for (int[] step : taken) {
      all.add(Arrays.stream(step).mapToObj(cycles -> (double) cycles / rounds).toList());
    }
    return all;
  }

  private void dispatch(long cycle) {
    int[] done = new int[ports];
    for (int p = 0; p < ports; p++) {
      if (freeAt[p] > cycle) {
        continue;
      }
      List<Flight.Part> line = lines.get(p);
      for (int i = 0; i < line.size(); i++) {
        Flight.Part part = line.get(i);
        if (part.readyAt() <= cycle) {
          line.remove(i);
          part.dispatched(cycle, p);
          freeAt[p] = cycle + part.work.cycles();
          done[p]++;
          taken[part.flight.index][p] += part.work.cycles();
          leaveQueue(p);
          break;
        }
      }
    }
    waitingBefore = waiting.clone();
    for (int p = 0; p < ports; p++) {
      waiting[p] -= done[p];
    }
  }

  private int enter(int from, int all) {
    int entered = from;
    int slots = core.limits().width();
    Map<Integer, Integer> turns = new HashMap<>();
    while (entered < all) {
      int index = entered % steps.size();
      Step step = steps.get(index);
      if (step.slots() > slots
          || slotsInside + step.slots() > core.limits().window()
          || !hasRoom(step)) {
        break;
      }
      slots -= step.slots();
      slotsInside += step.slots();
      Flight flight = flight(step, index);
      flight.parts.forEach(part -> bind(part, turns));
      window.addLast(flight);
      entered++;
    }
    return entered;
  }

  private Flight flight(Step step, int index) {
    Effects effects = step.effects();
    Flight flight = new Flight(step, index);
    effects.reads().stream().forEach(r -> flight.operand(writers[r]));
    effects.addresses().stream().forEach(r -> flight.address(writers[r]));
    Indirect load = effects.load();
    Places.Place place = load == null ? null : places.of(load);
    if (place != null) {
      flight.forwardedBy(storeOf(place), step.forward());
    }
    Indirect store = effects.store();
    Places.Place to = store == null ? null : places.of(store);
    if (to != null) {
      stored.addLast(new Stored(to, flight));
      if (stored.size() > STORES) {
        stored.removeFirst();
      }
    }
    places.run(step.instruction(), effects);
    effects.writes().stream().forEach(r -> writers[r] = flight);
    return flight;
  }

  private @Nullable Flight storeOf(Places.Place place) {
    Flight found = null;
    for (Stored s : stored) {
      found = s.place.overlaps(place) ? s.by : found;
    }
    return found;
  }

  private void bind(Flight.Part part, Map<Integer, Integer> turns) {
    int set = part.work.ports();
    List<Integer> candidates = new ArrayList<>();
    for (int p = 0; p < ports; p++) {
      if ((set >> p & 1) != 0) {
        candidates.add(p);
      }
    }
    int[] counts = core.limits().bindsEarly() ? waitingBefore : waiting;
    candidates.sort((a, b) -> counts[a] != counts[b] ? counts[a] - counts[b] : b - a);
    int least = counts[candidates.getFirst()];
    candidates.removeIf(p -> counts[p] >= least + LONGER);
    int turn = core.limits().bindsEarly() ? turns.merge(set, 1, Integer::sum) - 1 : 0;
    int port = candidates.get(turn % candidates.size());
    lines.get(port).add(part);
    waiting[port]++;
    int queue = queueOf(port);
    if (queue >= 0) {
      inQueue[queue]++;
    }
  }

  private boolean hasRoom(Step step) {
    int count = step.load().size() + step.compute().size() + step.store().size();
    for (int q = 0; q < inQueue.length; q++) {
      if (inQueue[q] + count > core.queues().get(q).capacity()) {
        return false;
      }
    }
    return true;
  }

  private void leaveQueue(int port) {
    int queue = queueOf(port);
    if (queue >= 0) {
      inQueue[queue]--;
    }
  }

  private int queueOf(int port) {
    for (int q = 0; q < inQueue.length; q++) {
      if ((core.queues().get(q).ports() >> port & 1) != 0) {
        return q;
      }
    }
    return -1;
  }
}
