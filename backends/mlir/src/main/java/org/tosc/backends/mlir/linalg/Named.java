package org.tosc.backends.mlir.linalg;

import java.util.List;
import org.tosc.backends.mlir.text.BlockWriter;
import org.tosc.backends.mlir.text.MlirAttribute;
import org.tosc.backends.mlir.text.MlirOperation;
import org.tosc.backends.mlir.text.MlirType;
import org.tosc.backends.mlir.text.MlirValue;

/// Operations of `linalg` that have a name. The generic form shows what they compute, so that they
/// have a body like all others.
public final class Named {
  /// A loop whose points are independent.
  public static final MlirAttribute PARALLEL =
      new MlirAttribute.Dialect("linalg.iterator_type", "parallel");

  /// A loop whose points accumulate.
  public static final MlirAttribute REDUCTION =
      new MlirAttribute.Dialect("linalg.iterator_type", "reduction");

  private Named() {}

  /// The same elements with their axes in another order.
  ///
  /// @param order axis `i` of the result is this axis
  public static MlirValue transpose(
      BlockWriter out, MlirValue from, MlirValue into, List<Long> order) {
    MlirType element = into.type().element();
    MlirValue x = MlirValue.of(element, "x");
    BlockWriter body = new BlockWriter();
    body.emit(MlirOperation.named("linalg.yield").operands(x));
    return out.emit(
        MlirOperation.named("linalg.transpose")
            .operands(from, into)
            .attribute("permutation", MlirAttribute.i64s(order))
            .region(body.region(x, MlirValue.of(element, "before"))),
        into.type(),
        "turned");
  }

  /// One number everywhere.
  public static MlirValue fill(BlockWriter out, MlirValue value, MlirValue into) {
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
