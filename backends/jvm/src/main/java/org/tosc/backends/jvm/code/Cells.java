package org.tosc.backends.jvm.code;

import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.Scalar;

/// How elements of a type that may lie side by side in a view do so: the arrays of
/// `org.tosc.rt.device.Memory`.
enum Cells {
  FLOATS("Floats", "cells", "F"),
  DOUBLES("Doubles", "cells", "D"),
  INTS("Ints", "cells", "I"),
  LONGS("Longs", "cells", "J"),
  SHORTS("Shorts", "cells", "S"),
  BYTES("Bytes", "cells", "B"),
  BLOCKS("Blocks", "bytes", "B");

  /// The record of `Memory`.
  final String memory;

  /// Its component.
  final String accessor;

  /// Of one element of the array.
  final String descriptor;

  Cells(String memory, String accessor, String descriptor) {
    this.memory = "org/tosc/rt/device/Memory$" + memory;
    this.accessor = accessor;
    this.descriptor = descriptor;
  }

  /// The cells of a type whose elements are read and written one by one and in vectors; null for
  /// others.
  static @Nullable Cells of(Scalar element) {
    return switch (element) {
      case F32 -> FLOATS;
      case F64 -> DOUBLES;
      case I32 -> INTS;
      case I64 -> LONGS;
      case F16, BF16 -> SHORTS;
      case I8 -> BYTES;
      case Q8_0, Q4_0 -> BLOCKS;
      case I1, I4, I16, U8, U16, U32, U64, INDEX, F8E4M3, F8E5M2, NVFP4 -> null;
    };
  }
}
