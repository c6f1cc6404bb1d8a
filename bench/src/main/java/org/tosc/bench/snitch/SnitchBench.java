package org.tosc.bench.snitch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tosc.backends.snitch.code.Routine;
import org.tosc.backends.snitch.code.Unsupported;
import org.tosc.backends.snitch.kernel.KernelCode;

/// Kernels compiled for Snitch, on the model: cycles beside the other compiler's, the best known,
/// and the lower bound.
///
/// ```sh
/// bench/run snitch                          # every row of the table
/// bench/run snitch matmul                   # those of a kernel
/// bench/run snitch matmul 3x17x29xf64       # a shape, listed or not
/// bench/run snitch --asm matmul 4x12x8xf64  # with its code
/// ```
public final class SnitchBench {
  private int rows;
  private int held;
  private int near;
  private final Map<String, int[]> byKernel = new TreeMap<>();

  private SnitchBench() {}

  public static void main(String[] args) {
    List<String> words = new ArrayList<>(List.of(args));
    boolean withCode = words.remove("--asm");
    requireKnown("snitch", words);
    List<Target> targets = new ArrayList<>(Target.all());
    if (!words.isEmpty()) {
      targets.removeIf(t -> !t.kernel().name().equals(words.getFirst()));
    }
    if (words.size() > 1) {
      List<Target> chosen = new ArrayList<>();
      for (String shape : words.subList(1, words.size())) {
        chosen.add(
            targets.stream()
                .filter(t -> t.shape().equals(shape))
                .findFirst()
                .orElseGet(() -> Target.unlisted(words.getFirst(), shape)));
      }
      targets = chosen;
    }
    SnitchBench bench = new SnitchBench();
    System.out.println(
        "kernel                       shape            ours   other    best   bound  ratio  guess"
            + "  FPU");
    for (Target target : targets) {
      bench.row(target, withCode);
    }
    bench.summary();
    if (words.isEmpty()) {
      SnitchBench more = new SnitchBench();
      System.out.println();
      Target.more().forEach(target -> more.row(target, withCode));
      exponentials();
    }
  }

  /// Ends the program where there is no kernel of this name, or no such shape of it.
  ///
  /// @param words the name, then shapes; nothing for all
  static void requireKnown(String bench, List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      String name = words.getFirst();
      String why = i == 0 ? KernelNames.obstacle(name) : KernelNames.obstacle(name, words.get(i));
      if (why != null) {
        System.err.println("bench/run " + bench + ": " + why);
        System.exit(2);
      }
    }
  }

  /// The exponential beside one element after the other in a loop of the core.
  private static void exponentials() {
    Target target = Target.unlisted("exp", "16x32xf64");
    KernelRun run =
        KernelRun.of(target.kernel(), ScalarExponential.routine(512), target.overhead());
    System.out.printf(
        "%-28s %-14s %6d cycles as a scalar loop%s%n",
        target.kernel().name(),
        target.shape(),
        run.cycles(),
        run.wrong() > 0 ? "  WRONG " + run.wrong() : "");
  }

  private void row(Target target, boolean withCode) {
    rows++;
    int[] counts = byKernel.computeIfAbsent(target.kernel().name(), _ -> new int[3]);
    counts[0]++;
    try {
      KernelCode code = KernelCode.of(target.kernel().function());
      Routine routine = code.routine();
      if (withCode) {
        System.out.print(routine.text());
      }
      KernelRun run = KernelRun.of(target.kernel(), routine, target.overhead());
      boolean holds = run.wrong() == 0 && target.holds(run.cycles());
      held += holds ? 1 : 0;
      counts[1] += holds ? 1 : 0;
      boolean isNear = run.wrong() == 0 && target.isNearBound(run.cycles());
      near += isNear ? 1 : 0;
      counts[2] += isNear ? 1 : 0;
      System.out.printf(
          "%-28s %-14s %6d  %6d  %6d  %6d  %5.3f %6d %4.1f%%%s%s%s%n",
          target.kernel().name(),
          target.shape(),
          run.cycles(),
          target.other(),
          target.best(),
          target.bound(),
          (double) run.cycles() / Math.max(1, target.bound()),
          routine.cycles(),
          100.0 * run.counts().fpuIssues() / run.cycles(),
          holds ? "" : "  MISSED",
          run.wrong() > 0 ? "  WRONG " + run.wrong() : "",
          code.whyLoops() == null ? "" : "  loops: " + code.whyLoops());
    } catch (Unsupported | IllegalStateException e) {
      System.out.printf(
          "%-28s %-14s no code: %s%n", target.kernel().name(), target.shape(), e.getMessage());
    }
  }

  private void summary() {
    byKernel.forEach(
        (name, c) ->
            System.out.printf(
                "%-28s %d rows, %d held, %d within 15%% of the bound%n", name, c[0], c[1], c[2]));
    System.out.printf("%d rows, %d held, %d within 15%% of the bound%n", rows, held, near);
  }
}
