package org.tosc.backends.mlir.vector;

import java.util.List;
import org.tosc.backends.mlir.scalar.Constants;
import org.tosc.backends.mlir.text.BlockWriter;
import org.tosc.backends.mlir.text.IndexType;
import org.tosc.backends.mlir.text.MlirAttribute;
import org.tosc.backends.mlir.text.MlirOperation;
import org.tosc.backends.mlir.text.MlirType;
import org.tosc.backends.mlir.text.MlirValue;

/// New memory that holds zeros.
final class Zeros {
  /// Bytes of a cache line: vectors that are loaded from there lie in one.
  private static final long ALIGNMENT = 64;

  private Zeros() {}

  /// Memory of one dimension.
  static MlirValue of(BlockWriter out, MlirType.Shaped type) {
    MlirValue memory =
        out.emit(
            MlirOperation.named("memref.alloc")
                .segments(List.of(List.of(), List.of()))
                .attribute("alignment", MlirAttribute.i64(ALIGNMENT)),
            type,
            "scratch");
    MlirValue zero = Constants.number(out, type.element(), 0);
    BlockWriter body = new BlockWriter().at(out.location());
    MlirValue at = MlirValue.of(IndexType.INDEX, "i");
    body.emit(MlirOperation.named("memref.store").operands(zero, memory, at));
    body.emit(MlirOperation.named("scf.yield"));
    out.emit(
        MlirOperation.named("scf.for")
            .operands(
                Constants.index(out, 0),
                Constants.index(out, type.shape().getFirst()),
                Constants.index(out, 1))
            .region(body.region(at)));
    return memory;
  }
}
