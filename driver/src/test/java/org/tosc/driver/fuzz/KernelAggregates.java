package org.tosc.driver.fuzz;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tosc.tir.ir.ArrayType;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TileType;
import org.tosc.tir.ir.TupleType;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.Value;

/// Tuples and arrays of what there is: made, changed in one place, and taken apart again.
final class KernelAggregates {
  private final KernelScope scope;
  private final Choices c;

  KernelAggregates(KernelScope scope) {
    this.scope = scope;
    this.c = scope.c;
  }

  void make() {
    if (c.coin()) {
      tuple();
    } else {
      array();
    }
  }

  private void tuple() {
    List<Value> items = new ArrayList<>();
    int count = 1 + c.below(4);
    for (int i = 0; i < count; i++) {
      items.add(item());
    }
    Value tuple = scope.op(CoreOp.TUPLE, items.toArray(Value[]::new));
    if (c.coin()) {
      tuple = scope.zero(tuple.type());
    }
    List<Type> types = ((TupleType) tuple.type()).items();
    int at = c.below(types.size());
    if (c.coin()) {
      Value other = items.get(at);
      tuple = scope.op(CoreOp.WITH, index(at), tuple, other);
    }
    see(scope.op(CoreOp.ITEM, index(c.below(types.size())), tuple));
  }

  private Value item() {
    if (!scope.tiles.isEmpty() && c.coin()) {
      return c.pick(scope.tiles);
    }
    Scalar type = c.pick(KernelScalars.TYPES);
    Value scalar = new KernelScalars(scope, scope.scalars).make(type, 1);
    return c.rarely(4) ? scope.op(CoreOp.TUPLE, scalar, scalar) : scalar;
  }

  private void array() {
    Value item = item();
    long length = c.rarely(8) ? 0 : 1 + c.below(3);
    ArrayType type = new ArrayType(item.type(), length);
    List<Value> operands = c.coin() ? List.of(item) : Collections.nCopies((int) length, item);
    boolean splat = operands.size() != length || c.coin();
    Value array =
        splat
            ? scope.opOf(CoreOp.SPLAT_ARRAY, type, Attributes.NONE, List.of(item))
            : scope.opOf(CoreOp.ARRAY, type, Attributes.NONE, operands);
    if (c.rarely(4)) {
      array = scope.zero(type);
    }
    if (c.coin()) {
      array = scope.op(CoreOp.WITH_ELEMENT, array, place(length), item);
    }
    see(scope.op(CoreOp.ELEMENT, array, place(length)));
  }

  /// An index, inside more often than not.
  private Value place(long length) {
    boolean outside = length == 0 || c.rarely(40);
    return scope.integer(outside ? c.pick(List.of(length, -1L)) : c.below((int) length));
  }

  private void see(Value value) {
    switch (value.type()) {
      case TileType _ -> scope.tiles.add(value);
      case Scalar _ -> scope.scalars.add(value);
      case TupleType _ -> see(scope.op(CoreOp.ITEM, index(0), value));
      default -> throw new IllegalStateException("an item of type " + value.type());
    }
  }

  private static Attributes index(long index) {
    return Attributes.of("index", Attribute.of(index));
  }
}
