package org.tosc.driver.fuzz;

import java.util.ArrayList;
import java.util.List;
import org.tosc.driver.fuzz.KernelScope.Memory;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Nests;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TileType;
import org.tosc.tir.ir.Value;

/// Tiles, and moving them between views and values.
final class KernelTiles {
  /// The number of elements of the sink.
  static final long SINK = 300;

  private static final long[] EXTENTS = {2, 1, 3, 4, 5, 8, 7};

  private final KernelScope scope;
  private final Choices c;

  KernelTiles(KernelScope scope) {
    this.scope = scope;
    this.c = scope.c;
  }

  /// A tile of a type, from what there is.
  Value tile(TileType type) {
    List<Value> same = scope.tiles(type);
    if (!same.isEmpty() && c.below(3) > 0) {
      return c.pick(same);
    }
    List<Memory> from =
        scope.memories.stream()
            .filter(m -> m.rank() == type.rank() && m.element() == type.element())
            .toList();
    if (!from.isEmpty() && c.below(4) > 0) {
      return load(c.pick(from), type);
    }
    List<Value> equal =
        scope.tiles.stream().filter(t -> isReshape((TileType) t.type(), type)).toList();
    if (!equal.isEmpty() && c.coin()) {
      return scope.opOf(KernelOp.TILE_RESHAPE, type, Attributes.NONE, List.of(c.pick(equal)));
    }
    boolean isStored = type.element() != type.element().arithmetic();
    return isStored || c.rarely(3) ? scope.zero(type) : splat(type);
  }

  private static boolean isReshape(TileType from, TileType to) {
    return !from.equals(to) && from.element() == to.element() && from.size() == to.size();
  }

  private Value splat(TileType type) {
    Value value = new KernelScalars(scope, scope.scalars).make(type.element(), 1);
    return scope.opOf(KernelOp.TILE_SPLAT, type, Attributes.NONE, List.of(value));
  }

  /// A tile type that goes with a view.
  TileType typeFor(Memory memory) {
    List<Long> shape = new ArrayList<>();
    long size = 1;
    for (int axis = 0; axis < memory.rank(); axis++) {
      long extent = EXTENTS[c.below(EXTENTS.length)];
      shape.add(size * extent > 64 ? 1 : extent);
      size *= shape.getLast();
    }
    return new TileType(shape, memory.element(), c.rarely(12) ? "col" : TileType.ROW);
  }

  Value load(Memory memory, TileType type) {
    boolean offset = c.rarely(4);
    Attributes attributes = attributes(offset);
    String bounds = c.rarely(16) ? "checked" : c.coin() ? "padded" : "clipped";
    attributes = attributes.with("bounds", Attribute.of(bounds));
    if (bounds.equals("padded")) {
      attributes = attributes.with("pad", pad(type.element()));
    }
    List<Value> operands = new ArrayList<>(List.of(memory.value()));
    for (Value at : coordinates(memory, type, offset)) {
      boolean before = offset && !bounds.equals("checked") && c.rarely(3);
      operands.add(before ? scope.integer(-1 - c.below(3)) : at);
    }
    scope.context.count("tile_load " + bounds + (offset ? " by elements" : ""));
    Value tile = scope.opOf(KernelOp.TILE_LOAD, type, attributes, operands);
    scope.tiles.add(tile);
    return tile;
  }

  private Attribute pad(Scalar element) {
    return switch (element.kind()) {
      case BOOL -> Attribute.of((long) c.below(2));
      case INT -> Attribute.of(c.below(6) - 2L);
      case UINT -> Attribute.of((long) c.below(6));
      case FLOAT ->
          c.coin()
              ? Attribute.of((long) c.below(4))
              : Attribute.of(new double[] {0.5, Double.NEGATIVE_INFINITY, -0.1, 1e5}[c.below(4)]);
      case BLOCK -> Attribute.of(0L);
    };
  }

  void store(Memory memory, Value tile) {
    String bounds = c.rarely(12) ? "checked" : "clipped";
    move(KernelOp.TILE_STORE, memory, tile, Attributes.of("bounds", Attribute.of(bounds)));
  }

  void atomicAdd(Memory memory, Value tile) {
    move(KernelOp.TILE_ATOMIC_ADD, memory, tile, Attributes.NONE);
  }

  private void move(KernelOp op, Memory memory, Value tile, Attributes more) {
    boolean offset = c.rarely(6);
    List<Value> operands = new ArrayList<>(List.of(memory.value(), tile));
    operands.addAll(coordinates(memory, (TileType) tile.type(), offset));
    Attributes attributes = attributes(offset);
    scope.act(
        op,
        more.has("bounds")
            ? attributes.with("bounds", Attribute.of(more.string("bounds")))
            : attributes,
        operands);
  }

  /// Writes the elements of a tile to the sink, as binary64.
  void show(Value tile) {
    Value sink = scope.sink;
    TileType type = (TileType) tile.type();
    if (sink == null || type.size() == 0) {
      return;
    }
    TileType wide = new TileType(type.shape(), Scalar.F64, TileType.ROW);
    Value reals =
        Nests.elementwise(
            scope.f,
            scope.context.places.get(),
            wide,
            List.of(tile),
            p -> Nests.cast(scope.f, scope.context.places.get(), p.getFirst(), Scalar.F64));
    Value flat =
        scope.opOf(
            KernelOp.TILE_RESHAPE,
            TileType.of(Scalar.F64, type.size()),
            Attributes.NONE,
            List.of(reals));
    Value at = scope.integer(scope.context.sunk % SINK);
    scope.context.sunk += (int) type.size();
    scope.act(
        KernelOp.TILE_STORE,
        attributes(true).with("bounds", Attribute.of("clipped")),
        List.of(sink, flat, at));
  }

  private static Attributes attributes(boolean offset) {
    return offset ? Attributes.of("offset", Attribute.of(true)) : Attributes.NONE;
  }

  /// Where a tile stands: the program's place, or a place that is inside more often than not.
  private List<Value> coordinates(Memory memory, TileType type, boolean offset) {
    List<Value> at = new ArrayList<>();
    for (int axis = 0; axis < memory.rank(); axis++) {
      long step = offset ? 1 : Math.max(1, type.shape().get(axis));
      at.add(coordinate(axis, memory.shape()[axis], step));
    }
    return at;
  }

  /// An index that is inside an extent more often than not.
  Value coordinate(int axis, long extent, long step) {
    boolean isInside = scope.most.size() > axis && scope.most.get(axis) * step <= extent;
    if (axis < scope.program.size() && (isInside || c.rarely(12)) && c.below(4) > 0) {
      return scope.program.get(axis);
    }
    if (c.rarely(60)) {
      return scope.integer(c.pick(List.of(-1L, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 32, extent)));
    }
    List<Value> seen = scope.scalars(Scalar.I64);
    if (!seen.isEmpty() && c.rarely(30)) {
      return c.pick(seen);
    }
    long most = Math.clamp((extent + step - 1) / step, 1, 6);
    return scope.integer(c.below((int) most));
  }
}
