package org.tosc.backends.jvm;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.jvm.code.Compiled;
import org.tosc.backends.jvm.code.ModuleCompiler;
import org.tosc.backends.jvm.link.GroupKernels;
import org.tosc.backends.jvm.link.Incubator;
import org.tosc.backends.jvm.link.Kernel;
import org.tosc.backends.jvm.link.Unit;
import org.tosc.passes.kernelize.Kernelize;
import org.tosc.passes.lower.Lower;
import org.tosc.passes.lower.Machine;
import org.tosc.tir.ir.Cost;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.TypeRule;
import org.tosc.tir.ir.Value;

/// Kernels of groups, made by the passes `kernelize` and `lower`: nests, loops over vectors, class
/// files. Where the JVM has no vectors no group has a kernel.
final class VectorKernels implements GroupKernels {
  private static final String SYMBOL = "kernel";

  /// What calling a single operation takes, and what it then computes in a nanosecond.
  private static final double CALL_NANOS = 5000;

  private static final double PER_NANO = 2;

  private final List<Operation> groups;

  VectorKernels(List<Operation> groups) {
    this.groups = List.copyOf(groups);
  }

  @Override
  public double nanos(int group) {
    return operations(group).size() * CALL_NANOS + work(group) / PER_NANO;
  }

  private List<Operation> operations(int group) {
    return groups.get(group).region(0).ops().stream()
        .filter(o -> o.op() instanceof TensorOp)
        .toList();
  }

  /// Arithmetic operations of a run; at least one for each element that is made.
  private double work(int group) {
    double flops = 0;
    for (Operation o : operations(group)) {
      flops +=
          Math.max(
              cost((TensorOp) o.op(), o).flops(), Cost.elements(o.results().getFirst().type()));
    }
    return flops;
  }

  private static Cost cost(TensorOp op, Operation o) {
    try {
      return op.cost(Value.types(o.operands()), o.attributes());
    } catch (TypeRule.Mismatch mismatch) {
      throw new IllegalStateException("a verified operation does not fit its row", mismatch);
    }
  }

  @Override
  public @Nullable Kernel make(int number) {
    Operation group = groups.get(number);
    if (!Incubator.isPresent()
        || !(Kernelize.kernel(SYMBOL, group.region(0), group.span())
            instanceof Kernelize.Outcome.Made(Function nests))) {
      return null;
    }
    Incubator.open();
    List<Function> loops = Lower.lower(nests, machine());
    if (loops == null) {
      return null;
    }
    Compiled compiled = ModuleCompiler.compile(new Module(List.of(), loops));
    Unit unit = JvmEngine.unit(compiled, (part, arguments) -> null);
    int[] sizes =
        loops.getLast().attributes().integers("sizes").stream()
            .mapToInt(Math::toIntExact)
            .toArray();
    List<long[]> results = new ArrayList<>();
    group.results().forEach(r -> results.add(shape(r)));
    Kernel kernel = new Kernel(unit.function(SYMBOL), group.operands().size(), results, sizes);
    WarmUp.run(unit, loops, kernel, nanosWhenWarm(number));
    return kernel;
  }

  /// More than the kernel takes when it is compiled, and less than before: a tenth of what cores do
  /// that run at 2 GHz, and 3 GB/s.
  private double nanosWhenWarm(int group) {
    Operation o = groups.get(group);
    double elements = 0;
    for (Value value : o.operands()) {
      elements += Cost.elements(value.type());
    }
    for (Value value : o.results()) {
      elements += Cost.elements(value.type());
    }
    return work(group) / Incubator.lanes() + elements * Float.BYTES / 3;
  }

  private static Machine machine() {
    int lanes = Incubator.lanes();
    Machine narrow = Machine.AVX2;
    return lanes == Machine.AVX512.lanes()
        ? Machine.AVX512
        : new Machine(lanes, narrow.registers(), narrow.l1(), narrow.l2());
  }

  private static long[] shape(Value result) {
    return ((TensorType) result.type())
        .shape().stream().mapToLong(d -> ((Dim.Known) d).size()).toArray();
  }
}
