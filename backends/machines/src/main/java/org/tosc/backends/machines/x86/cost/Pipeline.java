package org.tosc.backends.machines.x86.cost;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Instructions on a core, cycle by cycle: they enter in order, their micro-operations get ports
/// and wait for operands, the oldest that can goes first, and instructions leave in order.
///
/// How early binding chooses a port is what Abel and Reineke found on Intel's cores since Ice Lake
/// (uiCA: accurate throughput prediction of basic blocks on recent Intel microarchitectures, ICS
/// 2022): by how many wait for each port a cycle before, those of a cycle in turn.
final class Pipeline {
  private static final int STORES = 64;

  /// How much longer the line before a port may be before it is left out.
  private static final int LONGER = 5;

  private final Core core;
  private final Heard heard;
  private final int ports;
  private final List<List<Flight.Part>> lines = new ArrayList<>();
  private final long[] freeAt;
  private final int[] waiting;
  private final int[] waitingBefore;
  private final int[] candidates;
  private final int[] inQueue;
  private final ArrayDeque<Flight> window = new ArrayDeque<>();
  private final Flight[] writers = new Flight[Effects.REGISTERS];
  private final ArrayDeque<Stored> stored = new ArrayDeque<>();
  private final Map<Integer, Integer> turns = new HashMap<>();
  private int slotsInside;
  private int slotsLeft;
  private long cycle;

  private record Stored(Places.Place place, Flight by) {}

  /// Who hears of what happens.
  interface Heard {
    /// An instruction leaves, in order.
    void left(int index, long cycle);

    /// A port is busy with a micro-operation of one.
    void taken(int index, int port, int cycles);
  }

  Pipeline(Core core, Heard heard) {
    this.core = core;
    this.heard = heard;
    ports = core.portCount();
    freeAt = new long[ports];
    waiting = new int[ports];
    waitingBefore = new int[ports];
    candidates = new int[ports];
    inQueue = new int[core.queues().size()];
    slotsLeft = core.limits().width();
    for (int p = 0; p < ports; p++) {
      lines.add(new ArrayList<>());
    }
  }

  /// The cycle that it is.
  long cycle() {
    return cycle;
  }

  /// Lets the next instruction enter, after as many cycles as it has to wait.
  ///
  /// @param index by which its listener knows it
  /// @param load where it reads memory, null where nothing is known of that
  /// @param store where it writes
  void enter(Step step, int index, Places.@Nullable Place load, Places.@Nullable Place store) {
    while (!fits(step)) {
      pass();
    }
    slotsLeft -= step.slots();
    slotsInside += step.slots();
    Flight flight = flight(step, index, load, store);
    flight.parts.forEach(this::bind);
    window.addLast(flight);
  }

  /// Lets all that entered leave.
  void drain() {
    while (!window.isEmpty()) {
      pass();
    }
  }

  private void pass() {
    cycle++;
    leave();
    dispatch();
    slotsLeft = core.limits().width();
    turns.clear();
  }

  private void leave() {
    int slots = core.limits().retire();
    while (!window.isEmpty()) {
      Flight first = window.getFirst();
      slots -= first.step.slots();
      if (slots < 0 || !first.isDone(cycle)) {
        break;
      }
      slotsInside -= first.step.slots();
      window.removeFirst();
      first.forget();
      heard.left(first.index, cycle);
    }
  }

  private void dispatch() {
    System.arraycopy(waiting, 0, waitingBefore, 0, ports);
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
          waiting[p]--;
          heard.taken(part.flight.index, p, part.work.cycles());
          leaveQueue(p);
          break;
        }
      }
    }
  }

  /// Whether an instruction can enter in this cycle. One of more slots than there are takes all.
  private boolean fits(Step step) {
    int slots = Math.min(step.slots(), core.limits().width());
    return slots <= slotsLeft
        && slotsInside + step.slots() <= core.limits().window()
        && hasRoom(step);
  }

  private Flight flight(
      Step step, int index, Places.@Nullable Place load, Places.@Nullable Place store) {
    Effects effects = step.effects();
    Flight flight = new Flight(step, index);
    for (int r = effects.reads().nextSetBit(0); r >= 0; r = effects.reads().nextSetBit(r + 1)) {
      flight.operand(writers[r]);
    }
    BitSet addresses = effects.addresses();
    for (int r = addresses.nextSetBit(0); r >= 0; r = addresses.nextSetBit(r + 1)) {
      flight.address(writers[r]);
    }
    if (load != null) {
      flight.forwardedBy(storeOf(load), step.forward());
    }
    if (store != null) {
      stored.addLast(new Stored(store, flight));
      if (stored.size() > STORES) {
        stored.removeFirst();
      }
    }
    for (int r = effects.writes().nextSetBit(0); r >= 0; r = effects.writes().nextSetBit(r + 1)) {
      writers[r] = flight;
    }
    return flight;
  }

  private @Nullable Flight storeOf(Places.Place place) {
    Flight found = null;
    for (Stored s : stored) {
      found = s.place.overlaps(place) ? s.by : found;
    }
    return found;
  }

  private void bind(Flight.Part part) {
    int set = part.work.ports();
    int[] counts = core.limits().bindsEarly() ? waitingBefore : waiting;
    int count = 0;
    for (int p = 0; p < ports; p++) {
      if ((set >> p & 1) != 0) {
        int at = count++;
        for (; at > 0 && counts[p] <= counts[candidates[at - 1]]; at--) {
          candidates[at] = candidates[at - 1];
        }
        candidates[at] = p;
      }
    }
    int most = counts[candidates[0]] + LONGER;
    while (counts[candidates[count - 1]] >= most) {
      count--;
    }
    int turn = core.limits().bindsEarly() ? turns.merge(set, 1, Integer::sum) - 1 : 0;
    int port = candidates[turn % count];
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
