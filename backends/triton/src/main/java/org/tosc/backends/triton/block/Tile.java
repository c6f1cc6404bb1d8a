package org.tosc.backends.triton.block;

import java.util.List;
import org.tosc.tir.ir.Scalar;

/// A value of a program.
///
/// @param id which no other value of the program has
/// @param hint what it may be called
/// @param shape empty of a scalar
public record Tile(int id, String hint, Scalar element, List<Size> shape) {
  public Tile {
    shape = List.copyOf(shape);
  }

  public boolean isScalar() {
    return shape.isEmpty();
  }

  public int rank() {
    return shape.size();
  }

  /// How many elements it has.
  public long count() {
    return shape.stream().mapToLong(Size::value).reduce(1, Math::multiplyExact);
  }
}
