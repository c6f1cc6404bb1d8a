package org.tosc.backends.machines.mlir.exec;

import org.tosc.backends.machines.mlir.ir.FloatKind;
import org.tosc.backends.machines.mlir.ir.Type;

/// How an element lies in memory.
///
/// @param bytes of one number: 1, 2, 4 or 8
/// @param lanes how many numbers it is: more than one for a vector
/// @param isVector whether it is a vector, perhaps of one number
record Cell(int bytes, int lanes, boolean isVector) {
  static Cell of(Type type) {
    return type instanceof Type.Vector vector
        ? new Cell(of(vector.element()).bytes, vector.count(), true)
        : new Cell(bytes(width(type)), 1, false);
  }

  int size() {
    return bytes * lanes;
  }

  private static int bytes(int width) {
    return width <= 8 ? 1 : width <= 16 ? 2 : width <= 32 ? 4 : 8;
  }

  /// The bits of a number.
  static int width(Type type) {
    return switch (type) {
      case Type.Floating(FloatKind kind) -> kind.width();
      case Type.Int(int width, Type.Sign sign) -> width;
      case Type _ -> 64;
    };
  }
}
