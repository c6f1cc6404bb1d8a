package org.tosc.backends.machines.mlir.dialect;

import java.util.Locale;
import org.tosc.backends.machines.mlir.ir.Type;

/// What a row asks of a type.
public enum Kind {
  FLOAT("a float, or a vector or tensor of floats"),
  INT("an integer or `index`, or a vector or tensor of them"),
  FIXED("an integer of some bits, or a vector or tensor of them"),
  MEMREF("a memref"),
  TENSOR("a tensor"),
  VECTOR("a vector"),
  SHAPED("a tensor, memref or vector"),
  NUMBER("a number, or a vector or tensor of numbers");

  private final String words;

  Kind(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }

  static Kind of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  public boolean holds(Type type) {
    return switch (this) {
      case FLOAT -> numbers(type) instanceof Type.Floating;
      case INT -> numbers(type) instanceof Type.Int || numbers(type) instanceof Type.Index;
      case FIXED -> numbers(type) instanceof Type.Int;
      case NUMBER -> FLOAT.holds(type) || INT.holds(type);
      case MEMREF -> type instanceof Type.MemRef || type instanceof Type.UnrankedMemRef;
      case TENSOR -> type instanceof Type.Tensor || type instanceof Type.UnrankedTensor;
      case VECTOR -> type instanceof Type.Vector;
      case SHAPED -> MEMREF.holds(type) || TENSOR.holds(type) || VECTOR.holds(type);
    };
  }

  /// The numbers that a type is, or holds as a value; memory is no value.
  private static Type numbers(Type type) {
    return switch (type) {
      case Type.Vector v -> v.element();
      case Type.Tensor t -> t.element();
      case Type _ -> type;
    };
  }
}
