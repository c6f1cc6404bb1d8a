package org.tosc.backends.machines.x86.cost;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.tosc.backends.machines.x86.isa.Indirect;

/// The longest chain of results from round to round, through registers and through memory where
/// both addresses are known: by how much results come later each round, were there ports without
/// end.
final class Chain {
  private static final int WARM = 24;
  private static final int ROUNDS = 48;
  private static final int STORES = 64;

  private final double[] ready = new double[Effects.REGISTERS];
  private final Places places = new Places();
  private final List<Stored> stored = new ArrayList<>();

  private record Stored(Places.Place place, double ready) {}

  private Chain() {}

  static double cycles(List<Step> steps) {
    Chain chain = new Chain();
    double warm = 0;
    for (int round = 0; round < WARM + ROUNDS; round++) {
      warm = round == WARM ? chain.latest() : warm;
      steps.forEach(chain::run);
    }
    return (chain.latest() - warm) / ROUNDS;
  }

  private void run(Step step) {
    Effects effects = step.effects();
    double start = latest(effects.reads());
    double address = latest(effects.addresses());
    Indirect load = effects.load();
    if (load != null) {
      start =
          Math.max(start, Math.max(address + step.loadLatency(), forwarded(load, step.forward())));
    } else if (effects.store() == null) {
      start = Math.max(start, address);
    }
    double end = effects.isZero() ? 0 : start + step.cost().least();
    Indirect store = effects.store();
    Places.Place place = store == null ? null : places.of(store);
    if (place != null) {
      stored.add(new Stored(place, end));
      if (stored.size() > STORES) {
        stored.removeFirst();
      }
    }
    places.run(step.instruction(), effects);
    effects.writes().stream().forEach(r -> ready[r] = end);
  }

  private double forwarded(Indirect load, int latency) {
    Places.Place place = places.of(load);
    if (place == null) {
      return 0;
    }
    for (Stored s : stored.reversed()) {
      if (s.place.overlaps(place)) {
        return s.ready + latency;
      }
    }
    return 0;
  }

  private double latest(BitSet registers) {
    return registers.stream().mapToDouble(r -> ready[r]).max().orElse(0);
  }

  private double latest() {
    double latest = 0;
    for (double r : ready) {
      latest = Math.max(latest, r);
    }
    for (Stored s : stored) {
      latest = Math.max(latest, s.ready);
    }
    return latest;
  }
}
