package org.tosc.backends.machines.x86.cost;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.x86.isa.Indirect;

/// Rounds of a loop on a core, after so many that they are all alike.
final class Rounds implements Pipeline.Heard {
  private static final int INSTRUCTIONS = 2_000;
  private static final int LEAST_ROUNDS = 40;

  private final List<Step> steps;
  private final int rounds;
  private final Places places = new Places();

  /// When each round left.
  private final long[] leaves;

  private int left;

  /// For each step and port: cycles that it was busy.
  private final int[][] taken;

  /// What a run says.
  ///
  /// @param cycles of a round
  /// @param pressure of a round, for each step and each port
  record Result(double cycles, List<List<Double>> pressure) {}

  private Rounds(Core core, List<Step> steps) {
    this.steps = steps;
    rounds = Math.max(LEAST_ROUNDS, INSTRUCTIONS / steps.size()) & -2;
    leaves = new long[rounds];
    taken = new int[steps.size()][core.portCount()];
  }

  static Result run(Core core, List<Step> steps) {
    return new Rounds(core, steps).run(core);
  }

  private Result run(Core core) {
    Pipeline pipeline = new Pipeline(core, this);
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < steps.size(); i++) {
        Step step = steps.get(i);
        Effects effects = step.effects();
        pipeline.enter(step, i, place(effects.load()), place(effects.store()));
        places.run(step.instruction(), effects);
      }
    }
    pipeline.drain();
    int half = rounds / 2;
    double cycles = (double) (leaves[rounds - 1] - leaves[half - 1]) / half;
    List<List<Double>> pressure = new ArrayList<>();
    for (int[] step : taken) {
      pressure.add(Arrays.stream(step).mapToObj(busy -> (double) busy / rounds).toList());
    }
    return new Result(cycles, pressure);
  }

  private Places.@Nullable Place place(@Nullable Indirect at) {
    return at == null ? null : places.of(at);
  }

  @Override
  public void left(int index, long cycle) {
    leaves[left / steps.size()] = cycle;
    left++;
  }

  @Override
  public void taken(int index, int port, int cycles) {
    taken[index][port] += cycles;
  }
}
