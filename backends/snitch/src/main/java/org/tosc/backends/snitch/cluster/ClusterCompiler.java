package org.tosc.backends.snitch.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.snitch.code.Routine;
import org.tosc.backends.snitch.code.Unsupported;
import org.tosc.backends.snitch.kernel.KernelCode;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.Function;

/// Compiles functions over buffers in DRAM for all harts of a cluster.
///
/// ```java
/// ClusterProgram product = ClusterCompiler.compile(function, ClusterShape.DEFAULT);
/// product.bytes();                            // every hart begins at the first one
/// ```
public final class ClusterCompiler {
  /// For how many shares that differ code is made.
  private static final int MOST_COMPILED = 6;

  /// What a hart's slots may take.
  private static final int SLOTS = 512;

  private final Function function;
  private final ClusterShape shape;
  private final PhaseReader.Read read;

  /// The routine of a share; null where there is none.
  private final Map<List<Object>, @Nullable Routine> routines = new HashMap<>();

  private @Nullable Unsupported refusal;

  private ClusterCompiler(Function function, ClusterShape shape) throws Unsupported {
    this.function = function;
    this.shape = shape;
    this.read = PhaseReader.read(function);
  }

  /// The program of a function.
  ///
  /// @throws Unsupported where it has something that there is no code for, or a result needs more
  ///   operands than TCDM holds
  public static ClusterProgram compile(Function function, ClusterShape shape) throws Unsupported {
    ClusterCompiler compiler = new ClusterCompiler(function, shape);
    List<Plan> plans = new ArrayList<>();
    for (Phase phase : compiler.read.phases()) {
      for (Phase part : Remainders.parts(phase)) {
        plans.add(compiler.plan(part));
      }
    }
    int arguments =
        (int) function.params().stream().filter(p -> p.type() instanceof BufferType).count();
    String text = ClusterWriter.write(shape, function.symbol(), arguments, plans);
    return new ClusterProgram(
        function.symbol(),
        text,
        plans.stream().map(Plan::toString).toList(),
        plans.stream().mapToLong(Plan::cycles).sum());
  }

  private Plan plan(Phase phase) throws Unsupported {
    int memory = shape.memory() - ClusterWriter.stacks(shape, SLOTS, 0);
    Plan best = null;
    for (CutSearch.Candidate candidate : CutSearch.search(phase, shape, memory)) {
      Plan next = plan(phase, candidate);
      best = next != null && (best == null || next.cycles() < best.cycles()) ? next : best;
      if (routines.values().stream().filter(Objects::nonNull).count() >= MOST_COMPILED) {
        break;
      }
    }
    routines.clear();
    if (best == null) {
      throw refusal != null
          ? refusal
          : new Unsupported(
              phase.nest().operation().span(),
              "a result whose operands do not fit into a cluster's memory");
    }
    return best;
  }

  private @Nullable Plan plan(Phase phase, CutSearch.Candidate candidate) {
    Cut cut = candidate.cut();
    List<Window> windows = candidate.windows();
    List<Object> key = List.of(cut.shares(), windows.stream().map(Window::shape).toList());
    if (!routines.containsKey(key)) {
      routines.put(key, routine(phase, windows, cut.shares()));
    }
    Routine routine = routines.get(key);
    Placement placement = Placement.of(windows, cut.isDouble());
    if (routine == null
        || placement.bytes() + ClusterWriter.stacks(shape, SLOTS, routine.stack())
            > shape.memory()) {
      return null;
    }
    long cycles = Cost.cycles(phase, cut, windows, routine.cycles());
    return new Plan(phase, cut, windows, placement, routine, cycles);
  }

  private @Nullable Routine routine(Phase phase, List<Window> windows, List<Long> share) {
    try {
      Function one = ShareFunction.of("share", function, read.constants(), phase, windows, share);
      return KernelCode.of(one).routine();
    } catch (Unsupported none) {
      refusal = none;
      return null;
    }
  }
}
