package org.tosc.backends.machines.x86.cost;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.x86.exec.Cpu;
import org.tosc.backends.machines.x86.isa.Indirect;
import org.tosc.backends.machines.x86.isa.Instruction;

/// How many cycles a run takes on a core: what is executed goes through the core's [Pipeline], in
/// the order in which it is executed and with the addresses that it accesses.
///
/// Everything accessed is taken to be in the first-level cache and every branch foreseen, as in a
/// [LoopEstimate]. The first million instructions are followed; of the rest a twentieth is, in
/// pieces, and what was never followed before. All else counts with what the same [Stretch] took on
/// average where it was followed.
///
/// ```java
/// Trace trace = new Trace(Cores.ZEN_5);
/// cpu.watch(trace);
/// cpu.run(limit);
/// trace.end();
/// ```
public final class Trace implements Cpu.Watcher {
  private static final long ALL = 1_000_000;
  private static final long PIECE = 25_000;
  private static final long APART = 500_000;
  private static final long NOWHERE = -1;

  private final Core core;
  private final Pipeline pipeline;
  private final Map<Long, Stretch> stretches = new HashMap<>();

  /// What is in the pipeline.
  private final ArrayDeque<Leaving> leaving = new ArrayDeque<>();

  private @Nullable Stretch current;
  private @Nullable Stretch before;
  private int position;
  private long[] addresses = new long[16];
  private boolean wide;
  private boolean follows;
  private long executed;
  private long followed;
  private long followsUntil = ALL;
  private long nextPiece = ALL + APART;
  private long left;
  private double skipped;

  /// A stretch of which instructions are still to leave.
  private static final class Leaving {
    private final Stretch stretch;
    private int instructions;

    Leaving(Stretch stretch) {
      this.stretch = stretch;
      instructions = stretch.steps().size();
    }
  }

  /// An innermost loop that was executed.
  ///
  /// @param head where its rounds begin
  /// @param end behind its branch
  /// @param rounds that were executed
  /// @param cycles of a round, on average
  /// @param body its instructions; none where there are branches inside
  /// @param estimate of the body alone, as if it never ended; null where there are branches inside
  public record Loop(
      long head,
      long end,
      long rounds,
      double cycles,
      List<Instruction> body,
      @Nullable LoopEstimate estimate) {
    public Loop {
      body = List.copyOf(body);
    }

    /// Cycles of all rounds.
    public double total() {
      return (double) rounds * cycles;
    }
  }

  public Trace(Core core) {
    this.core = core;
    pipeline = new Pipeline(core, new Departures());
  }

  // What is executed.

  @Override
  public void next(Cpu cpu, Instruction i) {
    Stretch stretch = current == null ? begin(cpu.pc()) : current;
    if (!stretch.isClosed()) {
      stretch.add(i);
      wide |= Form.of(i).width() == 'z';
    }
    if (follows) {
      if (position == addresses.length) {
        addresses = Arrays.copyOf(addresses, 2 * position);
      }
      Indirect at = Stretch.memory(i);
      addresses[position] = at == null ? NOWHERE : cpu.address(at);
    }
    position++;
    executed++;
    if (stretch.isClosed() ? position == stretch.steps().size() : Stretch.ends(i)) {
      finish(stretch);
    }
  }

  private Stretch begin(long pc) {
    if (before != null && before.jumpsBack() && before.head() == pc) {
      before.wentBack();
    }
    Stretch stretch = stretches.computeIfAbsent(pc, Stretch::new);
    stretch.run();
    if (executed >= nextPiece || !stretch.isClosed()) {
      followsUntil = Math.max(followsUntil, executed + PIECE);
      nextPiece = Math.max(nextPiece, executed + APART);
    }
    boolean follow = executed < followsUntil;
    if (follows && !follow) {
      pipeline.drain();
    }
    follows = follow;
    position = 0;
    current = stretch;
    return stretch;
  }

  private void finish(Stretch stretch) {
    if (!stretch.isClosed()) {
      stretch.close(core, wide);
    }
    if (follows) {
      follow(stretch);
    } else {
      skipped += stretch.average();
    }
    before = stretch;
    current = null;
  }

  private void follow(Stretch stretch) {
    List<Step> steps = stretch.steps();
    leaving.addLast(new Leaving(stretch));
    followed += steps.size();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      pipeline.enter(step, i, place(step.effects().load(), i), place(step.effects().store(), i));
    }
  }

  private Places.@Nullable Place place(@Nullable Indirect at, int i) {
    return at == null || addresses[i] == NOWHERE ? null : Places.at(addresses[i], at.bytes());
  }

  /// Gives the cycles between one stretch's leaving and the next one's to that one.
  private final class Departures implements Pipeline.Heard {
    @Override
    public void left(int index, long cycle) {
      Leaving first = leaving.getFirst();
      first.instructions--;
      if (first.instructions == 0) {
        leaving.removeFirst();
        first.stretch.took(cycle - left);
        left = cycle;
      }
    }

    @Override
    public void taken(int index, int port, int cycles) {}
  }

  /// When the run has ended.
  public void end() {
    pipeline.drain();
  }

  // What it took.

  /// Cycles so far.
  public double cycles() {
    return left + skipped;
  }

  /// How many instructions went through the pipeline.
  public long followed() {
    return followed;
  }

  /// Mnemonics for which the core has no row: they count as one that enters.
  public Set<String> unknown() {
    Set<String> names = new TreeSet<>();
    for (Stretch s : stretches.values()) {
      s.steps().stream()
          .filter(step -> !step.known())
          .forEach(step -> names.add(step.instruction().mnemonic()));
    }
    return names;
  }

  /// The innermost loops, those first in which the most cycles were spent.
  public List<Loop> loops() {
    List<Stretch> ends =
        stretches.values().stream().filter(s -> s.isClosed() && s.backs() > 0).toList();
    List<Loop> loops = new ArrayList<>();
    for (Stretch end : ends) {
      boolean isOuter = ends.stream().anyMatch(other -> isWithin(other, end));
      boolean isKnown = loops.stream().anyMatch(l -> l.head == end.head() && l.end == end.end());
      if (!isOuter && !isKnown) {
        loops.add(loop(end.head(), end.end()));
      }
    }
    loops.sort(Comparator.comparingDouble(Loop::total).reversed().thenComparingLong(Loop::head));
    return loops;
  }

  private static boolean isWithin(Stretch inner, Stretch outer) {
    boolean same = inner.head() == outer.head() && inner.end() == outer.end();
    return !same && inner.head() >= outer.head() && inner.end() <= outer.end();
  }

  private Loop loop(long head, long end) {
    long entered = 0;
    long rounds = 0;
    double cycles = 0;
    Stretch body = null;
    for (Stretch s : stretches.values()) {
      if (s.start() < head && head < s.end()) {
        entered += s.runs();
      } else if (s.start() >= head && s.end() <= end) {
        rounds += s.start() == head ? s.runs() : 0;
        cycles += (double) s.runs() * s.average();
        body = s.start() == head && s.end() == end ? s : body;
      }
    }
    return new Loop(
        head,
        end,
        entered + rounds,
        cycles / Math.max(1, rounds),
        body == null ? List.of() : body.instructions(),
        body == null ? null : LoopEstimate.of(core, body.instructions()));
  }
}
