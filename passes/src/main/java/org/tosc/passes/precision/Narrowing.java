package org.tosc.passes.precision;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tosc.passes.analysis.Graph;
import org.tosc.passes.rewrite.Copy;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;

/// One function on its way to narrow operands.
///
/// Casts stand in front of the first product that needs them, in front of a loop where the tensor
/// comes from outside of it. Where host code may replace elements of tensors meanwhile, each
/// product has casts of its own.
final class Narrowing {
  private final Graph graph;
  private final Function function;
  private final Scalar format;
  private final boolean shares;
  private final Set<String> kept = new TreeSet<>();
  private int nextId;
  private int products;
  private int casts;

  Narrowing(Function function, Scalar format, boolean mutates) {
    this.function = function;
    this.graph = Graph.of(function);
    this.format = format;
    this.shares = !mutates;
    this.nextId = graph.nextId();
  }

  /// What a region sees: values, and for some of them the value of the same tensor rounded.
  private record Scope(Set<Value> values, Map<Value, Value> rounded, List<Operation> out) {
    Scope inner(List<Value> params) {
      Scope inner = new Scope(new HashSet<>(values), new HashMap<>(rounded), new ArrayList<>());
      inner.values.addAll(params);
      return inner;
    }
  }

  /// The body with casts, or the same body.
  Region run() {
    return region(function.body(), new Scope(Set.of(), Map.of(), List.of()));
  }

  /// What was done, in words.
  String summary() {
    String done = "products in %s: %d, tensors rounded: %d".formatted(format, products, casts);
    return kept.isEmpty() ? done : done + "; in f32: " + String.join(", ", kept);
  }

  private Region region(Region region, Scope outer) {
    Scope scope = outer.inner(region.params());
    boolean same = true;
    for (Operation o : region.ops()) {
      if (o.op() == CoreOp.LOOP && shares) {
        o.regions().forEach(r -> Graph.each(r, inner -> hoist(inner, scope)));
      }
      Operation made = operation(o, scope);
      same &= made == o;
      scope.out.add(made);
      scope.values.addAll(o.results());
    }
    return same ? region : new Region(region.params(), scope.out);
  }

  private Operation operation(Operation o, Scope scope) {
    if (!o.regions().isEmpty()) {
      List<Region> regions = o.regions().stream().map(r -> region(r, scope)).toList();
      return regions.equals(o.regions()) ? o : Copy.with(o, o.operands(), regions);
    }
    if (!isProduct(o)) {
      if (o.op() instanceof TensorOp op && isFloat(o) && Treatment.of(op) == Treatment.KEPT) {
        kept.add(op.row().name());
      }
      return o;
    }
    List<Value> operands = new ArrayList<>(o.operands());
    int multiplied = Treatment.multiplied((TensorOp) o.op());
    for (int i = 0; i < multiplied; i++) {
      operands.set(i, rounded(o.operand(i), scope, o.span()));
    }
    products++;
    return operands.equals(o.operands()) ? o : Copy.with(o, operands, List.of());
  }

  /// Rounds what a product in a loop takes from outside.
  private void hoist(Operation o, Scope scope) {
    if (isProduct(o)) {
      int multiplied = Treatment.multiplied((TensorOp) o.op());
      for (Value operand : o.operands().subList(0, multiplied)) {
        if (scope.values.contains(source(operand))) {
          rounded(source(operand), scope, o.span());
        }
      }
    }
  }

  private static boolean isProduct(Operation o) {
    return o.op() instanceof TensorOp op
        && Treatment.of(op) == Treatment.PRODUCTS
        && o.operands().subList(0, Treatment.multiplied(op)).stream().allMatch(Narrowing::isF32);
  }

  private static boolean isFloat(Operation o) {
    return o.results().stream().anyMatch(Narrowing::isF32) && !o.operands().isEmpty();
  }

  private static boolean isF32(Value value) {
    return value.type() instanceof TensorType t && t.element() == Scalar.F32;
  }

  /// What a value is a view of.
  private Value source(Value value) {
    Operation view = view(value);
    return view == null ? value : source(view.operand(0));
  }

  /// The operation that makes a view of all elements of a tensor; null where the value is none.
  private @Nullable Operation view(Value value) {
    Operation o = graph.of(value);
    boolean isView =
        shares
            && o != null
            && o.op() instanceof TensorOp op
            && Treatment.of(op) == Treatment.VIEW
            && isF32(o.operand(0));
    return isView ? o : null;
  }

  /// A value of the same tensor, rounded to the format.
  private Value rounded(Value value, Scope scope, Span span) {
    Value known = scope.rounded.get(value);
    if (known != null) {
      return known;
    }
    Operation view = view(value);
    if (view == null && fits(graph.of(value))) {
      return value;
    }
    Value made;
    if (view == null) {
      made = cast(cast(value, format, span, scope), Scalar.F32, span, scope);
      casts++;
    } else {
      Value base = rounded(view.operand(0), scope, span);
      made = base.equals(view.operand(0)) ? value : emit(view, base, scope);
    }
    if (shares) {
      scope.rounded.put(value, made);
    }
    return made;
  }

  /// Whether an operation makes nothing but numbers that the format holds.
  private boolean fits(@Nullable Operation o) {
    return o != null
        && o.op() == TensorOp.CAST
        && o.operand(0).type() instanceof TensorType from
        && (from.element() == format || (from.element().bits() <= 8 && isPlain(from.element())));
  }

  private static boolean isPlain(Scalar type) {
    return type.kind() != Scalar.Kind.BLOCK;
  }

  private Value cast(Value value, Scalar to, Span span, Scope scope) {
    TensorType type = new TensorType(((TensorType) value.type()).shape(), to);
    Attributes attributes = Attributes.of("dtype", new Attribute.OfType(to));
    Value made = new Value(nextId++, type);
    scope.out.add(
        new Operation(TensorOp.CAST, List.of(value), attributes, List.of(), List.of(made), span));
    return made;
  }

  private Value emit(Operation view, Value base, Scope scope) {
    Value made = new Value(nextId++, view.result().type());
    scope.out.add(
        new Operation(
            view.op(), List.of(base), view.attributes(), List.of(), List.of(made), view.span()));
    return made;
  }
}
