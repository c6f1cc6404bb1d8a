package org.tosc.driver.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.FunctionBuilder;
import org.tosc.tir.ir.Op;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TileType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;

/// A function under construction and the values that may be used at the place reached.
final class KernelScope {
  /// A buffer, the extents that it will have, and which memory it is of.
  @SuppressWarnings("ArrayRecordComponent") // memories are never compared
  record Memory(Value value, long[] shape, int root, boolean isWritable) {
    BufferType type() {
      return (BufferType) value.type();
    }

    Scalar element() {
      return type().element();
    }

    int rank() {
      return shape.length;
    }
  }

  final KernelContext context;
  final Choices c;
  final FunctionBuilder f;
  final List<Memory> memories = new ArrayList<>();
  final List<Value> tiles = new ArrayList<>();
  final List<Value> scalars = new ArrayList<>();

  /// Where all tiles are written that nests give, so that everything shows; none while there is
  /// none.
  @Nullable Value sink;

  /// The coordinates of the program in its grid.
  final List<Value> program = new ArrayList<>();

  /// The extents of the grid.
  final List<Long> most = new ArrayList<>();

  KernelScope(KernelContext context, String symbol) {
    this.context = context;
    this.c = context.choices;
    this.f = new FunctionBuilder(symbol);
  }

  /// Makes what is inside a region; what it sees ends with it.
  void nested(Runnable inside) {
    int[] before = {memories.size(), tiles.size(), scalars.size()};
    inside.run();
    memories.subList(before[0], memories.size()).clear();
    tiles.subList(before[1], tiles.size()).clear();
    scalars.subList(before[2], scalars.size()).clear();
  }

  Value op(Op op, Value... operands) {
    return op(op, Attributes.NONE, operands);
  }

  Value op(Op op, Attributes attributes, Value... operands) {
    context.count(op.mnemonic());
    return f.op(op, attributes, context.places.get(), List.of(operands)).result();
  }

  /// An operation without results.
  void act(Op op, Attributes attributes, List<Value> operands) {
    context.count(op.mnemonic());
    f.op(op, attributes, context.places.get(), operands);
  }

  Value opOf(Op op, Type result, Attributes attributes, List<Value> operands) {
    context.count(op.mnemonic());
    return f.opOf(op, List.of(result), attributes, context.places.get(), operands).result();
  }

  Value constant(Scalar type, Attribute value) {
    return opOf(CoreOp.CONST, type, Attributes.of("value", value), List.of());
  }

  Value integer(long value) {
    return constant(Scalar.I64, Attribute.of(value));
  }

  Value zero(Type type) {
    return opOf(CoreOp.ZERO, type, Attributes.NONE, List.of());
  }

  List<Value> tiles(TileType type) {
    return tiles.stream().filter(t -> t.type().equals(type)).toList();
  }

  List<Value> scalars(Scalar type) {
    return scalars.stream().filter(s -> s.type() == type).toList();
  }

  Stream<Memory> writable() {
    return memories.stream().filter(Memory::isWritable);
  }
}
