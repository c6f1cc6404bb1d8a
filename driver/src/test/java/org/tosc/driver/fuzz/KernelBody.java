package org.tosc.driver.fuzz;

import java.util.ArrayList;
import java.util.List;
import org.tosc.driver.fuzz.KernelScope.Memory;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Dim;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Layout;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.SlotType;
import org.tosc.tir.ir.TileType;
import org.tosc.tir.ir.Value;

/// Statements of a function on views and tiles.
final class KernelBody {
  private final KernelScope scope;
  private final KernelTiles tiles;
  private final KernelNests nests;
  private final Choices c;

  KernelBody(KernelScope scope) {
    this.scope = scope;
    this.c = scope.c;
    this.tiles = new KernelTiles(scope);
    this.nests = new KernelNests(scope, tiles);
  }

  void statements(int count, int depth) {
    for (int i = 0; i < count; i++) {
      statement(depth);
    }
  }

  private void statement(int depth) {
    switch (c.below(18)) {
      case 0, 1, 2, 3, 4 -> nests.make();
      case 5, 6 -> load();
      case 7, 8 -> store();
      case 9 -> atomicAdd();
      case 10 -> elements();
      case 11 -> get();
      case 12 -> view();
      case 13 -> extent();
      case 14 -> new KernelAggregates(scope).make();
      case 15 -> new KernelHelpers(scope, tiles).call();
      case 16 -> {
        if (depth > 0) {
          conditional(depth - 1);
        }
      }
      default -> {
        if (depth > 0) {
          loop(depth - 1);
        }
      }
    }
  }

  private void load() {
    if (!scope.memories.isEmpty()) {
      Memory memory = c.pick(scope.memories);
      tiles.load(memory, tiles.typeFor(memory));
    }
  }

  /// Stores to views that take writes; whatever is written has the type for it.
  private void store() {
    List<Memory> to = scope.writable().toList();
    if (!to.isEmpty()) {
      Memory memory = c.pick(to);
      tiles.store(memory, tiles.tile(typeOfTileFor(memory)));
    }
  }

  private void atomicAdd() {
    List<Memory> to =
        scope
            .writable()
            .filter(m -> m.element() != Scalar.I1 && m.element() == m.element().arithmetic())
            .toList();
    if (to.isEmpty()) {
      return;
    }
    Memory memory = c.pick(to);
    if (c.coin()) {
      tiles.atomicAdd(memory, tiles.tile(typeOfTileFor(memory)));
    } else {
      Value value = new KernelScalars(scope, scope.scalars).make(memory.element(), 1);
      scope.act(KernelOp.ATOMIC_ADD, Attributes.NONE, indexed(memory, value));
    }
  }

  /// The type of a tile that is there, where one fits, so that what was computed is seen.
  private TileType typeOfTileFor(Memory memory) {
    List<TileType> there =
        scope.tiles.stream()
            .map(t -> (TileType) t.type())
            .filter(t -> t.rank() == memory.rank() && t.element() == memory.element())
            .toList();
    return there.isEmpty() ? tiles.typeFor(memory) : there.getLast();
  }

  private void elements() {
    if (scope.memories.isEmpty()) {
      return;
    }
    Memory memory = c.pick(scope.memories);
    boolean writes = memory.isWritable() && memory.element() != Scalar.I4 && c.coin();
    if (writes) {
      Value value = new KernelScalars(scope, scope.scalars).make(memory.element(), 2);
      scope.act(KernelOp.STORE, Attributes.NONE, indexed(memory, value));
    } else {
      List<Value> operands = indexed(memory);
      scope.scalars.add(scope.op(KernelOp.LOAD, operands.toArray(Value[]::new)));
    }
  }

  private List<Value> indexed(Memory memory, Value... more) {
    List<Value> operands = new ArrayList<>(List.of(memory.value()));
    operands.addAll(List.of(more));
    for (int axis = 0; axis < memory.rank(); axis++) {
      operands.add(tiles.coordinate(axis, memory.shape()[axis], 1));
    }
    return operands;
  }

  private void get() {
    if (!scope.tiles.isEmpty()) {
      Value tile = c.pick(scope.tiles);
      List<Value> operands = new ArrayList<>(List.of(tile));
      for (long extent : ((TileType) tile.type()).shape()) {
        operands.add(tiles.coordinate(9, extent, 1));
      }
      scope.scalars.add(scope.op(KernelOp.TILE_GET, operands.toArray(Value[]::new)));
    }
  }

  private void extent() {
    if (!scope.memories.isEmpty()) {
      Memory memory = c.pick(scope.memories);
      Value axis = scope.integer(c.below(Math.max(1, memory.rank() + (c.rarely(30) ? 1 : 0))));
      scope.scalars.add(scope.op(KernelOp.EXTENT, memory.value(), axis));
    }
  }

  /// A slice or a transposition, or a copy from one view to another.
  private void view() {
    if (scope.memories.isEmpty()) {
      return;
    }
    Memory memory = c.pick(scope.memories);
    switch (c.below(3)) {
      case 0 -> transpose(memory);
      case 1 -> slice(memory);
      default -> {
        List<Memory> to =
            scope
                .writable()
                .filter(m -> m.element() == memory.element() && m.rank() == memory.rank())
                .toList();
        if (!to.isEmpty()) {
          Memory target = c.pick(to);
          boolean alike = java.util.Arrays.equals(target.shape(), memory.shape());
          if (alike || c.rarely(4)) {
            scope.act(KernelOp.COPY, Attributes.NONE, List.of(memory.value(), target.value()));
          }
        }
      }
    }
  }

  private void transpose(Memory memory) {
    List<Long> left = new ArrayList<>();
    for (long axis = 0; axis < memory.rank(); axis++) {
      left.add(axis);
    }
    List<Long> perm = new ArrayList<>();
    long[] shape = new long[memory.rank()];
    while (!left.isEmpty()) {
      long axis = left.remove(left.size() - 1 - c.below(left.size()));
      shape[perm.size()] = memory.shape()[(int) axis];
      perm.add(axis);
    }
    Value value =
        scope.op(KernelOp.TRANSPOSE, Attributes.of("perm", Attribute.ints(perm)), memory.value());
    scope.memories.add(new Memory(value, shape, memory.root(), memory.isWritable()));
  }

  private void slice(Memory memory) {
    List<Value> starts = new ArrayList<>();
    List<Value> sizes = new ArrayList<>();
    List<Dim> dims = new ArrayList<>();
    long[] shape = new long[memory.rank()];
    for (int axis = 0; axis < shape.length; axis++) {
      long extent = memory.shape()[axis];
      long start = c.below((int) Math.min(extent, 3) + 1);
      long size = Math.max(0, extent - start - c.below(3)) + (c.rarely(30) ? 4 : 0);
      starts.add(scope.integer(start));
      sizes.add(scope.integer(size));
      shape[axis] = size;
      dims.add(c.coin() ? Dim.of(size) : Dim.unknown());
    }
    List<Value> operands = new ArrayList<>(List.of(memory.value()));
    operands.addAll(starts);
    operands.addAll(sizes);
    BufferType from = memory.type();
    Layout layout = c.rarely(4) ? Layout.STRIDED : from.layout();
    BufferType type = new BufferType(dims, from.element(), layout, from.space());
    Value value = scope.opOf(KernelOp.SLICE, type, Attributes.NONE, operands);
    scope.memories.add(new Memory(value, shape, memory.root(), memory.isWritable()));
  }

  private void conditional(int depth) {
    Value condition = new KernelScalars(scope, scope.scalars).make(Scalar.I1, 2);
    Region[] sides = new Region[2];
    for (int i = 0; i < 2; i++) {
      int count = 1 + c.below(2);
      sides[i] =
          scope.f.block(
              scope.context.places.get(), () -> scope.nested(() -> statements(count, depth)));
    }
    scope.f.opWith(
        CoreOp.IF,
        List.of(),
        Attributes.NONE,
        scope.context.places.get(),
        List.of(condition),
        List.of(sides));
  }

  /// A loop that carries a tile: each round computes a new one of the same type.
  private void loop(int depth) {
    TileType type =
        scope.tiles.isEmpty()
            ? TileType.of(Scalar.F32, 3, 4)
            : (TileType) c.pick(scope.tiles).type();
    Value carried = slot(tiles.tile(type));
    Value counter = slot(scope.integer(0));
    Value end = scope.integer(1 + c.below(3));
    Value one = scope.integer(1);
    Region condition =
        scope.f.region(
            List.of(), none -> give(scope.op(CoreOp.LT, scope.op(CoreOp.SLOT_GET, counter), end)));
    Region body =
        scope.f.block(
            scope.context.places.get(),
            () ->
                scope.nested(
                    () -> {
                      scope.scalars.add(scope.op(CoreOp.SLOT_GET, counter));
                      scope.tiles.add(scope.op(CoreOp.SLOT_GET, carried));
                      statements(1 + c.below(2), depth);
                      set(carried, tiles.tile(type));
                    }));
    Region step =
        scope.f.block(
            scope.context.places.get(),
            () -> set(counter, scope.op(CoreOp.ADD, scope.op(CoreOp.SLOT_GET, counter), one)));
    scope.context.count(CoreOp.LOOP.mnemonic());
    scope.f.opWith(
        CoreOp.LOOP,
        List.of(),
        Attributes.NONE,
        scope.context.places.get(),
        List.of(),
        List.of(condition, body, step));
    scope.tiles.add(scope.op(CoreOp.SLOT_GET, carried));
  }

  private Value slot(Value initial) {
    return scope.opOf(CoreOp.SLOT, new SlotType(initial.type()), Attributes.NONE, List.of(initial));
  }

  private void set(Value slot, Value value) {
    scope.act(CoreOp.SLOT_SET, Attributes.NONE, List.of(slot, value));
  }

  private void give(Value value) {
    scope.act(CoreOp.YIELD, Attributes.NONE, List.of(value));
  }
}
