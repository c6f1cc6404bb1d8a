package org.tosc.frontend.neuro.types;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What generic parameters stand for: an [Extent], a [Ty] or a [TileLayout] each.
public final class Bindings {
  private final Map<GenericParam, Object> values = new IdentityHashMap<>();

  /// Nothing is bound yet.
  public Bindings() {}

  public static Bindings of(List<GenericParam> params, List<Object> args) {
    Bindings bindings = new Bindings();
    for (int i = 0; i < params.size() && i < args.size(); i++) {
      bindings.values.put(params.get(i), args.get(i));
    }
    return bindings;
  }

  public void put(GenericParam param, Object value) {
    values.put(param, value);
  }

  public @Nullable Object get(GenericParam param) {
    return values.get(param);
  }

  public boolean has(GenericParam param) {
    return values.containsKey(param);
  }

  /// The values of parameters, in their order; an unbound one is the parameter itself.
  public List<Object> of(List<GenericParam> params) {
    List<Object> list = new ArrayList<>();
    for (GenericParam param : params) {
      Object value = values.get(param);
      list.add(value != null ? value : itself(param));
    }
    return list;
  }

  private static Object itself(GenericParam param) {
    return switch (param.kind()) {
      case EXTENT -> Extent.of(param);
      case TYPE -> new Ty.Param(param);
      case LAYOUT -> new TileLayout.Generic(param);
    };
  }

  /// The extent with what is bound here replaced.
  public Extent apply(Extent extent) {
    return extent.substitute(p -> values.get(p) instanceof Extent bound ? bound : Extent.of(p));
  }

  public TileLayout apply(TileLayout layout) {
    return switch (layout) {
      case TileLayout.Generic(GenericParam p) ->
          values.get(p) instanceof TileLayout bound ? bound : layout;
      case TileLayout.Blocked(var rows, var columns) ->
          new TileLayout.Blocked(apply(rows), apply(columns));
      case TileLayout.Swizzled(var bits) -> new TileLayout.Swizzled(apply(bits));
      case TileLayout.RowMajor _, TileLayout.ColMajor _ -> layout;
    };
  }

  /// The type with what is bound here replaced.
  public Ty apply(Ty type) {
    return switch (type) {
      case Ty.Prim _, Ty.Basic _ -> type;
      case Ty.Open open -> open.settled() == open ? open : apply(open.settled());
      case Ty.Param(GenericParam p) -> values.get(p) instanceof Ty bound ? bound : type;
      case Ty.Tuple(var items) -> new Ty.Tuple(all(items));
      case Ty.Array(var element, var length) -> new Ty.Array(apply(element), apply(length));
      case Ty.Fn(var params, var result) -> new Ty.Fn(all(params), apply(result));
      case Ty.Range(var element) -> new Ty.Range(apply(element));
      case Ty.Named(var declared, var args) ->
          new Ty.Named(declared, args.stream().map(this::argument).toList());
      case Ty.Tile(var shape, var element, var layout) ->
          new Ty.Tile(extents(shape), apply(element), apply(layout));
      case Ty.Tensor(var shape, var element) -> new Ty.Tensor(extents(shape), apply(element));
      case Ty.View(var shape, var element, var layout, var mutable) ->
          new Ty.View(extents(shape), apply(element), apply(layout), mutable);
    };
  }

  private Object argument(Object arg) {
    return switch (arg) {
      case Extent e -> apply(e);
      case TileLayout l -> apply(l);
      case Ty t -> apply(t);
      default -> throw new IllegalStateException("a generic argument " + arg);
    };
  }

  private List<Ty> all(List<Ty> types) {
    return types.stream().map(this::apply).toList();
  }

  private List<Extent> extents(List<Extent> shape) {
    return shape.stream().map(this::apply).toList();
  }
}
