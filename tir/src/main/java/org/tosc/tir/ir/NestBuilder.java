package org.tosc.tir.ir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.tosc.tir.ir.Nest.Kind;
import org.tosc.tir.source.Span;

/// Makes one `kernel.nest` in the open region of a [FunctionBuilder]. Kinds of dimensions follow
/// from the maps.
///
/// ```java
/// NestBuilder nest = new NestBuilder(f, span, List.of(128L, 64L, 32L));
/// nest.in(a, AffineMap.select(3, 0, 2)).in(b, AffineMap.select(3, 2, 1));
/// nest.out(c, AffineMap.select(3, 0, 1));
/// nest.body(p -> List.of(add(p.get(2), mul(p.get(0), p.get(1)))));
/// Value product = nest.finish().getFirst();
/// ```
public final class NestBuilder {
  private final FunctionBuilder function;
  private final Span span;
  private final List<Long> extents;
  private final List<Value> ins = new ArrayList<>();
  private final List<Value> outs = new ArrayList<>();
  private final List<AffineMap> inMaps = new ArrayList<>();
  private final List<AffineMap> outMaps = new ArrayList<>();
  private final List<Long> bounded = new ArrayList<>();
  private final List<Value> bounds = new ArrayList<>();
  private final List<List<Long>> writes = new ArrayList<>();
  private final List<Kind> kinds = new ArrayList<>();
  private final List<Region> bodies = new ArrayList<>();
  private boolean reassociates;

  public NestBuilder(FunctionBuilder function, Span span, List<Long> extents) {
    this.function = function;
    this.span = span;
    this.extents = List.copyOf(extents);
  }

  /// A tile or buffer that is read.
  public NestBuilder in(Value operand, AffineMap map) {
    ins.add(operand);
    inMaps.add(map);
    return this;
  }

  /// A scalar that is read.
  public NestBuilder in(Value scalar) {
    return in(scalar, new AffineMap(extents.size(), List.of()));
  }

  /// A tile or buffer that bodies write and may read.
  public NestBuilder out(Value operand, AffineMap map) {
    outs.add(operand);
    outMaps.add(map);
    return this;
  }

  /// Ends a dimension at an i64 known at run time.
  public NestBuilder bound(int dim, Value end) {
    bounded.add((long) dim);
    bounds.add(end);
    return this;
  }

  /// Lets engines take sums in another order, within the rule of sums ([Tolerance.Sum]).
  public NestBuilder reassociating() {
    reassociates = true;
    return this;
  }

  /// A body that writes all outs; the ins and outs must be complete.
  public NestBuilder body(Function<List<Value>, List<Value>> body) {
    return body(LongStream.range(0, outs.size()).boxed().toList(), body);
  }

  /// A body that writes some outs: from its parameters, one for each in and then for each out, it
  /// gives their new elements.
  public NestBuilder body(List<Long> written, Function<List<Value>, List<Value>> body) {
    List<Type> params = new ArrayList<>();
    ins.forEach(v -> params.add(Nest.elementOf(v.type())));
    outs.forEach(v -> params.add(Nest.elementOf(v.type())));
    List<AffineMap> maps = written.stream().map(out -> outMaps.get(out.intValue())).toList();
    for (int dim = 0; dim < extents.size(); dim++) {
      Kind kind = Nest.kindOf(dim, maps, inMaps);
      if (kind == null) {
        throw new IllegalStateException("d" + dim + " is neither parallel nor a reduction");
      }
      kinds.add(kind);
    }
    writes.add(List.copyOf(written));
    bodies.add(
        function.region(
            params,
            values ->
                function.op(CoreOp.YIELD, Attributes.NONE, span, List.copyOf(body.apply(values)))));
    return this;
  }

  /// Appends the operation; the results are the outs that are tiles.
  public List<Value> finish() {
    List<Value> operands = new ArrayList<>(ins);
    operands.addAll(outs);
    operands.addAll(bounds);
    List<Type> results = outs.stream().map(Value::type).filter(t -> t instanceof TileType).toList();
    return function.opWith(KernelOp.NEST, results, attributes(), span, operands, bodies).results();
  }

  private Attributes attributes() {
    List<AffineMap> maps = new ArrayList<>(inMaps);
    maps.addAll(outMaps);
    Map<String, Attribute> all = new HashMap<>();
    all.put("ins", Attribute.of((long) ins.size()));
    all.put("outs", Attribute.of((long) outs.size()));
    all.put("extents", Attribute.ints(extents));
    all.put("kinds", Attribute.strings(kinds.stream().map(Kind::text).toList()));
    all.put("maps", Attribute.maps(maps));
    if (!bounded.isEmpty()) {
      all.put("bounded", Attribute.ints(bounded));
    }
    if (reassociates) {
      all.put("reassociate", Attribute.of(true));
    }
    if (bodies.size() > 1 || writes.getFirst().size() < outs.size()) {
      all.put("writes", Attribute.intLists(writes));
    }
    return Attributes.of(all);
  }
}
