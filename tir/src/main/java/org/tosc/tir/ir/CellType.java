package org.tosc.tir.ir;

/// A mutable variable on the heap, shared between a function and the closures that capture it.
public record CellType(Type content) implements Type {
  @Override
  public String toString() {
    return "cell<" + content + ">";
  }
}
