package org.tosc.backends.snitch.cluster;

import java.util.ArrayList;
import java.util.EnumMap;
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

  private final Function function;
  private final ClusterShape shape;
  private final PhaseReader.Read read;

  /// The routines of a share; null where there are none.
  private final Map<List<Object>, @Nullable Map<Stretch, Routine>> routines = new HashMap<>();

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
    int memory = shape.memory() - ClusterWriter.stacks(shape, ClusterWriter.SLOTS, 0);
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
    int reduction = cut.reduction(phase);
    long overlap = reduction < 0 ? 0 : cut.overlap(reduction);
    List<Object> key =
        List.of(cut.shares(), windows.stream().map(Window::shape).toList(), reduction, overlap);
    if (!routines.containsKey(key)) {
      routines.put(key, routines(phase, cut, windows));
    }
    Map<Stretch, Routine> made = routines.get(key);
    if (made == null) {
      return null;
    }
    Placement placement = Placement.of(windows, cut.isDouble());
    int stack = made.values().stream().mapToInt(Routine::stack).max().orElse(0);
    if (placement.bytes() + ClusterWriter.stacks(shape, ClusterWriter.SLOTS, stack)
        > shape.memory()) {
      return null;
    }
    Routine first = Objects.requireNonNull(made.get(Stretch.FIRST));
    // Along a reduction nearly all tiles are neither first nor last.
    long compute = made.getOrDefault(Stretch.MORE, first).cycles();
    long cycles = Cost.cycles(phase, cut, windows, compute);
    return new Plan(phase, cut, windows, placement, made, cycles);
  }

  private @Nullable Map<Stretch, Routine> routines(Phase phase, Cut cut, List<Window> windows) {
    Map<Stretch, Routine> made = new EnumMap<>(Stretch.class);
    List<Stretch> stretches =
        cut.reduction(phase) < 0 ? List.of(Stretch.FIRST) : List.of(Stretch.values());
    try {
      for (Stretch stretch : stretches) {
        Function share = ShareFunction.of(function, read.constants(), phase, cut, windows, stretch);
        made.put(stretch, KernelCode.of(share, true).routine());
      }
      return made;
    } catch (Unsupported none) {
      refusal = none;
      return null;
    }
  }
}
