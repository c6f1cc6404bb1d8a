package org.tosc.backends.machines.x86.cost;

import java.util.ArrayList;
import java.util.List;
import org.tosc.backends.machines.x86.isa.Instruction;

/// How many cycles a round of a loop takes on a core when everything it accesses is in the
/// first-level cache and every branch is foreseen.
///
/// @param cycles of a round
/// @param limit what takes them, in words
/// @param entering cycles that entering alone would take
/// @param ports cycles that the busiest ports alone would take
/// @param latency cycles that the chain of results from round to round alone would take
/// @param lines what each instruction keeps busy
/// @param unknown mnemonics without a row: they count as one that enters
public record LoopEstimate(
    double cycles,
    String limit,
    double entering,
    double ports,
    double latency,
    List<Line> lines,
    List<String> unknown) {
  /// How far above all bounds a round is no longer explained by them.
  private static final double CLOSE = 1.05;

  /// An instruction of the loop.
  ///
  /// @param slots that it takes where the core's width counts
  /// @param pressure cycles of each port in a round
  public record Line(Instruction instruction, int slots, List<Double> pressure) {
    public Line {
      pressure = List.copyOf(pressure);
    }
  }

  public LoopEstimate {
    lines = List.copyOf(lines);
    unknown = List.copyOf(unknown);
  }

  /// The estimate of a body that ends with its branch back.
  public static LoopEstimate of(Core core, List<Instruction> body) {
    List<Step> steps = Step.of(core, body);
    Bounds bounds = Bounds.of(core, steps);
    Rounds.Result run = Rounds.run(core, steps);
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      lines.add(new Line(step.instruction(), step.slots(), run.pressure().get(i)));
    }
    List<String> unknown =
        steps.stream().filter(s -> !s.known()).map(s -> s.instruction().mnemonic()).toList();
    double cycles = Math.max(run.cycles(), bounds.latency());
    return new LoopEstimate(
        cycles,
        limit(core, bounds, cycles),
        bounds.entering(),
        bounds.ports(),
        bounds.latency(),
        lines,
        unknown);
  }

  private static String limit(Core core, Bounds bounds, double cycles) {
    double most = Math.max(bounds.entering(), Math.max(bounds.ports(), bounds.latency()));
    String what =
        most == bounds.latency()
            ? "latency"
            : most == bounds.ports() ? "ports " + core.letters(bounds.busiest()) : "width";
    return cycles > most * CLOSE ? what + ", waiting" : what;
  }
}
