package org.tosc.driver.cost;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.tosc.backends.machines.x86.cost.Core;
import org.tosc.backends.machines.x86.cost.Cores;
import org.tosc.backends.machines.x86.cost.InnerLoop;
import org.tosc.backends.machines.x86.cost.LoopEstimate;
import org.tosc.backends.x86.X86Kernels;
import org.tosc.backends.x86.code.InstructionSet;
import org.tosc.backends.x86.code.KernelCode;
import org.tosc.passes.kernelize.Kernelize;
import org.tosc.passes.kernelize.Kernels;
import org.tosc.passes.lower.Lower;
import org.tosc.passes.lower.Machine;
import org.tosc.tir.ir.Function;

/// Cycles of innermost loops of generated kernels, as the cost model says them and as this CPU
/// takes them, operands in the first-level cache: a table, and how many are within 15 %.
///
/// Arguments: the core (`redwood-cove`), bursts for each loop (150), a pattern of kernels (all).
/// Needs a CPU of that core and `--enable-native-access=ALL-UNNAMED`.
public final class LoopCosts {
  private static final double CLOSE = 0.15;

  private final Core core;
  private final LoopTimer timer;
  private final List<Double> ratios = new ArrayList<>();

  private LoopCosts(Core core, LoopTimer timer) {
    this.core = core;
    this.timer = timer;
  }

  public static void main(String[] arguments) {
    String name = arguments.length > 0 ? arguments[0] : "redwood-cove";
    int bursts = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 150;
    String kernels = arguments.length > 2 ? arguments[2] : ".*";
    String obstacle = new X86Kernels().obstacle();
    if (obstacle != null) {
      System.out.println("not measured: " + obstacle);
      return;
    }
    try (CycleClock clock = new CycleClock()) {
      LoopCosts costs =
          new LoopCosts(Cores.named(name).orElseThrow(), new LoopTimer(clock, bursts));
      System.out.println("| kernel | instructions | predicted | measured | ratio | limit |");
      System.out.println("|---|--:|--:|--:|--:|---|");
      for (Workloads.Workload workload : Workloads.all()) {
        if (workload.name().matches(kernels)) {
          costs.measure(workload);
        }
      }
      costs.sum();
    }
  }

  private void measure(Workloads.Workload workload) {
    Function nests =
        switch (Kernelize.kernel("k", Kernels.function(workload.text()))) {
          case Kernelize.Outcome.Made(Function made) -> made;
          case Kernelize.Outcome.Refused(String why) ->
              throw new IllegalStateException(workload.name() + ": " + why);
        };
    List<Function> lowered =
        Objects.requireNonNull(Lower.lower(nests, Machine.AVX512.asAssembled()));
    KernelCode code = KernelCode.of(lowered, InstructionSet.AVX512);
    byte[] bytes = code.code().bytes();
    try (Arena arena = Arena.ofConfined()) {
      for (ModelRun.Entered entered : new ModelRun(code, lowered.getLast(), arena).loops()) {
        row(workload.name(), entered.loop(), timer.cyclesPerRound(bytes, entered, arena));
      }
    }
  }

  private void row(String kernel, InnerLoop loop, double measured) {
    LoopEstimate estimate = LoopEstimate.of(core, loop.body());
    double ratio = estimate.cycles() / measured;
    ratios.add(ratio);
    String limit =
        estimate.limit() + (estimate.unknown().isEmpty() ? "" : ", no row: " + estimate.unknown());
    System.out.printf(
        Locale.ROOT,
        "| %s | %d | %.2f | %.2f | %s | %s |%n",
        kernel,
        loop.body().size(),
        estimate.cycles(),
        measured,
        (isClose(ratio) ? "%.2f" : "**%.2f**").formatted(ratio),
        limit);
  }

  private static boolean isClose(double ratio) {
    return Math.abs(ratio - 1) <= CLOSE;
  }

  private void sum() {
    long close = ratios.stream().filter(LoopCosts::isClose).count();
    System.out.println();
    System.out.println(close + " of " + ratios.size() + " loops within 15 %");
  }
}
