package org.tosc.passes.kernelize;

import java.util.ArrayList;
import java.util.List;
import org.tosc.passes.Work;
import org.tosc.passes.rewrite.Copy;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.FusedOp;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.source.Span;

/// Gives each group a kernel: a function over buffers, which the group names.
///
/// ```text
/// %3 = tensor.fused(%0, %1, %2) {kernel = @f.k0, kind = "contraction"} : …
/// ```
///
/// The group keeps its operations: they are what it means, and what runs where a derivative is
/// taken of it.
public final class Kernelize {
  /// What became of a group.
  public sealed interface Outcome {
    record Made(Function kernel) implements Outcome {}

    /// The group stays on the tensor engine.
    ///
    /// @param why in words
    record Refused(String why) implements Outcome {}
  }

  private final Module module;
  private final Work work;
  private final List<Function> kernels = new ArrayList<>();

  private Kernelize(Module module, Work work) {
    this.module = module;
    this.work = work;
  }

  /// The module with kernels behind the functions that need them.
  public static Module run(Module module, Work work) {
    Kernelize run = new Kernelize(module, work);
    List<Function> all = new ArrayList<>();
    for (Function f : module.functions()) {
      all.add(Copy.with(f, run.region(f, f.body())));
    }
    all.addAll(run.kernels);
    return run.kernels.isEmpty() ? module : new Module(module.globals(), all);
  }

  /// The kernel of a group whose operations are a region that takes the inputs and yields the
  /// results.
  public static Outcome kernel(String symbol, Region group, Span span) {
    try {
      return new Outcome.Made(KernelMaker.make(symbol, group, span));
    } catch (Refusal refusal) {
      return new Outcome.Refused(refusal.why());
    }
  }

  /// The kernel of a function over tensors without control flow, all of it as one group.
  public static Outcome kernel(String symbol, Function f) {
    List<Operation> ops = new ArrayList<>(f.body().ops());
    Operation end = ops.removeLast();
    ops.add(
        new Operation(
            CoreOp.YIELD, end.operands(), Attributes.NONE, List.of(), List.of(), end.span()));
    return kernel(symbol, new Region(f.params(), ops), f.span());
  }

  private Region region(Function f, Region region) {
    List<Operation> ops = new ArrayList<>();
    boolean changed = false;
    for (Operation o : region.ops()) {
      Operation next = operation(f, o);
      changed |= next != o;
      ops.add(next);
    }
    return changed ? new Region(region.params(), ops) : region;
  }

  private Operation operation(Function f, Operation o) {
    if (o.op() == FusedOp.FUSED) {
      return group(f, o);
    }
    List<Region> regions = new ArrayList<>();
    boolean changed = false;
    for (Region inner : o.regions()) {
      Region next = region(f, inner);
      changed |= next != inner;
      regions.add(next);
    }
    return changed ? Copy.with(o, o.operands(), regions) : o;
  }

  private Operation group(Function f, Operation o) {
    String symbol = fresh(f.symbol());
    switch (kernel(symbol, o.region(0), o.span())) {
      case Outcome.Refused(String why) -> {
        work.note(o.span(), "no kernel: " + why);
        return o;
      }
      case Outcome.Made(Function kernel) -> {
        kernels.add(kernel);
        return new Operation(
            o.op(),
            o.operands(),
            o.attributes().with("kernel", new Attribute.Symbol(symbol)),
            o.regions(),
            o.results(),
            o.span());
      }
    }
  }

  private String fresh(String function) {
    int number = 0;
    String symbol = function + ".k0";
    while (module.function(symbol) != null || isTaken(symbol)) {
      number++;
      symbol = function + ".k" + number;
    }
    return symbol;
  }

  private boolean isTaken(String symbol) {
    return kernels.stream().anyMatch(k -> k.symbol().equals(symbol));
  }
}
