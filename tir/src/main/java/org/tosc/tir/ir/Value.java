package org.tosc.tir.ir;

/// An SSA value: the result of one operation or the parameter of one region. Ids are unique within
/// a function and print as `%id`.
public record Value(int id, Type type) {
  @Override
  public String toString() {
    return "%" + id;
  }
}
