package org.tosc.tir.ir;

import java.util.List;

/// An SSA value: the result of one operation or the parameter of one region. Ids are unique within
/// a function and print as `%id`.
public record Value(int id, Type type) {
  /// The types of values, in their order. Every operation that is built or verified asks for them,
  /// so this is no stream.
  public static List<Type> types(List<Value> values) {
    Type[] types = new Type[values.size()];
    for (int i = 0; i < types.length; i++) {
      types[i] = values.get(i).type();
    }
    return List.of(types);
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
