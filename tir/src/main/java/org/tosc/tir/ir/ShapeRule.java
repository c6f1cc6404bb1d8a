package org.tosc.tir.ir;

import java.util.List;
import org.tosc.tir.ir.TypeRule.Mismatch;

/// The shape and element type rule of a tensor row.
@FunctionalInterface
interface ShapeRule {
  List<Type> infer(TensorCall call) throws Mismatch;

  /// A rule for rows with one result.
  @FunctionalInterface
  interface Single {
    Type infer(TensorCall call) throws Mismatch;
  }
}
