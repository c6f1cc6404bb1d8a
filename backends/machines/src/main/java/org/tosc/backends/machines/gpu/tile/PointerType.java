package org.tosc.backends.machines.gpu.tile;

/// Addresses of elements.
///
/// @param pointee what lies there
public record PointerType(ElementType pointee) implements ElementType {
  @Override
  public int bytes() {
    return Long.BYTES;
  }

  @Override
  public String text() {
    return "pointer<" + pointee.text() + ">";
  }

  @Override
  public String toString() {
    return text();
  }
}
