package org.tosc.backends.jvm;

import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.api.Schedules;
import org.tosc.backends.jvm.code.ModuleCompiler;
import org.tosc.backends.jvm.link.Home;
import org.tosc.backends.jvm.link.Incubator;
import org.tosc.backends.jvm.link.KernelCode;
import org.tosc.backends.jvm.link.Unit;
import org.tosc.passes.lower.Lower;
import org.tosc.passes.lower.Machine;
import org.tosc.rt.team.Team;
import org.tosc.rt.tensor.DType;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Scalar;

/// The code of one kernel: a group of tensor operations by way of the passes `kernelize` and
/// `lower` as loops over vectors, in a class of its own.
///
/// @param unit where the functions are; null for machine code, which needs no JIT
/// @param functions the loops; the last is the entry
record VectorCode(@Nullable Unit unit, KernelCode code, List<Function> functions) {
  static final String SYMBOL = "kernel";

  /// What became of a group.
  sealed interface Outcome {
    record Made(VectorCode code) implements Outcome {}

    /// No code.
    ///
    /// @param why in words
    record Refused(String why) implements Outcome {}
  }

  /// The code of a kernel over buffers of nests, for so many threads.
  static Outcome of(Function nests, int threads) {
    Incubator.open();
    List<Function> loops = Lower.lower(nests, machine().withThreads(threads));
    if (loops == null) {
      return new Outcome.Refused("a nest has several outs or bounds");
    }
    Unit unit =
        JvmEngine.unit(
            ModuleCompiler.compile(new Module(List.of(), loops)),
            new VectorCodes(Schedules.NONE, new Team(1), null),
            (part, arguments) -> null);
    return new Outcome.Made(new VectorCode(unit, code(unit, loops), loops));
  }

  /// Whether the JIT has to compile it.
  boolean needsWarmUp() {
    return unit != null;
  }

  private static KernelCode code(Unit unit, List<Function> loops) {
    Attributes attributes = loops.getLast().attributes();
    List<Integer> sizes = whole(attributes, "sizes");
    MethodHandle entry = KernelCode.overBuffers(unit.function(SYMBOL), 0, sizes.size());
    List<KernelCode.Phase> phases = new ArrayList<>();
    for (Function f : loops) {
      if (f.attributes().has("phase")) {
        MethodHandle phase = KernelCode.overBuffers(unit.function(f.symbol()), 1, sizes.size());
        int parts = Math.toIntExact(f.attributes().integer("phase"));
        phases.add(new KernelCode.Phase(phase, parts));
      }
    }
    List<Integer> own = attributes.has("own") ? whole(attributes, "own") : List.of();
    List<DType> dtypes =
        loops.getLast().params().stream().map(b -> dtype((BufferType) b.type())).toList();
    return new KernelCode(Home.ARRAYS, entry, phases, sizes, dtypes, own);
  }

  /// What a buffer's elements are at run time.
  static DType dtype(BufferType buffer) {
    return dtype(buffer.element());
  }

  /// The same of the elements' type.
  static DType dtype(Scalar element) {
    return Objects.requireNonNull(DType.find(element.text()));
  }

  private static List<Integer> whole(Attributes attributes, String name) {
    return attributes.integers(name).stream().map(Math::toIntExact).toList();
  }

  static Machine machine() {
    int lanes = Incubator.lanes();
    Machine narrow = Machine.AVX2;
    return lanes == Machine.AVX512.lanes() ? Machine.AVX512 : narrow.withLanes(lanes);
  }
}
