package org.tosc.tir.ir;

/// A mutable local variable of one function; never stored, passed or captured.
public record SlotType(Type content) implements Type {
  @Override
  public String toString() {
    return "slot<" + content + ">";
  }
}
