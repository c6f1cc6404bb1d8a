package org.tosc.tir.ir;

import java.util.List;
import java.util.stream.Collectors;

/// Several values as one, immutable: `tuple<i64, f32>`; `tuple<>` is the unit.
public record TupleType(List<Type> items) implements Type {
  public TupleType {
    items = List.copyOf(items);
  }

  @Override
  public String toString() {
    return items.stream().map(Type::toString).collect(Collectors.joining(", ", "tuple<", ">"));
  }
}
