package org.tosc.backends.snitch.code;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.Function;

/// Compiles functions of nests over buffers.
///
/// ```java
/// Routine relu = Compiler.compile(function);
/// relu.text();                                // assembly
/// ```
///
/// Buffers are passed as their first element's address in `a0` …, in words of 8 bytes; scalars in
/// `fa0` ….
public final class Compiler {
  private Compiler() {}

  /// The code of a function.
  ///
  /// @throws Unsupported where it has something that this backend has no code for
  public static Routine compile(Function function) throws Unsupported {
    int integers =
        (int) function.params().stream().filter(p -> p.type() instanceof BufferType).count();
    Emitter.Arguments arguments =
        new Emitter.Arguments(integers, function.params().size() - integers);
    List<Computation> computations = new ArrayList<>();
    List<List<Schedule>> schedules = new ArrayList<>();
    for (Computation computation : NestReader.read(function)) {
      Way best = null;
      for (List<Computation> way : Windows.ways(checked(function, computation))) {
        Way next = way(arguments, way);
        best = next != null && (best == null || next.cycles() < best.cycles()) ? next : best;
      }
      if (best == null) {
        throw new Unsupported(function.span(), "a nest that no streams fit");
      }
      computations.addAll(best.computations());
      schedules.addAll(best.schedules());
    }
    return emitted(arguments, Windows.scratch(computations), schedules, function.symbol());
  }

  /// A way to compute something.
  private record Way(List<Computation> computations, List<List<Schedule>> schedules, long cycles) {}

  private static @Nullable Way way(Emitter.Arguments arguments, List<Computation> computations) {
    List<List<Schedule>> schedules = new ArrayList<>();
    for (Computation computation : computations) {
      List<Schedule> plan = Planner.plan(arguments, computation.collapsed());
      if (plan == null) {
        return null;
      }
      schedules.add(plan);
    }
    int scratch = Windows.scratch(computations);
    long cycles = emitted(arguments, scratch, schedules, "candidate").cycles();
    return new Way(computations, schedules, cycles);
  }

  private static Routine emitted(
      Emitter.Arguments arguments, int scratch, List<List<Schedule>> schedules, String name) {
    int used = schedules.stream().mapToInt(Emitter::used).max().orElse(0);
    Emitter emitter = new Emitter(arguments, scratch, used);
    schedules.forEach(emitter::computation);
    return emitter.finish(name);
  }

  private static Computation checked(Function function, Computation computation)
      throws Unsupported {
    if (computation.fold() != null && computation.fold().initial() instanceof Term.Carried) {
      throw new Unsupported(function.span(), "a reduction into what a buffer holds");
    }
    if (computation.reads().size() > StreamState.WRITTEN) {
      throw new Unsupported(function.span(), "a nest that reads more than two operands");
    }
    Computation packed = PackingPass.pack(computation.collapsed());
    if (packed == null) {
      throw new Unsupported(function.span(), "elements that do not make whole words");
    }
    return packed.collapsed();
  }
}
