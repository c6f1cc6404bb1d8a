package org.tosc.tir.ir;

/// A fixed number of values of one type, immutable: `array<f32 x 8>`.
public record ArrayType(Type element, long length) implements Type {
  public ArrayType {
    if (length < 0) {
      throw new IllegalArgumentException("an array of " + length + " elements");
    }
  }

  @Override
  public String toString() {
    return "array<" + element + " x " + length + ">";
  }
}
