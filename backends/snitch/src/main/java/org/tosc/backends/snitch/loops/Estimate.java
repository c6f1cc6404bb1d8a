package org.tosc.backends.snitch.loops;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tosc.backends.snitch.isa.Base;
import org.tosc.backends.snitch.isa.DoubleFloat;
import org.tosc.backends.snitch.isa.FloatConvert;
import org.tosc.backends.snitch.isa.HalfFloat;
import org.tosc.backends.snitch.isa.Multiply;
import org.tosc.backends.snitch.isa.Opcode;
import org.tosc.backends.snitch.isa.SingleFloat;

/// What lines take, about: each loop is walked once, with the distances of snitch.md section 4
/// between instructions that need each other, all of them run, and no memory is waited for.
final class Estimate {
  /// A quotient or root.
  private static final long CALL = 50;

  /// From the core to the FPU, and back (rules 3, 8 and 9).
  private static final long THERE = 2;

  private static final long BACK = 3;

  /// How far the core is ahead of the FPU at most (rule 11).
  private static final long AHEAD = 34;

  private static final Set<Opcode> WHOLE_LOADS =
      Set.of(Base.LW, Base.LH, Base.LHU, Base.LB, Base.LBU);

  private static final Map<Opcode, Integer> DISTANCES = distances();

  private static Map<Opcode, Integer> distances() {
    Map<Opcode, Integer> distances = new HashMap<>();
    WHOLE_LOADS.forEach(opcode -> distances.put(opcode, 4));
    for (Precision p : Precision.values()) {
      List.of(p.add, p.sub, p.mul, p.fma).forEach(opcode -> distances.put(opcode, 4));
      distances.put(p.load, 3);
    }
    for (Opcode conversion :
        List.of(
            DoubleFloat.FCVT_D_S,
            DoubleFloat.FCVT_S_D,
            DoubleFloat.FCVT_D_W,
            DoubleFloat.FCVT_D_WU,
            SingleFloat.FCVT_S_W)) {
      distances.put(conversion, 3);
    }
    return Map.copyOf(distances);
  }

  private long core;
  private long fpu;
  private long before;
  private final Map<Arg, Long> ready = new HashMap<>();
  private final Deque<Loop> loops = new ArrayDeque<>();

  private record Loop(long rounds, long start) {}

  private Estimate() {}

  /// Cycles with warm caches.
  static long of(List<Line> lines) {
    Estimate estimate = new Estimate();
    lines.forEach(estimate::line);
    return estimate.before + estimate.now();
  }

  private long now() {
    return Math.max(core, fpu);
  }

  private void line(Line line) {
    switch (line) {
      case Line.Insn insn -> insn(insn);
      case Line.Whole(Arg to, int value) -> {
        core += Values.isImmediate(value) ? 1 : 2;
        ready.put(to, core);
      }
      case Line.Branch branch ->
          core = Math.max(core + 1, Math.max(when(branch.a()), when(branch.b())));
      case Line.Jump _, Line.ArrayAddress _, Line.Incoming _ -> core++;
      case Line.Call _ -> {
        core = now() + CALL;
        fpu = core;
      }
      case Line.LoopStart(long rounds) -> loops.addLast(new Loop(rounds, before + now()));
      case Line.LoopEnd _ -> {
        Loop loop = loops.removeLast();
        before += (before + now() - loop.start()) * (loop.rounds() - 1);
      }
      case Line.Arrival _, Line.Mark _ -> {}
    }
  }

  private long when(Arg arg) {
    return ready.getOrDefault(arg, 0L);
  }

  private void insn(Line.Insn insn) {
    boolean isReal = isReal(insn.opcode());
    long wholes = 0;
    long reals = 0;
    for (Arg arg : insn.args().subList(insn.hasResult() ? 1 : 0, insn.args().size())) {
      if (arg instanceof Arg.Virtual(_, Bank bank)) {
        wholes = bank == Bank.INTEGER ? Math.max(wholes, when(arg)) : wholes;
        reals = bank == Bank.FLOAT ? Math.max(reals, when(arg)) : reals;
      }
    }
    core = Math.max(core + 1, wholes);
    if (!isReal) {
      if (insn.hasResult()) {
        ready.put(insn.args().getFirst(), core + distance(insn.opcode()));
      }
      return;
    }
    fpu = Math.max(Math.max(fpu + 1, core + THERE), reals);
    core = Math.max(core, fpu - AHEAD);
    Arg.Virtual to = insn.writes();
    if (to != null) {
      long back = to.bank() == Bank.INTEGER ? BACK : 0;
      ready.put(to, fpu + distance(insn.opcode()) + back);
    }
  }

  private static boolean isReal(Opcode opcode) {
    return opcode instanceof SingleFloat
        || opcode instanceof DoubleFloat
        || opcode instanceof HalfFloat
        || opcode instanceof FloatConvert;
  }

  /// Until the result can be used (rules 3 and 15).
  private static long distance(Opcode opcode) {
    return opcode instanceof Multiply
        ? 4
        : opcode instanceof Base && !WHOLE_LOADS.contains(opcode)
            ? 1
            : DISTANCES.getOrDefault(opcode, opcode instanceof FloatConvert ? 3 : 2);
  }
}
