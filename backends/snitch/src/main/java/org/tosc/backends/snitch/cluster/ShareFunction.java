package org.tosc.backends.snitch.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tosc.tir.ir.AffineExpr;
import org.tosc.tir.ir.AffineMap;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.FunctionBuilder;
import org.tosc.tir.ir.Nest;
import org.tosc.tir.ir.NestBuilder;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// What one core computes of a tile, as a function of its own: the phase's nest with the extents of
/// a share, over buffers that are the tile's windows.
final class ShareFunction {
  private final Phase phase;
  private final List<Window> windows;
  private final FunctionBuilder f;
  private final Map<Value, Value> values = new HashMap<>();
  private final List<Value> buffers = new ArrayList<>();

  private ShareFunction(String name, Phase phase, List<Window> windows) {
    this.phase = phase;
    this.windows = windows;
    this.f = new FunctionBuilder(name);
  }

  /// @param whole the function that the phase is of, whose scalars are passed on
  /// @param constants numbers that nests may name
  /// @param share extents of all dimensions
  static Function of(
      String name,
      Function whole,
      List<Operation> constants,
      Phase phase,
      List<Window> windows,
      List<Long> share) {
    ShareFunction made = new ShareFunction(name, phase, windows);
    made.params(whole);
    for (Operation constant : constants) {
      made.copy(constant, made.values);
    }
    Nest fill = phase.fill();
    if (fill != null) {
      made.fill(fill, share);
    }
    made.nest(share);
    made.f.op(CoreOp.RETURN, Span.NONE);
    boolean isFinite = whole.attributes().flag("finite", false);
    Attributes promised = Attributes.of("finite", Attribute.of(isFinite));
    return made.f.finish(List.of(), promised, whole.span());
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
  private void fill(Nest fill, List<Long> share) {
    List<Integer> parallel = phase.parallelDims();
    List<Long> extents = parallel.stream().map(share::get).toList();
    int last = windows.size() - 1;
    AffineMap whole = windows.get(last).print().inside(phase.maps().getLast());
    List<AffineExpr> results = new ArrayList<>();
    for (AffineExpr result : whole.results()) {
      List<Long> kept = parallel.stream().map(result.coefficients()::get).toList();
      results.add(new AffineExpr(kept, result.constant()));
    }
    NestBuilder nest = new NestBuilder(f, Span.NONE, extents);
    nest.out(buffers.get(last), new AffineMap(extents.size(), results));
    Map<Value, Value> known = new HashMap<>(values);
    for (int i = 0; i < fill.ins().size(); i++) {
      known.put(fill.body(0).params().get(i), value(fill.ins().get(i), values));
    }
    nest.body(_ -> replayed(fill.body(0), known)).finish();
  }

  private void nest(List<Long> share) {
    Span span = phase.nest().operation().span();
    NestBuilder nest = new NestBuilder(f, span, share);
    if (phase.nest().operation().attributes().flag("reassociate", false)) {
      nest.reassociating();
    }
    int count = phase.places().size();
    for (int i = 0; i < count; i++) {
      int place = phase.places().get(i);
      if (place < 0) {
        nest.in(value(phase.nest().operands().get(i), values));
        continue;
      }
      AffineMap map = windows.get(place).print().inside(phase.maps().get(i));
      if (i < count - 1) {
        nest.in(buffers.get(place), map);
      } else {
        nest.out(buffers.get(place), map);
      }
    }
    nest.body(
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
