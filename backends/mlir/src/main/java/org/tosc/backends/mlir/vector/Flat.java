package org.tosc.backends.mlir.vector;

import java.util.ArrayList;
import java.util.List;
import org.tosc.backends.mlir.text.BlockWriter;
import org.tosc.backends.mlir.text.MlirAttribute;
import org.tosc.backends.mlir.text.MlirOperation;
import org.tosc.backends.mlir.text.MlirType;
import org.tosc.backends.mlir.text.MlirValue;

/// Memory of any shape as memory of one dimension, in row-major order.
public final class Flat {
  private static final String MARK = "_flat";

  private Flat() {}

  /// What an element or vector of memory is called: as the memory is, before it was made flat.
  static String element(MlirValue memory) {
    String hint = memory.hint();
    return hint.endsWith(MARK) ? hint.substring(0, hint.length() - MARK.length()) : hint;
  }

  /// The same memory.
  public static MlirValue of(BlockWriter out, MlirValue memory) {
    MlirType.Shaped type = (MlirType.Shaped) memory.type();
    int rank = type.shape().size();
    if (rank == 1) {
      return memory;
    }
    long size = type.shape().stream().reduce(1L, Math::multiplyExact);
    MlirType flat = MlirType.memref(List.of(size), type.element());
    return rank == 0
        ? out.emit(
            MlirOperation.named("memref.expand_shape")
                .operands(memory)
                .attribute("reassociation", new MlirAttribute.Array(List.of()))
                .attribute("static_output_shape", MlirAttribute.i64s(List.of(1L))),
            flat,
            memory.hint() + MARK)
        : out.emit(
            MlirOperation.named("memref.collapse_shape")
                .operands(memory)
                .attribute("reassociation", all(rank)),
            flat,
            memory.hint() + MARK);
  }

  /// All dimensions as one.
  private static MlirAttribute all(int rank) {
    List<MlirAttribute> dims = new ArrayList<>();
    for (int dim = 0; dim < rank; dim++) {
      dims.add(MlirAttribute.i64(dim));
    }
    return new MlirAttribute.Array(List.of(new MlirAttribute.Array(dims)));
  }
}
