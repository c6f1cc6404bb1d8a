package org.tosc.driver.machine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.x86.cost.Core;
import org.tosc.backends.machines.x86.cost.LoopEstimate;
import org.tosc.backends.machines.x86.cost.LoopReport;
import org.tosc.backends.machines.x86.cost.Trace;
import org.tosc.backends.machines.x86.program.Image;
import org.tosc.backends.machines.x86.program.Run;

/// What a call on the model of x86-64 did and took.
///
/// @param core whose cycles are counted
/// @param entry the function
/// @param cycles where everything accessed is in the first-level cache and every branch foreseen
/// @param followed how many instructions were followed through the core; the rest counts with what
///   the same code took where it was
/// @param integer what a whole number or address is returned in: rax
/// @param bits what a float is returned in: the lowest 64 bits of xmm0
/// @param loops innermost ones, those first that took the most cycles
/// @param unknown mnemonics of which the core's table has no row: they count as one micro-operation
///   that waits for no port
public record X86Report(
    String core,
    String entry,
    long instructions,
    long cycles,
    long followed,
    long integer,
    long bits,
    List<Loop> loops,
    List<String> unknown)
    implements ExecutionReport {
  public X86Report {
    loops = List.copyOf(loops);
    unknown = List.copyOf(unknown);
  }

  /// A loop that was executed.
  ///
  /// @param from its place in the words of the object
  /// @param to behind its branch
  /// @param instructions of a round, 0 where there are branches inside
  /// @param rounds that were executed
  /// @param cycles of a round
  /// @param bound what limits it; null where there are branches inside
  public record Loop(
      String from, String to, int instructions, long rounds, double cycles, @Nullable Bound bound) {
    /// Cycles of all rounds.
    public double total() {
      return (double) rounds * cycles;
    }
  }

  /// What limits a loop.
  ///
  /// @param limit in words: `ports 05`, `latency`, `width`
  /// @param entering cycles of a round that entering alone would take
  /// @param ports cycles that the busiest ports would take
  /// @param latency cycles that the chain of results would take
  /// @param table each instruction with the ports that it keeps busy
  public record Bound(String limit, double entering, double ports, double latency, String table) {}

  /// A float that was returned, if it was an `f32`.
  public float single() {
    return Float.intBitsToFloat((int) bits);
  }

  /// A float that was returned, if it was an `f64`.
  public double number() {
    return Double.longBitsToDouble(bits);
  }

  static X86Report of(String entry, Core core, Run.Result result, Image image) {
    List<Loop> loops = new ArrayList<>();
    for (Trace.Loop loop : result.loops()) {
      LoopEstimate estimate = loop.estimate();
      loops.add(
          new Loop(
              image.place(loop.head()),
              image.place(loop.end()),
              loop.body().size(),
              loop.rounds(),
              loop.cycles(),
              estimate == null ? null : bound(core, loop, estimate, image)));
    }
    return new X86Report(
        core.name(),
        entry,
        result.instructions(),
        Math.round(result.cycles()),
        result.followed(),
        result.integer(),
        result.bits(),
        loops,
        List.copyOf(result.unknown()));
  }

  private static Bound bound(Core core, Trace.Loop loop, LoopEstimate estimate, Image image) {
    return new Bound(
        estimate.limit(),
        estimate.entering(),
        estimate.ports(),
        estimate.latency(),
        LoopReport.of(core, estimate, image.text(loop.head(), loop.body())));
  }
}
