package org.tosc.backends.machines.x86.cost;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tosc.backends.machines.x86.isa.Instruction;

/// How many cycles an iteration of a loop takes when everything it accesses is in L1.
///
/// @param cycles per iteration
/// @param limit what takes them: a [Unit] by name, or `latency` for a chain from iteration to
///   iteration
/// @param uses cycles that each unit alone would take
/// @param unknown mnemonics without a row: they count as one dispatched instruction
public record LoopEstimate(
    double cycles, String limit, Map<Unit, Double> uses, List<String> unknown) {
  private static final int LOAD_LATENCY = 4;
  private static final int WARM = 32;
  private static final int ROUNDS = 64;

  public LoopEstimate {
    uses = Map.copyOf(uses);
    unknown = List.copyOf(unknown);
  }

  /// The estimate of a body that ends with its branch back.
  public static LoopEstimate of(List<Instruction> body) {
    Map<Unit, Double> uses = new EnumMap<>(Unit.class);
    List<String> unknown = new ArrayList<>();
    for (Instruction i : body) {
      Effects effects = Effects.of(i);
      Optional<Cost> cost = Costs.of(i);
      add(uses, Unit.DISPATCH, 1);
      cost.ifPresent(c -> add(uses, c.unit(), computes(i, effects) ? c.uses() : 0));
      add(uses, Unit.LOAD, effects.loads());
      add(uses, Unit.STORE, effects.stores());
      if (cost.isEmpty()) {
        unknown.add(i.mnemonic());
      }
    }
    double best = chain(body);
    String limit = "latency";
    for (Map.Entry<Unit, Double> use : uses.entrySet()) {
      if (use.getValue() > best + 1e-9) {
        best = use.getValue();
        limit = use.getKey().name().toLowerCase(Locale.ROOT);
      }
    }
    return new LoopEstimate(best, limit, uses, unknown);
  }

  /// Plain loads and stores take no unit but those of memory.
  private static boolean computes(Instruction i, Effects effects) {
    boolean moves = i.mnemonic().matches("v?mov.*|vp?broadcast.*");
    return !(moves && effects.loads() + effects.stores() > 0);
  }

  private static void add(Map<Unit, Double> uses, Unit unit, int count) {
    if (count > 0) {
      uses.merge(unit, (double) count / unit.perCycle(), Double::sum);
    }
  }

  /// Cycles per iteration if there were units without end: by how much results come later each
  /// round.
  private static double chain(List<Instruction> body) {
    double[] ready = new double[Effects.REGISTERS];
    double warm = 0;
    for (int round = 0; round < WARM + ROUNDS; round++) {
      if (round == WARM) {
        warm = latest(ready);
      }
      for (Instruction i : body) {
        Effects effects = Effects.of(i);
        double address = latest(ready, effects.addresses());
        double loaded = address + (effects.loads() > 0 ? LOAD_LATENCY : 0);
        double start = Math.max(latest(ready, effects.reads()), loaded);
        boolean plainLoad = effects.loads() > 0 && !computes(i, effects);
        double end = start + (plainLoad ? 0 : Costs.of(i).map(Cost::latency).orElse(1));
        effects.writes().stream().forEach(r -> ready[r] = end);
      }
    }
    return (latest(ready) - warm) / ROUNDS;
  }

  private static double latest(double[] ready, BitSet registers) {
    return registers.stream().mapToDouble(r -> ready[r]).max().orElse(0);
  }

  private static double latest(double[] ready) {
    double latest = 0;
    for (double r : ready) {
      latest = Math.max(latest, r);
    }
    return latest;
  }
}
