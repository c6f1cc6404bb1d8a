package org.tosc.backends.snitch.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tosc.tir.ir.AffineExpr;
import org.tosc.tir.ir.AffineMap;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.FunctionBuilder;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Nest;
import org.tosc.tir.ir.NestBuilder;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// What one core computes of a tile, as a function of its own: the phase's nest with the extents of
/// a share, over buffers that are the tile's windows.
final class ShareFunction {
  private final Phase phase;
  private final Cut cut;
  private final Stretch stretch;
  private final List<Window> windows;
  private final FunctionBuilder f;
  private final Map<Value, Value> values = new HashMap<>();
  private final List<Value> buffers = new ArrayList<>();

  private ShareFunction(Phase phase, Cut cut, List<Window> windows, Stretch stretch) {
    this.phase = phase;
    this.cut = cut;
    this.windows = windows;
    this.stretch = stretch;
    this.f = new FunctionBuilder("share");
  }

  /// @param whole the function that the phase is of, whose scalars are passed on
  /// @param constants numbers that nests may name
  static Function of(
      Function whole,
      List<Operation> constants,
      Phase phase,
      Cut cut,
      List<Window> windows,
      Stretch stretch) {
    ShareFunction made = new ShareFunction(phase, cut, windows, stretch);
    made.params(whole);
    for (Operation constant : constants) {
      made.copy(constant, made.values);
    }
    if (stretch == Stretch.FIRST) {
      made.begin();
    } else {
      made.join();
    }
    made.f.op(CoreOp.RETURN, Span.NONE);
    boolean isFinite = whole.attributes().flag("finite", false);
    Attributes promised = Attributes.of("finite", Attribute.of(isFinite));
    return made.f.finish(List.of(), promised, whole.span());
  }

  /// Fills results, if there are reductions, and computes.
  private void begin() {
    AffineMap map = windows.getLast().print().inside(phase.maps().getLast());
    Nest fill = phase.fill();
    if (fill != null) {
      fill(fill, buffers.getLast(), alongParallel(map));
    }
    nest(buffers.getLast(), map);
  }

  /// Computes into an array of the function's own, and joins that to the results.
  private void join() {
    CoreOp join = Objects.requireNonNull(phase.join());
    Nest fill = Objects.requireNonNull(phase.fill());
    List<Integer> parallel = phase.parallelDims();
    BufferType type = phase.operands().getLast().type();
    List<Dim> shape = parallel.stream().map(d -> Dim.of(cut.share(d))).toList();
    Type own = new BufferType(shape, type.element(), "local");
    Value sums =
        f.opOf(KernelOp.ALLOC, List.of(own), Attributes.NONE, Span.NONE, List.of()).result();
    AffineMap same = AffineMap.identity(parallel.size());
    if (join == CoreOp.ADD) {
      Attributes zero = Attributes.of("value", Attribute.of(0.0));
      Value none =
          f.opOf(CoreOp.CONST, List.of(type.element()), zero, Span.NONE, List.of()).result();
      new NestBuilder(f, Span.NONE, parallelShares())
          .out(sums, same)
          .body(_ -> List.of(none))
          .finish();
    } else {
      fill(fill, sums, same);
    }
    int[] picked = parallel.stream().mapToInt(d -> d).toArray();
    nest(sums, AffineMap.select(phase.dims(), picked));
    AffineMap results = windows.getLast().print().inside(phase.maps().getLast());
    new NestBuilder(f, Span.NONE, parallelShares())
        .in(sums, same)
        .out(buffers.getLast(), alongParallel(results))
        .body(p -> List.of(f.op(join, Span.NONE, p.get(1), p.get(0)).result()))
        .finish();
  }

  private List<Long> parallelShares() {
    return phase.parallelDims().stream().map(cut::share).toList();
  }

  /// A map of results over the parallel dimensions alone.
  private AffineMap alongParallel(AffineMap map) {
    List<Integer> parallel = phase.parallelDims();
    List<AffineExpr> results = new ArrayList<>();
    for (AffineExpr result : map.results()) {
      List<Long> kept = parallel.stream().map(result.coefficients()::get).toList();
      results.add(new AffineExpr(kept, result.constant()));
    }
    return new AffineMap(parallel.size(), results);
  }

  private void params(Function whole) {
    for (int i = 0; i < windows.size(); i++) {
      List<Dim> shape = windows.get(i).shape().stream().map(Dim::of).toList();
      BufferType type = phase.operands().get(i).type();
      buffers.add(f.param(new BufferType(shape, type.element(), type.space())));
    }
    for (Value param : whole.params()) {
      if (!(param.type() instanceof BufferType)) {
        values.put(param, f.param(param.type()));
      }
    }
  }

  private void copy(Operation operation, Map<Value, Value> known) {
    List<Value> operands = new ArrayList<>();
    for (Value operand : operation.operands()) {
      operands.add(value(operand, known));
    }
    Operation made =
        f.opOf(
            operation.op(),
            Value.types(operation.results()),
            operation.attributes(),
            operation.span(),
            operands);
    for (int i = 0; i < operation.results().size(); i++) {
      known.put(operation.results().get(i), made.results().get(i));
    }
  }

  private static Value value(Value old, Map<Value, Value> known) {
    Value value = known.get(old);
    if (value == null) {
      throw new IllegalArgumentException(old + " is neither a number nor an element");
    }
    return value;
  }

  /// A nest over the share's results alone.
  private void fill(Nest fill, Value to, AffineMap map) {
    Map<Value, Value> known = new HashMap<>(values);
    for (int i = 0; i < fill.ins().size(); i++) {
      known.put(fill.body(0).params().get(i), value(fill.ins().get(i), values));
    }
    new NestBuilder(f, Span.NONE, parallelShares())
        .out(to, map)
        .body(_ -> replayed(fill.body(0), known))
        .finish();
  }

  private void nest(Value to, AffineMap results) {
    List<Long> extents = new ArrayList<>(cut.shares());
    int reduction = cut.reduction(phase);
    long skipped = stretch == Stretch.LAST ? cut.overlap(reduction) : 0;
    if (skipped > 0) {
      extents.set(reduction, extents.get(reduction) - skipped);
    }
    NestBuilder nest = new NestBuilder(f, phase.nest().operation().span(), extents);
    if (phase.nest().operation().attributes().flag("reassociate", false)) {
      nest.reassociating();
    }
    int count = phase.places().size();
    for (int i = 0; i < count - 1; i++) {
      int place = phase.places().get(i);
      if (place < 0) {
        nest.in(value(phase.nest().operands().get(i), values));
      } else {
        AffineMap map = windows.get(place).print().inside(phase.maps().get(i));
        nest.in(buffers.get(place), skipped > 0 ? Phase.from(map, reduction, skipped) : map);
      }
    }
    nest.out(to, results)
        .body(
            params -> {
              Map<Value, Value> known = new HashMap<>(values);
              for (int i = 0; i < count; i++) {
                known.put(phase.body().params().get(i), params.get(i));
              }
              return replayed(phase.body(), known);
            })
        .finish();
  }

  private List<Value> replayed(Region body, Map<Value, Value> known) {
    List<Operation> ops = body.ops();
    ops.subList(0, ops.size() - 1).forEach(operation -> copy(operation, known));
    return ops.getLast().operands().stream().map(v -> value(v, known)).toList();
  }
}
