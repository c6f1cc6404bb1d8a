package org.tosc.backends.jvm;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.List;
import org.tosc.backends.api.Schedules;
import org.tosc.backends.jvm.code.ModuleCompiler;
import org.tosc.backends.jvm.link.Incubator;
import org.tosc.backends.jvm.link.Unit;
import org.tosc.passes.lower.Lower;
import org.tosc.passes.lower.Machine;
import org.tosc.rt.device.View;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;

/// The code of one kernel: a group of tensor operations by way of the passes `kernelize` and
/// `lower` as loops over vectors, in a class of its own.
///
/// @param entry takes an array of views of rank 1: one for each input, for each result, and for
///   scratch, which holds zeros before the first call and is left alone between calls
/// @param sizes how many elements each of them has
/// @param functions the loops; the last is the entry
record VectorCode(Unit unit, MethodHandle entry, List<Integer> sizes, List<Function> functions) {
  static final String SYMBOL = "kernel";

  /// What became of a group.
  sealed interface Outcome {
    record Made(VectorCode code) implements Outcome {}

    /// No code.
    ///
    /// @param why in words
    record Refused(String why) implements Outcome {}
  }

  /// The code of a kernel over buffers of nests.
  static Outcome of(Function nests) {
    Incubator.open();
    List<Function> loops = Lower.lower(nests, machine());
    if (loops == null) {
      return new Outcome.Refused("a nest has several outs or bounds");
    }
    Unit unit =
        JvmEngine.unit(
            ModuleCompiler.compile(new Module(List.of(), loops)),
            new VectorCodes(Schedules.NONE),
            (part, arguments) -> null);
    List<Integer> sizes =
        loops.getLast().attributes().integers("sizes").stream().map(Math::toIntExact).toList();
    MethodHandle entry =
        unit.function(SYMBOL)
            .asSpreader(View[].class, sizes.size())
            .asType(MethodType.methodType(void.class, View[].class));
    return new Outcome.Made(new VectorCode(unit, entry, sizes, loops));
  }

  static Machine machine() {
    int lanes = Incubator.lanes();
    Machine narrow = Machine.AVX2;
    return lanes == Machine.AVX512.lanes()
        ? Machine.AVX512
        : new Machine(lanes, narrow.registers(), narrow.l1(), narrow.l2());
  }

  /// How many elements the largest of its buffers has.
  int largest() {
    return sizes.stream().mapToInt(Integer::intValue).max().orElse(0);
  }
}
