package org.tosc.tir.ir;

import java.util.List;

/// An SSA value: the result of one operation or the parameter of one region. Ids are unique within
/// a function and print as `%id`.
public record Value(int id, Type type) {
  /// The types of values, in their order. Every operation that is built or verified asks for them,
  /// so short lists are made without a stream.
  public static List<Type> types(List<Value> values) {
    return switch (values.size()) {
      case 0 -> List.of();
      case 1 -> List.of(values.getFirst().type());
      case 2 -> List.of(values.getFirst().type(), values.getLast().type());
      default -> values.stream().map(Value::type).toList();
    };
  }

  /// The number alone: values of one function have different ones, and types may be large.
  @Override
  public int hashCode() {
    return id;
  }

  @Override
  public String toString() {
    return "%" + id;
  }
}
