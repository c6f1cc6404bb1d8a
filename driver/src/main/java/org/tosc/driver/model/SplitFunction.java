package org.tosc.driver.model;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Value;

/// A straight line of tensor operations as stages: what kernels compute, and then what the run-time
/// library computes from that, again and again.
///
/// ```text
/// stage 0: kernels ─► embedding
/// stage 1: kernels (all layers) ─► ce_loss, one_hot
/// stage 2: kernels (backwards) ─► scatter_add
/// ```
///
/// Constants, and comparisons, whose bits kernels hand to nobody, are computed in each stage that
/// asks for them.
record SplitFunction(List<Value> params, List<Stage> stages, List<Value> results) {
  /// What no kernel computes.
  private static final Set<TensorOp> LIBRARY =
      EnumSet.of(
          TensorOp.CUMSUM,
          TensorOp.SORT,
          TensorOp.TOPK,
          TensorOp.DOT,
          TensorOp.OUTER,
          TensorOp.DET,
          TensorOp.INV,
          TensorOp.TRACE,
          TensorOp.SOLVE,
          TensorOp.STACK,
          TensorOp.SPLIT,
          TensorOp.GATHER,
          TensorOp.SCATTER_ADD,
          TensorOp.EMBEDDING,
          TensorOp.ONE_HOT,
          TensorOp.POOL,
          TensorOp.CE_LOSS,
          TensorOp.EYE);

  /// @param kernels a function of values that are there by then; without operations where the stage
  ///   has none
  /// @param library operations in their order
  record Stage(Function kernels, List<Operation> library) {}

  static SplitFunction of(Function function) {
    return new Splitter(function).split();
  }

  /// One function on its way.
  private static final class Splitter {
    private final Function function;
    private final Map<Value, Operation> makers = new HashMap<>();
    private final Map<Value, Integer> there = new HashMap<>();
    private final List<List<Operation>> kernels = new ArrayList<>();
    private final List<List<Operation>> library = new ArrayList<>();

    Splitter(Function function) {
      this.function = function;
    }

    SplitFunction split() {
      List<Operation> body = function.body().ops();
      function.params().forEach(p -> there.put(p, 0));
      body.subList(0, body.size() - 1).forEach(this::place);
      Set<Value> wanted = new HashSet<>(function.body().terminator().operands());
      library.forEach(ops -> ops.forEach(o -> wanted.addAll(o.operands())));
      List<List<Operation>> bodies = new ArrayList<>();
      for (int i = 0; i < kernels.size(); i++) {
        bodies.add(complete(kernels.get(i)));
        wanted.addAll(inputs(bodies.get(i)));
      }
      List<Stage> stages = new ArrayList<>();
      for (int i = 0; i < kernels.size(); i++) {
        stages.add(new Stage(part(bodies.get(i), wanted, i), library.get(i)));
      }
      return new SplitFunction(function.params(), stages, function.body().terminator().operands());
    }

    private void place(Operation o) {
      o.results().forEach(r -> makers.put(r, o));
      int stage = o.operands().stream().mapToInt(there::get).max().orElse(0);
      while (kernels.size() <= stage) {
        kernels.add(new ArrayList<>());
        library.add(new ArrayList<>());
      }
      boolean isLibrary = isLibrary(o);
      (isLibrary ? library : kernels).get(stage).add(o);
      o.results().forEach(r -> there.put(r, isLibrary ? stage + 1 : stage));
    }

    private static boolean isLibrary(Operation o) {
      return (o.op() instanceof TensorOp op && LIBRARY.contains(op))
          || o.results().stream().anyMatch(r -> !isFloat(r) && !isBit(r))
          || o.operands().stream().anyMatch(r -> !isFloat(r) && !isBit(r));
    }

    private static boolean isFloat(Value value) {
      return value.type() instanceof TensorType t && t.element().isFloat();
    }

    private static boolean isBit(Value value) {
      return value.type() instanceof TensorType t && t.element() == Scalar.I1;
    }

    /// With copies of what other stages have and this one must compute itself.
    private List<Operation> complete(List<Operation> ops) {
      Set<Operation> all = new LinkedHashSet<>();
      for (Operation o : ops) {
        copies(o, all);
        all.add(o);
      }
      return List.copyOf(all);
    }

    private void copies(Operation o, Set<Operation> all) {
      for (Value operand : o.operands()) {
        Operation maker = makers.get(operand);
        if (maker != null && isCopied(maker, operand) && !all.contains(maker)) {
          copies(maker, all);
          all.add(maker);
        }
      }
    }

    private static boolean isCopied(Operation maker, Value value) {
      return !isLibrary(maker) && (maker.operands().isEmpty() || isBit(value));
    }

    private static Set<Value> inputs(List<Operation> ops) {
      Set<Value> made = new HashSet<>();
      Set<Value> inputs = new LinkedHashSet<>();
      for (Operation o : ops) {
        o.operands().stream().filter(v -> !made.contains(v)).forEach(inputs::add);
        made.addAll(o.results());
      }
      return inputs;
    }

    private Function part(List<Operation> ops, Set<Value> wanted, int stage) {
      List<Value> results = new ArrayList<>();
      for (Operation o : ops) {
        o.results().stream()
            .filter(wanted::contains)
            .filter(r -> there.getOrDefault(r, -1) == stage)
            .forEach(results::add);
      }
      List<Operation> body = new ArrayList<>(ops);
      body.add(
          new Operation(
              CoreOp.RETURN, results, Attributes.NONE, List.of(), List.of(), function.span()));
      Region region = new Region(List.copyOf(inputs(ops)), body);
      String symbol = function.symbol() + "_" + stage;
      return new Function(
          symbol, Value.types(results), region, function.attributes(), function.span());
    }
  }
}
