package org.tosc.backends.mlir.linalg;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.mlir.text.BlockWriter;
import org.tosc.backends.mlir.text.MlirValue;

/// Another form for products of matrices than that of all bodies.
@FunctionalInterface
public interface ProductForm {
  /// None.
  ProductForm NONE = (_, _, _) -> null;

  /// What a product is made of.
  ///
  /// @param ins what it reads, as a whole
  /// @param initial what it adds to
  /// @param filling the number that stands everywhere in that; null where others may
  /// @param destination the memory that the result may go to; null where it is used otherwise
  record Operands(
      List<MlirValue> ins,
      MlirValue initial,
      @Nullable MlirValue filling,
      @Nullable MlirValue destination) {
    public Operands {
      ins = List.copyOf(ins);
    }
  }

  /// A product in panels of columns.
  ///
  /// @param panels the result in panels
  /// @param rows the same as a matrix
  /// @param into the destination in panels; null where there is none
  record Panelled(MlirValue panels, MlirValue rows, @Nullable MlirValue into) {}

  /// Writes a product; null where the body is none, or stays in the form of all.
  @Nullable Panelled write(BlockWriter out, BodyLoops loops, Operands operands);
}
