package org.tosc.backends.mlir.linalg;

import java.util.List;
import org.tosc.backends.mlir.text.BlockWriter;
import org.tosc.backends.mlir.text.MlirOperation;
import org.tosc.backends.mlir.text.MlirType;
import org.tosc.backends.mlir.text.MlirValue;

/// Operations of `linalg` that have a name. The generic form shows what they compute, so that they
/// have a body like all others.
final class Named {
  private Named() {}

  static MlirValue fill(BlockWriter out, MlirValue value, MlirValue into) {
    MlirType element = into.type().element();
    MlirValue x = MlirValue.of(value.type(), "x");
    MlirValue before = MlirValue.of(element, "before");
    BlockWriter body = new BlockWriter();
    body.emit(MlirOperation.named("linalg.yield").operands(x));
    return out.emit(
        MlirOperation.named("linalg.fill")
            .segments(List.of(List.of(value), List.of(into)))
            .region(body.region(x, before)),
        into.type(),
        "filled");
  }
}
